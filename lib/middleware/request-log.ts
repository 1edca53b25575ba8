// One line a request, written once, at the very end; says who, what and how it ended, and nothing of what was said.
import type { MiddlewareObj } from "@middy/core";
import type { Clock } from "../runtime/clock.ts";
import { toFault } from "../runtime/error-body.ts";
import type { Log } from "../runtime/log.ts";
import { faultFields } from "../runtime/log-fault.ts";
import type { HttpAnswer, HttpRequest } from "./http-request.ts";

export const requestLog = (log: Log, clock: Clock): MiddlewareObj<HttpRequest, HttpAnswer> => {
  const startedAt = new WeakMap<object, number>();
  return {
    before: ({ context }) => {
      startedAt.set(context, clock.now());
    },
    after: ({ event, context, response }) => {
      log.info("request", {
        requestId: event.requestId,
        route: event.route,
        status: response?.statusCode,
        durationMs: clock.now() - (startedAt.get(context) ?? clock.now()),
        ...event.logged,
      });
    },
    onError: ({ event, context, error, response }) => {
      const fault = toFault(error);
      log[fault.kind.status >= 500 ? "error" : "warn"]("request", {
        requestId: event.requestId,
        route: event.route,
        status: response?.statusCode,
        durationMs: clock.now() - (startedAt.get(context) ?? clock.now()),
        ...event.logged,
        ...faultFields(fault),
      });
    },
  };
};
