// Reads and writes one field of a form, or of a query, and leaves the others as they were, byte for byte.
import { type HeaderValues, headerText } from "../../core/sent-request.ts";
import { withoutLineEnd } from "./body-format.ts";

export const isForm = (headers: HeaderValues): boolean =>
  /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(headerText(headers, "content-type") ?? "");

/** The sign before it keeps a question mark in front in the name: the class would take it for the beginning of a query. */
const parsed = (pair: string): URLSearchParams => new URLSearchParams(`&${pair}`);

/** A byte has at most three characters, where it is escaped. */
const mayBeNamed = (pair: string, name: string): boolean => {
  const [written = ""] = pair.split("=", 1);
  return written === name || (/[%+]/.test(written) && written.length <= 3 * Buffer.byteLength(name));
};

/** Pair by pair, and only those of the name: anybody may post a megabyte of `a&a&a`, over which the class takes seconds when it reads it whole. */
export const fieldTexts = (form: Uint8Array | string, name: string): readonly string[] =>
  withoutLineEnd(Buffer.from(form).toString())
    .split("&")
    .flatMap((pair) => (mayBeNamed(pair, name) ? parsed(pair).getAll(name) : []));

const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

/** It stands last, and takes the place of all of its name. */
export const withField = (form: Uint8Array | string, name: string, text: string): Uint8Array => {
  // One character stands for one byte, so that bytes of any encoding stay as they are.
  const bytes = withoutLineEnd(Buffer.from(form).toString("latin1"));
  const kept =
    bytes === "" ? [] : bytes.split("&").filter((pair) => fieldTexts(Buffer.from(pair, "latin1"), name).length === 0);
  return Buffer.from([...kept, `${encoded(name)}=${encoded(text)}`].join("&"), "latin1");
};
