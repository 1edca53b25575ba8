// The one place where a failure becomes an HTTP answer; stands outside everything that can throw.
import type { MiddlewareObj } from "@middy/core";
import { faults } from "../core/faults.ts";
import { errorBody, toFault } from "../runtime/error-body.ts";
import type { HttpAnswer, HttpRequest } from "./http-request.ts";

export const errorsToHttp = (): MiddlewareObj<HttpRequest, HttpAnswer> => ({
  onError: (request) => {
    const fault = toFault(request.error);
    const { kind, retryAfterSeconds } = fault;
    request.response = {
      statusCode: kind.status,
      headers: {
        ...(retryAfterSeconds !== undefined && { "retry-after": String(retryAfterSeconds) }),
        ...(kind === faults.callerUnknown && { "www-authenticate": "Bearer" }),
      },
      body: errorBody(fault, request.event.requestId),
    };
  },
});
