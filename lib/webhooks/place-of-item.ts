// Says where what becomes of a delivered item is recorded, be it a command or an event of WTS.
import { type Place, sourcePlace } from "../aws/item-keys.ts";
import { placeOf } from "../commands/queue/work-command.ts";
import type { StoredDelivery } from "../core/queue/queued-delivery.ts";
import { webhookSource } from "../core/queue/webhook-source.ts";
import type { DeliveredItem, IgnoredCommand } from "./mapping/understand-delivery.ts";
import { placeOfEvent } from "./work-event.ts";

export const placeOfItem = (item: DeliveredItem): Place =>
  item.kind === "command" ? placeOf(item) : placeOfEvent(item);

/** What is about no session, such as a whole delivery or a command that is ignored, is recorded with its source. */
export const placeOfSource = ({ account, source }: Pick<StoredDelivery, "account" | "source">): Place =>
  sourcePlace(account, webhookSource(source));

export const placesOf = (
  items: readonly DeliveredItem[],
  ignored: readonly IgnoredCommand[],
  stored: Pick<StoredDelivery, "account" | "source">,
): Readonly<Record<string, string>> =>
  Object.fromEntries([
    ...items.map((item) => [item.id, placeOfItem(item).pk]),
    ...ignored.map(({ id }) => [id, placeOfSource(stored).pk]),
  ]);
