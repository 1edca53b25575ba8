// Remembers for 24 hours what came under an Idempotency-Key: the same key with another body is a mistake, and no repetition.
import { createHash } from "node:crypto";
import { requestKey } from "../aws/item-keys.ts";
import type { ItemKey, Table } from "../aws/table.ts";
import type { Clock } from "../runtime/clock.ts";

export interface RequestKeys {
  /** `scope` holds client, method, path and the caller's key, since the same key elsewhere is another one. False when it came with other bytes. */
  claim(scope: readonly string[], bytes: Uint8Array): Promise<boolean>;
  /** What came under it with these bytes was not done, so that the key may come with something else. */
  forget(scope: readonly string[], bytes: Uint8Array): Promise<void>;
}

const keptSeconds = 86_400;

const sha256 = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex");

const keyOf = (scope: readonly string[]): ItemKey => requestKey(sha256(JSON.stringify(scope)));

export const requestKeys = ({ table, clock }: { table: Table; clock: Pick<Clock, "now"> }): RequestKeys => ({
  claim: async (scope, bytes) => {
    const body = sha256(bytes);
    const nowSeconds = Math.floor(clock.now() / 1000);
    const claimed = await table.update(keyOf(scope), {
      set: { body, expires: nowSeconds + keptSeconds },
      // DynamoDB drops what has expired up to two days late: until then it must not count.
      condition: "attribute_not_exists(#pk) OR #body = :body OR #expires <= :nowSeconds",
      values: { body, nowSeconds },
    });
    return claimed !== undefined;
  },
  forget: async (scope, bytes) => {
    await table.update(keyOf(scope), {
      set: { expires: Math.floor(clock.now() / 1000) },
      condition: "#body = :body",
      values: { body: sha256(bytes) },
    });
  },
});
