// Takes secrets out of a delivery before anything else sees it: a mapping, the log, a queue.
import type { StoredDelivery } from "../../core/queue/queued-delivery.ts";
import { bodyValues, withBodyValue } from "../signatures/location.ts";
import type { SchemeFacts } from "../signatures/scheme-facts.ts";
import type { DeliveryRequest } from "./delivery-url.ts";

/** Whatever a header of such a name holds, nobody maps it and nobody may read it in a queue. */
const suspicious = /authorization|cookie|token|secret|signature|password|api-?key|hmac|hottok/i;
const removed = "(removed)";
/** A shorter text stands in a body for other reasons, too. */
const minSecretLength = 8;

/** A sender has one secret at each such place, or a few: of many, each would be looked for in all of the body. */
const mostFound = 16;

/** Some senders' JSON is ASCII alone. */
const inAscii = (json: string): string =>
  json.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** A secret may be written as text, as JSON, as PHP's and as Python's JSON have it, and as addresses and forms have it. */
const spellingsOf = (secret: string): readonly string[] => {
  const json = JSON.stringify(secret).slice(1, -1);
  const ascii = inAscii(json);
  const encoded = [encodeURIComponent(secret.toWellFormed()), new URLSearchParams({ "": secret }).toString().slice(1)];
  const inLowerCase = encoded.map((text) => text.replaceAll(/%../g, (escaped) => escaped.toLowerCase()));
  const inJson = [json, ascii].flatMap((text) => [text, text.replaceAll("/", String.raw`\/`)]);
  return [...new Set([secret, ...inJson, ...encoded, ...inLowerCase])];
};

const without = (text: string, spellings: readonly string[]): string =>
  spellings.reduce((left, spelling) => left.replaceAll(spelling, removed), text);

/** One character stands for one byte, so that all others stay as they came. */
export const bytesWithout = (bytes: Uint8Array, secrets: readonly string[]): Uint8Array => {
  const spellings = secrets.flatMap(spellingsOf).map((spelling) => Buffer.from(spelling).toString("latin1"));
  return Buffer.from(without(Buffer.from(bytes).toString("latin1"), spellings), "latin1");
};

const textsWithout = (
  texts: Readonly<Record<string, string | undefined>>,
  isSecret: (name: string) => boolean,
  secrets: readonly string[],
): Record<string, string> => {
  const spellings = secrets.flatMap(spellingsOf);
  return Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]): [string, string][] =>
      text === undefined || isSecret(name) ? [] : [[name, without(text, spellings)]],
    ),
  );
};

/** Finds what stands at this place of a body, be it JSON or a form. */
const secretsAt = (bytes: Uint8Array, name: string): readonly string[] =>
  bodyValues({ body: bytes }, name).filter(
    (value) => typeof value === "string" && value !== "" && value !== removed,
  ) as string[];

const withoutValue = (bytes: Uint8Array, name: string): Uint8Array =>
  withBodyValue({ headers: {}, body: bytes }, name, removed);

/** Some senders put the token or the signature into the body: the rest of it stays as it came, byte for byte, unless that is in escapes. */
const bodyWithout = (bytes: Uint8Array, secrets: readonly string[], names: readonly string[]): Uint8Array => {
  const kept = bytesWithout(bytes, secrets);
  return names.reduce((left, name) => (secretsAt(left, name).length > 0 ? withoutValue(left, name) : left), kept);
};

/** `secrets` are the source's; the facts say where its scheme has secrets and signatures of any kind. */
export const withholdSecrets = (
  { headers, query, bytes }: Pick<DeliveryRequest, "headers" | "query" | "bytes">,
  secrets: readonly string[],
  { secretHeaders, secretQuery, secretBody, deliveryIdAt }: SchemeFacts,
): Pick<StoredDelivery, "headers" | "query" | "bytes"> => {
  const ids = deliveryIdAt?.headers ?? [];
  const isSecret = (name: string): boolean => suspicious.test(name) && !ids.includes(name);
  // What stands in an address may stand in a header as well, where a proxy writes the address down.
  const found = [
    ...secretQuery.map((name) => query[name] ?? ""),
    ...secretBody.flatMap((name) => [...new Set(secretsAt(bytes, name))].slice(0, mostFound)),
  ];
  const all = [...new Set([...secrets, ...found])].filter(({ length }) => length >= minSecretLength);
  return {
    headers: textsWithout(headers, (name) => isSecret(name) || secretHeaders.includes(name), all),
    query: textsWithout(query, (name) => isSecret(name) || secretQuery.includes(name), all),
    bytes: bodyWithout(bytes, all, secretBody),
  };
};
