// Serves a few requests of this machine in JSON, for what is controlled while it runs.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type Listening, listen } from "./listen.ts";

/** Undefined: it answers the request itself, as it goes on. */
type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<object | undefined> | object | undefined;

/** By method and path, such as "PUT /clock". */
export type Handlers = Readonly<Record<string, Handler>>;

/** What a handler throws is answered with `refusal` and its message. */
export const serveHandlers = (handlers: Handlers, { refusal }: { refusal: 400 | 409 }): Promise<Listening> => {
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    const [path] = (request.url ?? "").split("?");
    const handler = handlers[`${request.method} ${path}`];
    if (!handler) return answer(404, { message: `there is only ${Object.keys(handlers).join(", ")}` });
    try {
      const answered = await handler(request, response);
      if (answered) answer(200, answered);
    } catch (error) {
      answer(refusal, { message: error instanceof Error ? error.message : String(error) });
    }
  };
  return listen(
    createServer((request, response) => void serve(request, response).catch(() => response.destroy())),
    0,
  );
};
