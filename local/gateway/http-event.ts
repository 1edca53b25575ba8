// Turns an HTTP request into what API Gateway's HTTP API hands to a function: payload format 2.0.
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { wallNow } from "../move-date.ts";
import { newTraceId } from "../new-trace-id.ts";
import type { RouteMatch } from "./match-route.ts";

// AWS does not document it, but was seen to do so: everything else, forms and bodies of no type included, arrives as base64.
const textTypes = /^(text\/[^;]+|application\/(json|xml|javascript))\s*(;|$)/i;

const headersOf = (request: IncomingMessage): Record<string, string> => {
  const headers: Record<string, string> = {
    "x-amzn-trace-id": newTraceId(wallNow()),
    "x-forwarded-for": request.socket.remoteAddress ?? "",
    "x-forwarded-port": String(request.socket.localPort),
    "x-forwarded-proto": "http",
  };
  for (const [name, values = []] of Object.entries(request.headersDistinct)) headers[name] = values.join(",");
  delete headers.cookie;
  return headers;
};

const cookiesOf = (request: IncomingMessage): { cookies?: string[] } => {
  const { cookie } = request.headersDistinct;
  return cookie ? { cookies: cookie.flatMap((line) => line.split(/;\s*/)) } : {};
};

const queryOf = (queryString: string): { queryStringParameters?: Record<string, string> } => {
  if (queryString === "") return {};
  const query = new URLSearchParams(queryString);
  const names = [...new Set(query.keys())];
  return { queryStringParameters: Object.fromEntries(names.map((name) => [name, query.getAll(name).join(",")])) };
};

const bodyOf = (body: Buffer, contentType: string): { body?: string; isBase64Encoded: boolean } => {
  if (body.length === 0) return { isBase64Encoded: false };
  const isBase64Encoded = !textTypes.test(contentType);
  return { body: body.toString(isBase64Encoded ? "base64" : "utf8"), isBase64Encoded };
};

/** Writes a time as access logs do: `12/Mar/2026:19:03:58 +0000`. */
const accessLogTime = (time: Date): string => {
  const [, day, month, year, clock] = time.toUTCString().split(" ");
  return `${day}/${month}/${year}:${clock} +0000`;
};

export const toHttpEvent = (
  request: IncomingMessage,
  { route, pathParameters }: RouteMatch,
  body: Buffer,
  nowMs = wallNow(),
) => {
  const [encodedPath = "", ...query] = (request.url ?? "").split("?");
  const rawQueryString = query.join("?");
  // HTTP APIs decode the path, unlike REST APIs and function URLs.
  const rawPath = decodeURIComponent(encodedPath);
  const routeKey = `${route.method} ${route.path}`;
  const headers = headersOf(request);
  const now = new Date(nowMs);
  return {
    version: "2.0",
    routeKey,
    rawPath,
    rawQueryString,
    ...cookiesOf(request),
    headers,
    ...queryOf(rawQueryString),
    requestContext: {
      accountId: "000000000000",
      apiId: "local",
      domainName: headers.host ?? "",
      domainPrefix: "local",
      http: {
        method: route.method,
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? "",
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: randomUUID(),
      routeKey,
      stage: "$default",
      time: accessLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...(Object.keys(pathParameters).length ? { pathParameters } : {}),
    ...bodyOf(body, headers["content-type"] ?? ""),
  };
};
