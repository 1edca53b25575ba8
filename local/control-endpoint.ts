// Lets the command line move the clock of what runs here, and begin anew. It is reached from this machine alone.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import * as z from "zod/mini";
import { describeProblems } from "./describe-problems.ts";
import { type Listening, listen } from "./listen.ts";
import type { LocalClock } from "./local-clock.ts";

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

type Handler = (request: IncomingMessage) => Promise<object> | object;

const handlersOf = ({ clock, reset }: Controlled): Readonly<Record<string, Handler>> => ({
  "GET /clock": () => ({ offsetMs: clock.offsetMs() }),
  "PUT /clock": async (request) => ({ passedOver: await clock.moveTo(readOffset(await json(request))) }),
  "POST /reset": async () => {
    await reset();
    return {};
  },
});

/** What it cannot do, it answers with 409 and the reason. */
export const startControlEndpoint = (controlled: Controlled): Promise<Listening> => {
  const handlers = handlersOf(controlled);
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    const handler = handlers[`${request.method} ${request.url}`];
    if (!handler) return answer(404, { message: `there is only ${Object.keys(handlers).join(", ")}` });
    try {
      answer(200, await handler(request));
    } catch (error) {
      answer(409, { message: error instanceof Error ? error.message : String(error) });
    }
  };
  return listen(
    createServer((request, response) => void serve(request, response).catch(() => response.destroy())),
    0,
  );
};
