// Reads and writes a text where a sender puts it: in a header, in the query or in the body, be that JSON or a form.
import {
  type HeaderValues,
  headerText,
  queryTexts,
  type SentRequest,
  splitUrl,
  withHeaders,
} from "../../core/sent-request.ts";
import { isProperties } from "../../core/value.ts";
import { formatOf } from "./body-format.ts";
import { fieldTexts, isForm, withField } from "./form-field.ts";
import { jsonOf, propertyOf, withProperty } from "./json-property.ts";
import { partTexts, withPartContent } from "./multipart.ts";
import type { SignatureLocation } from "./scheme.ts";

/** What a body is shows in its bytes, whatever its content type says; a field of a form may be there several times. */
export const bodyValues = ({ body }: Pick<SentRequest, "body">, name: string): readonly unknown[] => {
  const format = formatOf(body);
  if (format === "form") return fieldTexts(body, name);
  if (format === "multipart") return partTexts(body, name);
  const value = propertyOf(jsonOf(body), name);
  return value === undefined ? [] : [value];
};

/** Undefined when there is no text there, or more than one. */
export const textAt = (at: SignatureLocation, sent: SentRequest): string | undefined => {
  if ("header" in at) return headerText(sent.headers, at.header);
  const [value, ...others] = "query" in at ? queryTexts(sent.url, at.query) : bodyValues(sent, at.body);
  return typeof value === "string" && others.length === 0 ? value : undefined;
};

/** The other parts of the query keep their spelling, since it may be signed. */
const withQueryText = (url: string, name: string, text: string): string => {
  const { path, query = "" } = splitUrl(url);
  return `${path}?${Buffer.from(withField(query, name, text))}`;
};

/** False for a body that is there and is neither a JSON object nor a form: it has no names. */
export const hasNames = ({ body }: Pick<SentRequest, "body">): boolean =>
  body.length === 0 || ["form", "multipart"].includes(formatOf(body)) || isProperties(jsonOf(body));

/** Nothing yet is a form where the content type says so. */
export const withBodyValue = (
  { headers, body }: Pick<SentRequest, "headers" | "body">,
  name: string,
  value: string | number | null,
): Uint8Array => {
  const format = body.length === 0 && isForm(headers) ? "form" : formatOf(body);
  if (format === "form") return withField(body, name, String(value ?? ""));
  return format === "multipart" ? withPartContent(body, name, String(value ?? "")) : withProperty(body, name, value);
};

/** What a sender changes when it adds something to what it sends. */
export interface SentParts {
  readonly url: string;
  readonly headers: HeaderValues;
  readonly body: Uint8Array;
}

/** Takes the place of what is there. */
export const withTextAt = (at: SignatureLocation, { url, headers, body }: SentParts, text: string): SentParts => {
  if ("header" in at) return { url, headers: withHeaders(headers, { [at.header]: text }), body };
  if ("query" in at) return { url: withQueryText(url, at.query, text), headers, body };
  return { url, headers, body: withBodyValue({ headers, body }, at.body, text) };
};
