// Takes what opens a door out of a delivery before anything else sees it: a mapping, the log, a queue.
import type { StoredDelivery } from "../core/queued-delivery.ts";

/** Whatever a header of such a name holds, nobody maps it and nobody may read it in a queue. */
const suspicious = /authorization|cookie|token|secret|signature|password|api-?key|hmac|hottok/i;
const removed = "(removed)";

type Texts = Readonly<Record<string, string | undefined>>;
type Kept = Pick<StoredDelivery, "headers" | "query" | "bytes">;

const without = (texts: Texts, names: readonly string[], secrets: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]): [string, string][] => {
      if (text === undefined || suspicious.test(name) || names.includes(name)) return [];
      return [[name, secrets.reduce((left, secret) => left.replaceAll(secret, removed), text)]];
    }),
  );

/** Some senders put the token into the body: the rest of it stays as it came, byte for byte. */
const withoutIn = (bytes: Uint8Array, secrets: readonly string[]): Uint8Array => {
  let left = Buffer.from(bytes);
  for (const secret of secrets) {
    // As text and as JSON writes it.
    for (const form of new Set([secret, JSON.stringify(secret).slice(1, -1)])) {
      for (let at = left.indexOf(form); at >= 0; at = left.indexOf(form, at + removed.length))
        left = Buffer.concat([left.subarray(0, at), Buffer.from(removed), left.subarray(at + Buffer.byteLength(form))]);
    }
  }
  return left;
};

/** `secretHeaders` and `secretQuery` are where the scheme has its secrets and signatures. */
export const withholdSecrets = (
  { headers, query, bytes }: { headers: Texts; query: Texts; bytes: Uint8Array },
  {
    secrets,
    secretHeaders,
    secretQuery,
  }: { secrets: readonly string[]; secretHeaders: readonly string[]; secretQuery: readonly string[] },
): Kept => ({
  headers: without(headers, secretHeaders, secrets),
  query: without(query, secretQuery, secrets),
  bytes: withoutIn(bytes, secrets),
});
