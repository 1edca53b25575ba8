// Takes what opens a door out of a delivery before anything else sees it: a mapping, the log, a queue.
import type { StoredDelivery } from "../../core/queue/queued-delivery.ts";
import type { SchemeFacts } from "../signatures/facts.ts";
import { withProperty } from "../signatures/insert-token.ts";
import { jsonOf, propertyOf } from "../signatures/json-property.ts";

/** Whatever a header of such a name holds, nobody maps it and nobody may read it in a queue. */
const suspicious = /authorization|cookie|token|secret|signature|password|api-?key|hmac|hottok/i;
const removed = "(removed)";
/** What is shorter stands in a body for other reasons, too. */
const shortest = 8;

type Texts = Readonly<Record<string, string | undefined>>;
type Kept = Pick<StoredDelivery, "headers" | "query" | "bytes">;

/** As text, as JSON and as PHP's JSON has it, and as addresses and forms have it. */
const spellingsOf = (secret: string): readonly string[] => {
  const json = JSON.stringify(secret).slice(1, -1);
  const encoded = [encodeURIComponent(secret.toWellFormed()), new URLSearchParams({ "": secret }).toString().slice(1)];
  const inLowerCase = encoded.map((text) => text.replaceAll(/%../g, (escaped) => escaped.toLowerCase()));
  return [...new Set([secret, json, json.replaceAll("/", String.raw`\/`), ...encoded, ...inLowerCase])];
};

const without = (text: string, secrets: readonly string[]): string =>
  secrets.flatMap(spellingsOf).reduce((left, spelling) => left.replaceAll(spelling, removed), text);

/** One character a byte, so that all others stay as they came. */
const withoutIn = (bytes: Uint8Array, secrets: readonly string[]): Uint8Array => {
  const latin1 = secrets.flatMap(spellingsOf).map((spelling) => Buffer.from(spelling).toString("latin1"));
  const text = Buffer.from(bytes).toString("latin1");
  return Buffer.from(
    latin1.reduce((left, spelling) => left.replaceAll(spelling, removed), text),
    "latin1",
  );
};

const textsWithout = (texts: Texts, isSecret: (name: string) => boolean, secrets: readonly string[]) =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]): [string, string][] =>
      text === undefined || isSecret(name) ? [] : [[name, without(text, secrets)]],
    ),
  );

/** What stands in the secret places of a body, be it JSON or a form. */
const secretsIn = (bytes: Uint8Array, places: readonly string[]): readonly string[] => {
  if (places.length === 0) return [];
  const json = jsonOf(bytes);
  const form = json === undefined ? new URLSearchParams(Buffer.from(bytes).toString()) : undefined;
  return places
    .flatMap((place) => form?.getAll(place) ?? propertyOf(json, place))
    .filter((value): value is string => typeof value === "string" && value.length >= shortest && value !== removed);
};

/** Some senders put the token into the body: the rest of it stays as it came, byte for byte, unless the token is in escapes. */
const bodyWithout = (bytes: Uint8Array, secrets: readonly string[], places: readonly string[]): Uint8Array => {
  const kept = withoutIn(bytes, [...secrets, ...secretsIn(bytes, places)]);
  const json = places.length > 0 ? jsonOf(kept) : undefined;
  return places
    .filter((place) => secretsIn(kept, [place]).length > 0 && json !== undefined)
    .reduce((left, place) => withProperty(jsonOf(left), place, removed), kept);
};

/** `secrets` are the source's; the facts say where its scheme has secrets and signatures of any kind. */
export const withholdSecrets = (
  { headers, query, bytes }: { headers: Texts; query: Texts; bytes: Uint8Array },
  secrets: readonly string[],
  { secretHeaders, secretQuery, secretBody, deliveryIdAt }: SchemeFacts,
): Kept => {
  const ids = deliveryIdAt?.headers ?? [];
  const isSecret = (name: string): boolean => suspicious.test(name) && !ids.includes(name);
  return {
    headers: textsWithout(headers, (name) => isSecret(name) || secretHeaders.includes(name), secrets),
    query: textsWithout(query, (name) => isSecret(name) || secretQuery.includes(name), secrets),
    bytes: bodyWithout(bytes, secrets, secretBody),
  };
};
