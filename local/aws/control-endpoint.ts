// Lets tests and people switch faults of AWS on and off, and read what its services were asked for.
import { json } from "node:stream/consumers";
import type { Listening } from "../listen.ts";
import { type Handlers, serveHandlers } from "../serve-handlers.ts";
import type { CallCounter } from "./call-counts.ts";
import { type Faults, readFaultChanges } from "./faults.ts";

interface Controlled {
  readonly faults: Faults;
  readonly counter: CallCounter;
  /** Is called when another fault is on, or none any more. */
  onFaults?(): void;
}

/** DELETE answers what was counted until then. */
const handlersOf = ({ faults, counter, onFaults = () => {} }: Controlled): Handlers => ({
  "GET /__faults": () => faults.current,
  "PUT /__faults": async (request) => {
    faults.change(readFaultChanges(await json(request)));
    onFaults();
    return faults.current;
  },
  "GET /__counts": () => counter.counts(),
  "DELETE /__counts": () => {
    const counts = counter.counts();
    counter.reset();
    return counts;
  },
});

export const startControlEndpoint = (controlled: Controlled): Promise<Listening> =>
  serveHandlers(handlersOf(controlled), { refusal: 400 });
