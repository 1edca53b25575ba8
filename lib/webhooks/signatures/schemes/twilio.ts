// Twilio: signs the URL with the form's fields in order, or with a hash of a JSON body in the URL.

import { createHash } from "node:crypto";
import { queryTexts, splitUrl } from "../../../core/sent-request.ts";
import { isForm } from "../form-field.ts";
import type { ContentParts, ContentRule, Scheme } from "../scheme.ts";

interface UrlParts {
  readonly scheme: string;
  readonly host: string;
  readonly port: string;
  readonly rest: string;
}

/** It is taken apart by hand, since a URL parser would change the spelling. */
const partsOf = (url: string): UrlParts | undefined => {
  const [, scheme = "", user = "", host = "", port = "", rest = ""] =
    /^([a-z][a-z0-9+.-]*:\/\/)((?:[^/?#]*@)?)(\[[^\]/?#]*\]|[^/?#:]*)((?::[^/?#]*)?)(.*)$/is.exec(url) ?? [];
  return scheme === "" ? undefined : { scheme, host: user + host, port, rest };
};

const withoutPort = (url: string): string => {
  const parts = partsOf(url);
  return parts === undefined ? url : parts.scheme + parts.host + parts.rest;
};

const withPort = (url: string): string => {
  const parts = partsOf(url);
  if (parts === undefined || parts.port !== "") return url;
  return `${parts.scheme}${parts.host}${/^https:/i.test(parts.scheme) ? ":443" : ":80"}${parts.rest}`;
};

/** This has the escapes of a browser. */
const normalized = (url: string): string => (URL.canParse(url) ? new URL(url).toString() : url);

/** This has the escapes, and the order, of Node's old query string functions. */
const withLegacyQuery = (url: string): string => {
  const start = url.indexOf("?");
  if (start === -1 || start === url.length - 1) return url;
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(url.slice(start + 1))) {
    // It is pushed in place: a new list for each repetition grows with the square of a query.
    const each = values.get(name) ?? [];
    each.push(value);
    values.set(name, each);
  }
  const pairs = [...values].flatMap(([name, each]) =>
    each.map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  );
  return `${url.slice(0, start)}?${pairs.join("&")}`;
};

/** Twilio's services do not agree on how they spell the URL they sign: with or without the port, and with which escapes. */
export const urlSpellings = (url: string): readonly string[] => {
  const usual = normalized(url);
  const both = [withoutPort(usual), withPort(usual)];
  return [...new Set([withoutPort(url), withPort(url), ...both, ...both.map(withLegacyQuery)])];
};

/** It is the same for all URLs that have a spelling in common. */
export const canonicalUrl = (url: string): string => withLegacyQuery(withoutPort(normalized(url)));

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

/** Twilio signs the fields of a form sorted and without repetition. Undefined when the body is no form. */
const formContent = (body: Uint8Array): string | undefined => {
  try {
    const fields = [...fieldsOf(body)].toSorted(([left], [right]) => (left < right ? -1 : 1));
    return fields.flatMap(([name, values]) => [...values].toSorted().map((value) => name + value)).join("");
  } catch {
    return undefined;
  }
};

const bodyHash = (body: Uint8Array): string => createHash("sha256").update(body).digest("hex");

/** This is signed behind the URL; undefined for a body that nothing vouches for. */
const behindUrl = ({ url, headers, body }: ContentParts["sent"]): string | undefined => {
  const [hash, ...others] = queryTexts(url, "bodySHA256");
  if (hash !== undefined) return others.length === 0 && hash === bodyHash(body) ? "" : undefined;
  if (body.length === 0) return "";
  return isForm(headers) ? formContent(body) : undefined;
};

const signedContent: ContentRule = {
  signs: { body: true, method: false, url: true, headers: [], query: [] },
  // The names and values of a form are signed without what separates them.
  hasBoundaries: false,
  candidates: ({ sent }) => {
    const rest = behindUrl(sent);
    if (rest === undefined) return "SIGNED_PART_INVALID";
    return urlSpellings(sent.url).map((url) => Buffer.from(url + rest));
  },
  canonical: ({ sent }) => Buffer.from(canonicalUrl(sent.url) + (behindUrl(sent) ?? "")),
};

export const twilio: Scheme = {
  name: "twilio",
  recipes: [
    {
      kind: "signature",
      algorithm: { type: "hmac", hash: "sha1" },
      at: [{ header: "x-twilio-signature" }],
      encoding: "base64",
      content: signedContent,
      addedQuery: ["bodySHA256"],
      completeUrl: ({ url, headers, body }) => {
        const isComplete = body.length === 0 || isForm(headers);
        if (isComplete || queryTexts(url, "bodySHA256").length > 0) return url;
        return `${url}${splitUrl(url).query === undefined ? "?" : "&"}bodySHA256=${bodyHash(body)}`;
      },
    },
  ],
  deliveryIdAt: { headers: ["i-twilio-idempotency-token"], signed: false },
  // Twilio reads what it gets as instructions for the call or message, and complains of JSON.
  successStatus: 204,
};
