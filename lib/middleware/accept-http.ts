// Narrows an API Gateway event (HTTP API, payload 2.0) to our own request; nothing behind it knows AWS shapes.
import type { MiddlewareObj } from "@middy/core";
import type { APIGatewayProxyEventV2, Context } from "aws-lambda";
import type { Clock } from "../clock.ts";
import { limitBody } from "../core/body.ts";
import type { TimeBox } from "../time-box.ts";
import type { HttpRequest } from "./http-request.ts";

/** API Gateway answers 503 by itself after this long. */
const gatewayLimitMs = 30_000;
const lastStartMs = 5_000;
const finishMs = 3_000;

const lowerCaseNames = (headers: APIGatewayProxyEventV2["headers"]): HttpRequest["headers"] =>
  Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));

const timeBoxOf = (event: APIGatewayProxyEventV2, context: Context, now: number): TimeBox => {
  const functionEnd = now + context.getRemainingTimeInMillis() - 1_000;
  const arrived = event.requestContext.timeEpoch;
  // A replayed sample carries the time of its recording: then only the function's own limit counts.
  const gatewayEnd = now >= arrived && now - arrived < gatewayLimitMs ? arrived + gatewayLimitMs : functionEnd;
  const startBy = Math.min(gatewayEnd, functionEnd + 1_000) - lastStartMs;
  return { startBy, endBy: Math.min(startBy + finishMs, functionEnd) };
};

/** Refuses a body over the limit before anything looks at it. */
export const acceptHttp = (clock: Clock): MiddlewareObj<APIGatewayProxyEventV2> => ({
  before: (request) => {
    const { event, context } = request;
    const accepted: HttpRequest = {
      requestId: event.requestContext.requestId,
      route: event.routeKey,
      path: event.pathParameters ?? {},
      query: event.queryStringParameters ?? {},
      headers: lowerCaseNames(event.headers),
      bytes: Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8"),
      timeBox: timeBoxOf(event, context, clock.now()),
      context,
      logged: {},
    };
    // The Middy boundary: from here on the event is ours.
    (request as { event: unknown }).event = accepted;
    limitBody(accepted.bytes);
  },
});
