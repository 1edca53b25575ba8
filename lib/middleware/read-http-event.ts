// Reads an API Gateway event (payload 2.0 of the HTTP API, 1.0 of a REST API) as the request it was.
import type { APIGatewayProxyEvent, APIGatewayProxyEventV2 } from "aws-lambda";
import { headerValue } from "../core/sent-request.ts";
import type { HttpRequest } from "./http-request.ts";

export type GatewayEvent = APIGatewayProxyEventV2 | APIGatewayProxyEvent;

const isVersion1 = (event: GatewayEvent): event is APIGatewayProxyEvent => "httpMethod" in event;

/** Has names in lower case, and values as a signature is checked with them. */
const normalized = (headers: Readonly<Record<string, string | undefined>>): HttpRequest["headers"] =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value && headerValue(value)]));

/** The values of a repeated name are joined, as payload 2.0 does it. */
const joined = (values: Readonly<Record<string, string[] | undefined>> | null | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(values ?? {}).map(([name, each]) => [name, (each ?? []).join(",")]));

/** Payload 1.0 has decoded the query, so that this is the same query, but written anew. */
const rawQueryOf = ({ multiValueQueryStringParameters: values }: APIGatewayProxyEvent): string =>
  new URLSearchParams(
    Object.entries(values ?? {}).flatMap(([name, each = []]) => each.map((value): [string, string] => [name, value])),
  ).toString();

/** What the sender sent; `arrivedMs` says when API Gateway had it, in epoch milliseconds. */
export type ReadHttpEvent = Omit<HttpRequest, "timeBox" | "logged"> & { arrivedMs: number };

const partsOf = (event: GatewayEvent) =>
  isVersion1(event)
    ? {
        route: `${event.httpMethod} ${event.resource}`,
        method: event.httpMethod,
        query: { ...event.queryStringParameters, ...joined(event.multiValueQueryStringParameters) },
        rawQuery: rawQueryOf(event),
        headers: normalized({ ...event.headers, ...joined(event.multiValueHeaders) }),
        arrivedMs: event.requestContext.requestTimeEpoch,
      }
    : {
        route: event.routeKey,
        method: event.requestContext.http.method,
        query: event.queryStringParameters ?? {},
        rawQuery: event.rawQueryString ?? "",
        headers: normalized(event.headers ?? {}),
        arrivedMs: event.requestContext.timeEpoch,
      };

export const readHttpEvent = (event: GatewayEvent): ReadHttpEvent => ({
  requestId: event.requestContext.requestId,
  ...partsOf(event),
  path: event.pathParameters ?? {},
  bytes: Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8"),
});
