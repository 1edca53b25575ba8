// Twilio's services do not agree on how they spell the URL they sign: with or without the port, and with which escapes.

interface UrlParts {
  readonly scheme: string;
  readonly host: string;
  readonly port: string;
  readonly rest: string;
}

/** By hand, since a URL parser would change the spelling. */
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

/** With the escapes of a browser. */
const normalized = (url: string): string => (URL.canParse(url) ? new URL(url).toString() : url);

/** With the escapes, and the order, of Node's old query string functions. */
const withLegacyQuery = (url: string): string => {
  const start = url.indexOf("?");
  if (start === -1 || start === url.length - 1) return url;
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(url.slice(start + 1)))
    values.set(name, [...(values.get(name) ?? []), value]);
  const pairs = [...values].flatMap(([name, each]) =>
    each.map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  );
  return `${url.slice(0, start)}?${pairs.join("&")}`;
};

export const urlSpellings = (url: string): readonly string[] => {
  const usual = normalized(url);
  const both = [withoutPort(usual), withPort(usual)];
  return [...new Set([withoutPort(url), withPort(url), ...both, ...both.map(withLegacyQuery)])];
};

/** The same for all URLs that have a spelling in common. */
export const canonicalUrl = (url: string): string => withLegacyQuery(withoutPort(normalized(url)));
