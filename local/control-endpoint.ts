// Lets the command line move the clock of what runs here, build and begin anew, and see what functions print and when anything changes. It is reached from this machine alone.
import type { IncomingMessage } from "node:http";
import { json } from "node:stream/consumers";
import * as z from "zod/mini";
import type { ChangeLog } from "./changes/change-log.ts";
import { serveChanges } from "./changes/serve-changes.ts";
import { describeProblems } from "./describe-problems.ts";
import type { Listening } from "./listen.ts";
import type { LocalClock } from "./local-clock.ts";
import type { LogLines } from "./log-lines.ts";
import { type Handlers, serveHandlers } from "./serve-handlers.ts";

interface Controlled {
  readonly clock: LocalClock;
  readonly changes: ChangeLog;
  readonly lines: LogLines;
  /** Empties everything, and makes the clock that of this machine. */
  reset(): Promise<void>;
  /** Builds with the configuration of now. Throws with what is wrong with that. */
  rebuild(): Promise<object>;
}

const clockShape = z.strictObject({ offsetMs: z.number() });

const readOffset = (input: unknown): number => {
  const result = z.safeParse(clockShape, input);
  if (result.success) return result.data.offsetMs;
  throw new Error(describeProblems(result.error));
};

/** As in /changes?since=… */
const sinceIn = ({ url = "/" }: IncomingMessage): string | undefined =>
  new URL(url, "http://127.0.0.1").searchParams.get("since") ?? undefined;

const handlersOf = ({ clock, changes, lines, reset, rebuild }: Controlled): Handlers => ({
  "GET /changes": (request, response) => {
    serveChanges(changes, sinceIn(request), response);
    return undefined;
  },
  "GET /log": () => ({ lines: lines.all() }),
  "GET /clock": () => ({ offsetMs: clock.offsetMs() }),
  "PUT /clock": async (request) => ({ passedOver: await clock.moveTo(readOffset(await json(request))) }),
  "POST /rebuild": rebuild,
  "POST /reset": async () => {
    await reset();
    return {};
  },
});

/** What it cannot do, it answers with 409 and the reason. */
export const startControlEndpoint = (controlled: Controlled): Promise<Listening> =>
  serveHandlers(handlersOf(controlled), { refusal: 409 });
