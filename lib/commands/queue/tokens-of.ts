// Says how much of the account's rate an item of the queue will take, and which source of the account it counts for.
import { createHash } from "node:crypto";
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

/** So many lines the senders of events have, whatever they call themselves; together they have the part of one source. */
const eventLines = 8;
const eventLine = "event:";

const lineOf = (name: string): string =>
  `${eventLine}${(createHash("sha256").update(name).digest()[0] ?? 0) % eventLines}`;

/** No name of a webhook's source, nor a hash of one, has a colon in it. */
export const isEventLine = (source: string): boolean => source.startsWith(eventLine);

/**
 * What a webhook's source sends is its own by every way, and a client of the HTTP API is known by its token. Who publishes an
 * event names itself: a name of its own for each would be a part of the rate for each, and a booking.
 */
export const sourceOf = (item: QueueItem): string => {
  if (item.kind !== "command" || item.door === "webhook") return item.source;
  return item.door === "event" ? lineOf(item.source) : [item.door, item.source].join(":");
};
