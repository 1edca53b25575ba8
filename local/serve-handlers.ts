// Serves a few requests of this machine in JSON, for what is controlled while it runs.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type Listening, listen } from "./listen.ts";

type Handler = (request: IncomingMessage) => Promise<object> | object;

/** By method and path, such as "PUT /clock". */
export type Handlers = Readonly<Record<string, Handler>>;

/** What a handler throws is answered with `refusal` and its message. */
export const serveHandlers = (handlers: Handlers, { refusal }: { refusal: 400 | 409 }): Promise<Listening> => {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    const handler = handlers[`${request.method} ${request.url}`];
    if (!handler) return answer(404, { message: `there is only ${Object.keys(handlers).join(", ")}` });
    try {
      answer(200, await handler(request));
    } catch (error) {
      answer(refusal, { message: error instanceof Error ? error.message : String(error) });
    }
  };
  return listen(
    createServer((request, response) => void serve(request, response).catch(() => response.destroy())),
    0,
  );
};
