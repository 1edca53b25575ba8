// Whether something that was given up on can be done again, and how.
import { Fault } from "../../lib/core/faults.ts";
import { maxHops, type QueuedCommand, readQueuedCommand } from "../../lib/core/queued-command.ts";
import { own } from "../../lib/core/value.ts";
import type { BusEvent, Replay } from "./dead-letter.ts";

const loop: Replay = {
  as: "nothing",
  why: "it is part of a chain of events that cause each other; find the rule that answers our outcome with a request, then send it anew",
};

export interface ReadCommand {
  queued: QueuedCommand | undefined;
  replay: Replay;
}

/** Judged by today's code: what an earlier one did not understand, this one may. */
export const readCommand = (body: string): ReadCommand => {
  try {
    const queued = readQueuedCommand(body, new Date());
    return { queued, replay: queued.hops > maxHops ? loop : { as: "command", queued } };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { queued: undefined, replay: { as: "nothing", why: `it cannot be read as a command: ${error.message}` } };
  }
};

export const replayOfEvent = (event: BusEvent): Replay => {
  const hops = own(event.detail, "hops");
  return typeof hops === "number" && hops > maxHops ? loop : { as: "event", event };
};
