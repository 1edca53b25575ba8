// Stands in front of an AWS service and lets its calls through, unless a fault says otherwise.
import { Agent, createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { type Listening, listen } from "../listen.ts";
import type { Fault } from "./faults.ts";

interface GateOptions {
  /** Answers the URL of what is behind. It is called for each request, so that nothing need be started before it is used. */
  upstream(): Promise<string>;
  strike(operation: string): Fault | undefined;
  /** Is called with what the service answered, before whoever asked has it. A call that a fault kept away was none. */
  onAnswer?(operation: string, answer: string): void;
}

const operationOf = ({ headers }: IncomingMessage): string => String(headers["x-amz-target"]).split(".").at(-1) ?? "";

const fail = (request: IncomingMessage, response: ServerResponse): void => {
  request.resume();
  response.writeHead(500, { "content-type": "application/x-amz-json-1.1" });
  response.end(JSON.stringify({ __type: "InternalFailure", message: "a fault of the test" }));
};

export const startGate = ({ upstream, strike, onAnswer = () => {} }: GateOptions): Promise<Listening> => {
  const agent = new Agent({ keepAlive: true });

  const forward = (target: string, request: IncomingMessage, response: ServerResponse, isLost: boolean): void => {
    const { method, url = "/" } = request;
    // The service behind takes requests under its own name only, as everything here does.
    const headers = { ...request.headers, host: new URL(target).host };
    const forwarded = httpRequest(new URL(url, target), { method, headers, agent }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => onAnswer(operationOf(request), Buffer.concat(chunks).toString()));
      if (isLost) {
        answer.resume().on("end", () => response.destroy());
        return;
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    forwarded.on("error", () => response.destroy());
    // Whoever asked has hung up: nobody waits for the answer any more.
    response.on("close", () => {
      if (!response.writableFinished) forwarded.destroy();
    });
    request.pipe(forwarded);
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const fault = strike(operationOf(request));
    if (fault?.mode === "fail") return fail(request, response);
    if (fault?.mode === "hang") return void request.resume();
    if (fault?.mode === "reset") return void response.destroy();
    if (fault?.mode === "slow") await delay(fault.delayMs ?? 1_000);
    forward(await upstream(), request, response, fault?.mode === "lost");
  };

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      console.error(error);
      response.destroy();
    });
  });
  return listen(server, 0);
};
