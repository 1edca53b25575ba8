// Whether something that was given up on can be done again, and how.
import { Fault } from "../../lib/core/faults.ts";
import { type QueueItem, readQueueItem } from "../../lib/core/queue/queue-item.ts";
import { maxHops } from "../../lib/core/queue/queued-command.ts";
import { own } from "../../lib/core/value.ts";
import type { BusEvent, Replay } from "./parked-message.ts";

const loop: Replay = {
  as: "nothing",
  why: "it is part of a chain of events that cause each other; find the rule that answers our outcome with a request, then send it anew",
};

export interface ReadItem {
  queued: QueueItem | undefined;
  replay: Replay;
}

/** Judged by today's code: what an earlier one did not understand, this one may. */
export const readItem = (body: string): ReadItem => {
  try {
    const queued = readQueueItem(body, new Date());
    const isLoop = queued.kind === "command" && queued.hops > maxHops;
    return { queued, replay: isLoop ? loop : { as: "item", queued } };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return {
      queued: undefined,
      replay: { as: "nothing", why: `it cannot be read as a queue message: ${error.message}` },
    };
  }
};

export const replayOfEvent = (event: BusEvent): Replay => {
  const hops = own(event.detail, "hops");
  return typeof hops === "number" && hops > maxHops ? loop : { as: "event", event };
};
