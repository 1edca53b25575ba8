// Reads what a sender sent, as every scheme does: header names in any case, values once or several times.

export type HeaderValues = Readonly<Record<string, string | readonly string[] | undefined>>;

/** `url` is the public one, from the configuration and the raw path and query; it is never built from Host or X-Forwarded-*. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderValues;
  readonly body: Uint8Array;
  readonly now: Date;
}

/** Only the spaces that HTTP does not count are taken off: other white space belongs to the value, or a signed id would have many spellings. */
export const headerValue = (text: string): string => {
  const isSpace = (at: number): boolean => text[at] === " " || text[at] === "\t";
  let [start, end] = [0, text.length];
  while (start < end && isSpace(start)) start += 1;
  // A regular expression for spaces at the end begins anew at each space in the middle.
  while (end > start && isSpace(end - 1)) end -= 1;
  return text.slice(start, end);
};

/** Several values are joined as API Gateway joins them, so that every shape of its events gives the same answer. */
export const headerText = (headers: HeaderValues, name: string): string | undefined => {
  const wanted = name.toLowerCase();
  const values = Object.entries(headers)
    .filter(([key]) => key.toLowerCase() === wanted)
    .flatMap(([, value]) => value)
    .filter((value) => typeof value === "string");
  return values.length === 0 ? undefined : headerValue(values.join(","));
};

/** Senders that rename their headers send both for a while. Undefined where they differ: only one of them was signed. */
export const agreedHeaderText = (headers: HeaderValues, names: readonly string[]): string | undefined => {
  const texts = new Set(names.map((name) => headerText(headers, name)).filter((text) => text !== undefined));
  return texts.size === 1 ? [...texts][0] : undefined;
};

/** Replaces headers of the same name, however it is spelled. */
export const withHeaders = (headers: HeaderValues, added: Readonly<Record<string, string>>): HeaderValues => {
  const names = Object.keys(added).map((name) => name.toLowerCase());
  const kept = Object.entries(headers).filter(([name]) => !names.includes(name.toLowerCase()));
  return { ...Object.fromEntries(kept), ...added };
};

/** The fragment is left out, since it is never sent. */
export const splitUrl = (url: string): { path: string; query: string | undefined } => {
  const [sent = ""] = url.split("#", 1);
  const start = sent.indexOf("?");
  return start === -1 ? { path: sent, query: undefined } : { path: sent.slice(0, start), query: sent.slice(start + 1) };
};

/** The sign before the query keeps a second question mark in the first name: without it the class would read another name than a mapping sees. */
export const queryTexts = (url: string, name: string): readonly string[] =>
  new URLSearchParams(`&${splitUrl(url).query ?? ""}`).getAll(name);
