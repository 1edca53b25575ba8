// Keeps the deliveries of which something was refused, or found nobody, as they came but for their secrets: tomorrow's mapping may do it.
import { createHash } from "node:crypto";
import { deliveryKey, deliveryPartKey } from "../aws/item-keys.ts";
import type { Table } from "../aws/table.ts";
import { type RawDelivery, rawDeliveryIn } from "../core/queue/queued-delivery.ts";
import type { Clock } from "../runtime/clock.ts";

/** A delivery is found by what the record of each of its commands says. */
export interface DeliveryName {
  account: string;
  /** It is that of its commands, such as webhook:crm. */
  source: string;
  deliveryId: string;
  receivedAt: string;
}

export interface RawDeliveries {
  /** It is written once, however many of its commands ask for it. */
  keep(name: DeliveryName, raw: RawDelivery): Promise<void>;
  /** Undefined where nothing of it went wrong, or its time is over. Throws ENVELOPE_INVALID for what is not as it was written. */
  read(name: DeliveryName): Promise<RawDelivery | undefined>;
}

const dayMs = 86_400_000;

/** An item may have 400 KB, its names and other values counted. */
const bytesPerItem = 384 * 1024;

const hashOf = ({ account, source, deliveryId, receivedAt }: DeliveryName): string =>
  createHash("sha256")
    .update(JSON.stringify([account, source, deliveryId, receivedAt]))
    .digest("hex");

/** Cut anywhere, the parts are no texts, so they are written in an encoding that is. */
const partsOf = (raw: RawDelivery): readonly string[] => {
  const text = JSON.stringify(raw);
  if (Buffer.byteLength(text) <= bytesPerItem) return [text];
  const encoded = Buffer.from(text).toString("base64");
  return Array.from({ length: Math.ceil(encoded.length / bytesPerItem) }, (_, part) =>
    encoded.slice(part * bytesPerItem, (part + 1) * bytesPerItem),
  );
};

export const rawDeliveries = ({
  table,
  clock,
  keptDays,
}: {
  table: Table;
  clock: Pick<Clock, "now">;
  keptDays: number;
}): RawDeliveries => ({
  keep: async (name, raw) => {
    const hash = hashOf(name);
    const expires = Math.ceil((clock.now() + keptDays * dayMs) / 1000);
    const [first = "", ...others] = partsOf(raw);
    // Whoever finds the first part finds all of them.
    for (const [index, part] of others.entries())
      await table.update(deliveryPartKey(hash, index + 1), { set: { raw: part, expires } });
    await table.update(deliveryKey(hash), {
      set: { raw: first, expires, ...(others.length > 0 && { others: others.length }) },
      condition: "attribute_not_exists(#pk)",
    });
  },
  read: async (name) => {
    const hash = hashOf(name);
    const { raw, expires, others = 0 } = (await table.get(deliveryKey(hash))) ?? {};
    // DynamoDB drops what has expired up to two days late.
    if (typeof raw !== "string" || Number(expires) * 1000 < clock.now()) return undefined;
    const parts = await Promise.all(
      Array.from({ length: Number(others) }, (_, index) => table.get(deliveryPartKey(hash, index + 1))),
    );
    const whole = raw + parts.map((part) => String(part?.raw ?? "")).join("");
    const text = parts.length === 0 ? whole : Buffer.from(whole, "base64").toString();
    return rawDeliveryIn({ raw: JSON.parse(text) }, "raw");
  },
});
