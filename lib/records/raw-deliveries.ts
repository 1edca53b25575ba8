// Keeps the deliveries of which something was refused, or found nobody, as they came but for their secrets: tomorrow's mapping may do it.
import { createHash } from "node:crypto";
import { deliveryKey } from "../aws/item-keys.ts";
import type { ItemKey, Table } from "../aws/table.ts";
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

const keyOf = ({ account, source, deliveryId, receivedAt }: DeliveryName): ItemKey =>
  deliveryKey(
    createHash("sha256")
      .update(JSON.stringify([account, source, deliveryId, receivedAt]))
      .digest("hex"),
  );

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
    await table.update(keyOf(name), {
      // The largest body, compressed and in base64, stays below the 400 KB that an item may have.
      set: { raw: JSON.stringify(raw), expires: Math.ceil((clock.now() + keptDays * dayMs) / 1000) },
      condition: "attribute_not_exists(#pk)",
    });
  },
  read: async (name) => {
    const { raw, expires } = (await table.get(keyOf(name))) ?? {};
    // DynamoDB drops what has expired up to two days late.
    if (typeof raw !== "string" || Number(expires) * 1000 < clock.now()) return undefined;
    return rawDeliveryIn({ raw: JSON.parse(raw) }, "raw");
  },
});
