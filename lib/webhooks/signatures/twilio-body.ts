// What Twilio signs of a body: the fields of a form, sorted and without repetition, or the hash of anything else.
import { createHash } from "node:crypto";

const utf8 = new TextDecoder("utf-8", { fatal: true });

const decodeField = (text: string): string => decodeURIComponent(text.replaceAll("+", " "));

/** Throws for what is not UTF-8: a lenient reader would take several bodies for one. */
const fieldsOf = (body: Uint8Array): Map<string, Set<string>> => {
  const fields = new Map<string, Set<string>>();
  for (const pair of utf8.decode(body).split("&")) {
    if (pair === "") continue;
    const [name = ""] = pair.split("=", 1);
    const values = fields.get(decodeField(name)) ?? new Set();
    fields.set(decodeField(name), values.add(decodeField(pair.slice(name.length + 1))));
  }
  return fields;
};

/** Undefined when it is no form. */
export const formContent = (body: Uint8Array): string | undefined => {
  try {
    const fields = [...fieldsOf(body)].toSorted(([left], [right]) => (left < right ? -1 : 1));
    return fields.flatMap(([name, values]) => [...values].toSorted().map((value) => name + value)).join("");
  } catch {
    return undefined;
  }
};

export const bodyHash = (body: Uint8Array): string => createHash("sha256").update(body).digest("hex");
