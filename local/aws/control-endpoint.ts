// Where tests and people say what shall go wrong: PUT /__faults, GET /__faults.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { type Listening, listen } from "../listen.ts";
import { readFaultChanges } from "./fault.ts";
import type { Faults } from "./faults.ts";

const serve = async (faults: Faults, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const answer = (status: number, body: object): void => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };
  if (request.url !== "/__faults" || !["GET", "PUT"].includes(request.method ?? ""))
    return answer(404, { message: "there is only GET /__faults and PUT /__faults" });
  try {
    if (request.method === "PUT") faults.change(readFaultChanges(await json(request)));
    answer(200, faults.current);
  } catch (error) {
    answer(400, { message: error instanceof Error ? error.message : String(error) });
  }
};

export const startControlEndpoint = (faults: Faults): Promise<Listening> =>
  listen(
    createServer((request, response) => void serve(faults, request, response)),
    0,
  );
