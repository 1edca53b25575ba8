// Lets tests and people switch faults of AWS on and off, and read what its services were asked for.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { type Listening, listen } from "../listen.ts";
import type { CallCounter } from "./call-counts.ts";
import { type Faults, readFaultChanges } from "./faults.ts";

interface Controlled {
  readonly faults: Faults;
  readonly counter: CallCounter;
}

type Handler = (request: IncomingMessage) => Promise<object> | object;

/** DELETE answers what was counted until then. */
const handlersOf = ({ faults, counter }: Controlled): Readonly<Record<string, Handler>> => ({
  "GET /__faults": () => faults.current,
  "PUT /__faults": async (request) => {
    faults.change(readFaultChanges(await json(request)));
    return faults.current;
  },
  "GET /__counts": () => counter.counts(),
  "DELETE /__counts": () => {
    const counts = counter.counts();
    counter.reset();
    return counts;
  },
});

const serve = async (
  handlers: Readonly<Record<string, Handler>>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const answer = (status: number, body: object): void => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };
  const handler = handlers[`${request.method} ${request.url}`];
  if (!handler) return answer(404, { message: `there is only ${Object.keys(handlers).join(", ")}` });
  try {
    answer(200, await handler(request));
  } catch (error) {
    answer(400, { message: error instanceof Error ? error.message : String(error) });
  }
};

export const startControlEndpoint = (controlled: Controlled): Promise<Listening> => {
  const handlers = handlersOf(controlled);
  return listen(
    createServer((request, response) => void serve(handlers, request, response)),
    0,
  );
};
