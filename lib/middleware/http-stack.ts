// The order that every HTTP function keeps: measure, know the caller, read, then hand over one typed request.
import middy from "@middy/core";
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda";
import type { AccessSecret } from "../core/access-secret.ts";
import { Fault, faults } from "../core/faults.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import type { Meter } from "../runtime/meter.ts";
import type { Secret } from "../runtime/secret.ts";
import { acceptHttp } from "./accept-http.ts";
import { admitCallers } from "./admit-callers.ts";
import { httpAnswers } from "./http-answers.ts";
import type { CallerRequest, HttpAnswer, HttpRequest } from "./http-request.ts";
import { requestLog } from "./request-log.ts";
import { writeMetrics } from "./write-metrics.ts";

interface HttpRoutes {
  /** Answered without a bearer token, and with the body as it came: what is not for everybody checks that for itself. */
  readonly open: Readonly<Record<string, (request: HttpRequest) => Promise<HttpAnswer>>>;
  /** Answered to known callers only; their body is JSON. */
  readonly callers: Readonly<Record<string, (request: CallerRequest) => Promise<HttpAnswer>>>;
}

interface HttpStack {
  readonly access: Secret<AccessSecret>;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
}

type HttpHandler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

export const httpStack = ({ access, clock, log, meter }: HttpStack, routes: HttpRoutes): HttpHandler => {
  const open = new Set(Object.keys(routes.open));
  const answerRoute = async (request: CallerRequest): Promise<HttpAnswer> => {
    const answer = routes.open[request.route] ?? routes.callers[request.route];
    if (!answer) throw new Fault(faults.routeNotFound);
    return answer(request);
  };
  const stack = middy({ timeoutEarlyInMillis: 0 })
    .use(writeMetrics(meter))
    .use(requestLog(log, clock))
    .use(httpAnswers())
    .use(acceptHttp(clock))
    .use(admitCallers(access, open))
    .handler(answerRoute as never);
  // The Middy boundary: the middlewares change the event's and the answer's type on the way.
  return stack as unknown as HttpHandler;
};
