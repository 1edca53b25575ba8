// Reads and writes one field of a form, or of a query, and leaves the others as they were, byte for byte.
import { type HeaderValues, headerText } from "../../core/sent-request.ts";
import { withoutLineEnd } from "./body-format.ts";

export const isForm = (headers: HeaderValues): boolean =>
  /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(headerText(headers, "content-type") ?? "");

/** The sign before it keeps a question mark in front in the first name: the class would take it for the beginning of a query. */
const parsed = (text: string): URLSearchParams => new URLSearchParams(`&${text}`);

export const fieldTexts = (form: Uint8Array | string, name: string): readonly string[] =>
  parsed(withoutLineEnd(Buffer.from(form).toString())).getAll(name);

const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

/** It stands last, and takes the place of all of its name. */
export const withField = (form: Uint8Array | string, name: string, text: string): Uint8Array => {
  // One character stands for one byte, so that bytes of any encoding stay as they are.
  const bytes = withoutLineEnd(Buffer.from(form).toString("latin1"));
  const kept =
    bytes === "" ? [] : bytes.split("&").filter((pair) => fieldTexts(Buffer.from(pair, "latin1"), name).length === 0);
  return Buffer.from([...kept, `${encoded(name)}=${encoded(text)}`].join("&"), "latin1");
};
