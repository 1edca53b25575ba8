// Narrows an API Gateway event to our own request; nothing behind it knows AWS shapes.
import type { MiddlewareObj } from "@middy/core";
import type { Context } from "aws-lambda";
import type { Clock, TimeBox } from "../runtime/clock.ts";
import type { HttpRequest } from "./http-request.ts";
import { type GatewayEvent, readHttpEvent } from "./read-http-event.ts";

/** API Gateway answers 503 by itself after this long. */
const gatewayLimitMs = 30_000;
const lastStartMs = 5_000;
const finishMs = 3_000;

const timeBoxOf = (arrivedMs: number, context: Context, now: number): TimeBox => {
  const functionEnd = now + context.getRemainingTimeInMillis() - 1_000;
  // A replayed sample carries the time of its recording, so that only the function's own limit counts for it.
  const gatewayEnd = now >= arrivedMs && now - arrivedMs < gatewayLimitMs ? arrivedMs + gatewayLimitMs : functionEnd;
  const startBy = Math.min(gatewayEnd, functionEnd + 1_000) - lastStartMs;
  return { startBy, endBy: Math.min(startBy + finishMs, functionEnd) };
};

/** How large a body may be is for whoever reads it to say. */
export const acceptHttp = (clock: Clock): MiddlewareObj<GatewayEvent> => ({
  before: (request) => {
    const { event, context } = request;
    const { arrivedMs, ...read } = readHttpEvent(event);
    const accepted: HttpRequest = { ...read, timeBox: timeBoxOf(arrivedMs, context, clock.now()), logged: {} };
    // The Middy boundary: from here on the event is ours.
    (request as { event: unknown }).event = accepted;
  },
});
