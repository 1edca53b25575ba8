// Lets the command line move the clock of what runs here, and begin anew. It is reached from this machine alone.
import { json } from "node:stream/consumers";
import * as z from "zod/mini";
import { describeProblems } from "./describe-problems.ts";
import type { Listening } from "./listen.ts";
import type { LocalClock } from "./local-clock.ts";
import { type Handlers, serveHandlers } from "./serve-handlers.ts";

interface Controlled {
  readonly clock: LocalClock;
  /** Empties everything, and makes the clock that of this machine. */
  reset(): Promise<void>;
}

const clockShape = z.strictObject({ offsetMs: z.number() });

const readOffset = (input: unknown): number => {
  const result = z.safeParse(clockShape, input);
  if (result.success) return result.data.offsetMs;
  throw new Error(describeProblems(result.error));
};

const handlersOf = ({ clock, reset }: Controlled): Handlers => ({
  "GET /clock": () => ({ offsetMs: clock.offsetMs() }),
  "PUT /clock": async (request) => ({ passedOver: await clock.moveTo(readOffset(await json(request))) }),
  "POST /reset": async () => {
    await reset();
    return {};
  },
});

/** What it cannot do, it answers with 409 and the reason. */
export const startControlEndpoint = (controlled: Controlled): Promise<Listening> =>
  serveHandlers(handlersOf(controlled), { refusal: 409 });
