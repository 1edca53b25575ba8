// Says where what becomes of a delivered item is recorded, be it a command or an event of WTS.
import type { Place } from "../aws/item-keys.ts";
import { placeOf } from "../commands/queue/work-command.ts";
import type { DeliveredItem } from "./mapping/understand-delivery.ts";
import { placeOfEvent } from "./work-event.ts";

export const placeOfItem = (item: DeliveredItem): Place =>
  item.kind === "command" ? placeOf(item) : placeOfEvent(item);

export const placesOf = (items: readonly DeliveredItem[]): Readonly<Record<string, string>> =>
  Object.fromEntries(items.map((item) => [item.id, placeOfItem(item).pk]));
