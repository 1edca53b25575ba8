// Says how much of the account's rate an item of the queue will take, and which source of the account it counts for.
import type { QueueItem } from "../../core/queue/queue-item.ts";
import { callsOf } from "../apply/plan.ts";

/** Nothing where WTS is not asked. A command may turn out to need more: names have to be looked up. */
export const tokensOf = (item: QueueItem): number => {
  switch (item.kind) {
    case "command":
      return item.targeted.reference ? 1 : callsOf(item.targeted.command);
    case "event":
      return item.readBack ? 1 : 0;
    case "delivery":
      return 0;
  }
};

/** What a webhook's source sends is its own by every way; the senders of the other doors name themselves, so each door has its own names. */
export const sourceOf = (item: QueueItem): string =>
  item.kind === "command" && item.door !== "webhook" ? [item.door, item.source].join(":") : item.source;
