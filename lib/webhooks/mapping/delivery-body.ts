// Reads the body of a verified delivery tolerantly: whatever text it is becomes something a mapping can work with.
import { Fault, faults } from "../../core/faults.ts";

/** No sender nests deeper, and whoever walks the body can go this deep. */
const maxDepth = 100;
/** No sender lists more in 256 KB; sorting them, or comparing each with each, still takes moments. */
const maxEntries = 10_000;
const refusedKeys = new Set(["__proto__", "constructor", "prototype"]);

const notMapped = (message: string): Fault => new Fault(faults.deliveryNotMapped, { message });

const utf8 = new TextDecoder("utf-8", { fatal: true });

const decode = (bytes: Uint8Array): string => {
  try {
    return utf8.decode(bytes);
  } catch {
    throw notMapped("the body is not valid UTF-8; ask the sender for that encoding");
  }
};

/** The value without the keys that could reach into what every object has. */
const harmless = (value: unknown, depth = 0): unknown => {
  if (typeof value !== "object" || value === null) return value;
  if (depth >= maxDepth) throw notMapped(`the body is nested deeper than ${maxDepth} levels`);
  if ((Array.isArray(value) ? value : Object.keys(value)).length > maxEntries)
    throw notMapped(`the body has a list or an object with more than ${maxEntries} entries`);
  if (Array.isArray(value)) return value.map((inner) => harmless(inner, depth + 1));
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (refusedKeys.has(key) ? [] : [[key, harmless(inner, depth + 1)]])),
  );
};

const parseJson = (text: string): unknown => {
  try {
    return harmless(JSON.parse(text));
  } catch (error) {
    if (error instanceof Fault) throw error;
    // The parser's own message quotes the body.
    throw notMapped("the body looks like JSON and is not valid JSON");
  }
};

const parseForm = (text: string): unknown => {
  const fields = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const values = fields.get(name) ?? [];
    // It is pushed in place: a new list for each repetition takes minutes for a body of one letter, again and again.
    values.push(value);
    fields.set(name, values);
  }
  return harmless(
    Object.fromEntries([...fields].map(([name, values]) => [name, values.length > 1 ? values : values[0]])),
  );
};

/** Senders name the type of their JSON wrongly, or not at all: what the body looks like counts as well. */
export const readDeliveryBody = (bytes: Uint8Array, contentType: string | undefined): unknown => {
  const text = decode(bytes);
  const type = (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (text === "") return undefined;
  if (type === "application/x-www-form-urlencoded") return parseForm(text);
  if (/[/+]json$/.test(type) || /^\s*[{[]/.test(text)) return parseJson(text);
  return text;
};
