// Stands where API Gateway's HTTP API stands: routes requests to functions, with its limits and its own error answers.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { InvocationError } from "../lambda/execution-environment.ts";
import { type Listening, listen } from "../listen.ts";
import { wallNow } from "../move-date.ts";
import type { IsInvited } from "../only-from-here.ts";
import type { Route } from "../template/read-routes.ts";
import { toHttpAnswer } from "./http-answer.ts";
import { toHttpEvent } from "./http-event.ts";
import { matchRoute, type RouteMatch } from "./match-route.ts";
import { tokenBucket } from "./token-bucket.ts";

const maxBodyBytes = 10 * 1024 * 1024;
const maxHeaderBytes = 10_240;

interface GatewayOptions {
  readonly routes: readonly Route[];
  readonly port: number;
  /** Names in lower case that lead here from elsewhere, such as a tunnel's: they are let in to webhooks and to nothing else. */
  readonly tunnelHosts?: readonly string[];
  /** Whether what is beyond a route's rate is answered 429, as on AWS: here somebody who tries out would only be in the way of it. */
  readonly isThrottled?: boolean;
  /** The functions' clock; this machine's unless said. */
  now?(): number;
  invoke(functionName: string, event: unknown): Promise<unknown>;
  /** Is called with the reason whenever the caller learns no more than "Internal Server Error". */
  onError(functionName: string, message: string): void;
}

/** Answers undefined if it is too large; it is read to its end either way, or the caller might never see the answer. */
const readBody = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  let chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) chunks = [];
    else chunks.push(chunk);
  }
  return bytes > maxBodyBytes ? undefined : Buffer.concat(chunks);
};

const refuse = (response: ServerResponse, status: number, message: string): void => {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ message }));
};

const timedOut = Symbol("timed out");

export const startGateway = ({
  routes,
  port,
  tunnelHosts = [],
  isThrottled = false,
  now = wallNow,
  invoke,
  onError,
}: GatewayOptions): Promise<Listening> => {
  /** Throws URIError if the path has a broken percent escape, whether or not there is such a route. */
  const match = (request: IncomingMessage): RouteMatch | undefined => {
    const [encodedPath = ""] = (request.url ?? "").split("?");
    decodeURIComponent(encodedPath);
    return matchRoute(routes, request.method ?? "", encodedPath);
  };

  const isForWebhooks = (request: IncomingMessage): boolean => {
    try {
      return match(request)?.route.path.startsWith("/webhooks/") ?? false;
    } catch {
      return false;
    }
  };

  const buckets = new Map(
    routes.flatMap((route) => (isThrottled && route.throttle ? [[route, tokenBucket(route.throttle, Date.now)]] : [])),
  );

  const invokeInTime = async ({ functionName, timeoutMs }: Route, event: unknown): Promise<unknown> => {
    const answered = new AbortController();
    try {
      return await Promise.race([invoke(functionName, event), delay(timeoutMs, timedOut, { signal: answered.signal })]);
    } finally {
      answered.abort();
    }
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(request);
    if (!body) return refuse(response, 413, "Request Entity Too Large");
    let found: RouteMatch | undefined;
    try {
      found = match(request);
    } catch {
      return refuse(response, 400, "Bad Request");
    }
    if (!found) return refuse(response, 404, "Not Found");

    const { route } = found;
    if (buckets.get(route)?.() === false) return refuse(response, 429, "Too Many Requests");
    const event = toHttpEvent(request, found, body, now());
    response.setHeader("apigw-requestid", event.requestContext.requestId);
    try {
      const result = await invokeInTime(route, event);
      if (result === timedOut) {
        onError(route.functionName, `no answer within the ${route.timeoutMs} ms of the HTTP API`);
        return refuse(response, 503, "Service Unavailable");
      }
      const answer = toHttpAnswer(result);
      if (!answer) {
        onError(route.functionName, "its answer is none that the HTTP API understands");
        return refuse(response, 500, "Internal Server Error");
      }
      response.statusCode = answer.status;
      for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
      response.end(answer.body);
    } catch (error) {
      if (error instanceof InvocationError && error.name === "RequestTooLargeException")
        return refuse(response, 413, "Request Entity Too Large");
      onError(route.functionName, String(error));
      refuse(response, 500, "Internal Server Error");
    }
  };

  const server = createServer({ maxHeaderSize: maxHeaderBytes }, (request, response) => {
    // The caller hung up: there is nobody left to answer.
    serve(request, response).catch(() => response.destroy());
  });
  const isInvited: IsInvited = (name, request) => tunnelHosts.includes(name) && isForWebhooks(request);
  return listen(server, port, { setting: "PORT", isInvited });
};
