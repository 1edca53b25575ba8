// Renders an answer as JSON that no cache keeps.
import type { MiddlewareObj } from "@middy/core";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { HttpAnswer, HttpRequest } from "./http-request.ts";

const render = ({ statusCode, headers, body, text }: HttpAnswer): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store", ...headers },
  body: text ?? JSON.stringify(body) ?? "",
});

export const jsonAnswers = (): MiddlewareObj<HttpRequest, HttpAnswer> => {
  const renderResponse: MiddlewareObj<HttpRequest, HttpAnswer>["after"] = (request) => {
    // The Middy boundary: what leaves here is API Gateway's shape.
    if (request.response) (request as { response: unknown }).response = render(request.response);
  };
  return { after: renderResponse, onError: renderResponse };
};
