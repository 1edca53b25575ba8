// Logs one line a request, at the very end: who asked, for what and how it ended, and nothing of what was said.
import type { MiddlewareObj } from "@middy/core";
import type { Clock } from "../runtime/clock.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import type { Log, LogFields } from "../runtime/log.ts";
import type { HttpAnswer, HttpRequest } from "./http-request.ts";

type HttpMiddleware = MiddlewareObj<HttpRequest, HttpAnswer>;

export const requestLog = (log: Log, clock: Clock): HttpMiddleware => {
  const startedAt = new WeakMap<object, number>();
  const fieldsOf = ({ event, context, response }: Parameters<NonNullable<HttpMiddleware["after"]>>[0]): LogFields => ({
    requestId: event.requestId,
    route: event.route,
    status: response?.statusCode,
    durationMs: clock.now() - (startedAt.get(context) ?? clock.now()),
    ...event.logged,
  });
  return {
    before: ({ context }) => {
      startedAt.set(context, clock.now());
    },
    // Not as an expression: Middy takes what a middleware returns for the answer.
    after: (request) => {
      log.info("request", fieldsOf(request));
    },
    onError: (request) => {
      const fault = toFault(request.error);
      const level = fault.kind.status >= 500 ? "error" : "warn";
      log[level]("request", { ...fieldsOf(request), ...faultFields(fault) });
    },
  };
};
