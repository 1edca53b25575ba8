// How an answer leaves: a failure becomes an answer here alone, and every answer becomes JSON that no cache keeps.
import type { MiddlewareObj } from "@middy/core";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { type Fault, faults } from "../core/faults.ts";
import { errorBody, toFault } from "../runtime/fault-report.ts";
import type { HttpAnswer, HttpRequest } from "./http-request.ts";

const failureOf = (fault: Fault, requestId: string): HttpAnswer => {
  const { kind, retryAfterSeconds } = fault;
  return {
    statusCode: kind.status,
    headers: {
      ...(retryAfterSeconds !== undefined && { "retry-after": String(retryAfterSeconds) }),
      ...(kind === faults.callerUnknown && { "www-authenticate": "Bearer" }),
    },
    body: errorBody(fault, requestId),
  };
};

const render = ({ statusCode, headers, body, text }: HttpAnswer): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", ...headers },
  body: text ?? JSON.stringify(body) ?? "",
});

/** Stands outside everything that can throw. */
export const httpAnswers = (): MiddlewareObj<HttpRequest, HttpAnswer> => {
  // The Middy boundary: what leaves here is API Gateway's shape.
  const send = (request: { response: unknown }, answer: HttpAnswer): void => {
    request.response = render(answer);
  };
  return {
    after: (request) => {
      if (request.response) send(request, request.response);
    },
    onError: (request) => send(request, failureOf(toFault(request.error), request.event.requestId)),
  };
};
