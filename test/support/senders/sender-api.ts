// A sender's API on a real socket: it answers what it has, to whoever shows the right secret, and fails on demand.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { listen } from "../../../local/listen.ts";

export interface SenderAnswer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

/** What one sender documents: who is let in, and what stands under a path. */
export interface SenderApi {
  admits(headers: IncomingMessage["headers"]): boolean;
  /** It answers as this sender does where it refuses. */
  refusal: SenderAnswer;
  find(path: string, query: URLSearchParams): SenderAnswer;
}

export interface StartedSender {
  url: string;
  /** Every request, as "GET /path?query", in order. */
  asked: string[];
  headers: IncomingMessage["headers"][];
  /** The next requests are answered so, instead of what there is. */
  failing: ((request: IncomingMessage, response: ServerResponse) => void)[];
  stop(): Promise<void>;
}

const write = (response: ServerResponse, { status, body, headers = {} }: SenderAnswer): void => {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
  response.end(body === undefined ? "" : JSON.stringify(body));
};

export const answering =
  (answer: SenderAnswer) =>
  (_request: IncomingMessage, response: ServerResponse): void =>
    write(response, answer);

export const startSender = async (api: SenderApi): Promise<StartedSender> => {
  const asked: string[] = [];
  const headers: IncomingMessage["headers"][] = [];
  const failing: StartedSender["failing"] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    headers.push(request.headers);
    const fail = failing.shift();
    if (fail) return fail(request, response);
    if (!api.admits(request.headers)) return write(response, api.refusal);
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://sender.invalid");
    return write(response, request.method === "GET" ? api.find(pathname, searchParams) : { status: 405, body: {} });
  });
  const { url, stop } = await listen(server, 0);
  return {
    url,
    asked,
    headers,
    failing,
    stop,
  };
};
