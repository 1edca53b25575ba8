// Says where what becomes of a delivered item is recorded, be it a command or an event of WTS.
import { type Place, sourcePlace } from "../aws/item-keys.ts";
import { placeOf } from "../commands/queue/work-command.ts";
import type { StoredDelivery } from "../core/queue/queued-delivery.ts";
import type { DeliveredItem, IgnoredCommand } from "./mapping/understand-delivery.ts";
import { placeOfEvent } from "./work-event.ts";

export const placeOfItem = (item: DeliveredItem): Place =>
  item.kind === "command" ? placeOf(item) : placeOfEvent(item);

/** What is ignored is about no session: its record stands with its source. */
export const placeOfIgnored = ({ account, source }: Pick<StoredDelivery, "account" | "source">): Place =>
  sourcePlace(account, `webhook:${source}`);

export const placesOf = (
  items: readonly DeliveredItem[],
  ignored: readonly IgnoredCommand[],
  stored: Pick<StoredDelivery, "account" | "source">,
): Readonly<Record<string, string>> =>
  Object.fromEntries([
    ...items.map((item) => [item.id, placeOfItem(item).pk]),
    ...ignored.map(({ id }) => [id, placeOfIgnored(stored).pk]),
  ]);
