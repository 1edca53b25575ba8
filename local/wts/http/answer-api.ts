// Leads a request whose token was accepted to its endpoint, and makes an answer of what that says.
import type { World } from "../world.ts";
import { type Answer, answerRefusal, envelopeFor, problem } from "./answer.ts";
import { body } from "./body.ts";
import { matchPath } from "./match-path.ts";
import { query } from "./query.ts";
import { Refusal } from "./refusal.ts";
import type { RequestBody } from "./request-body.ts";
import { type Route, routes } from "./routes.ts";

export interface ApiRequest {
  method: string;
  url: URL;
  body: RequestBody;
  failMessage: string | null;
}

const services = ["core", "chat", "crm"];

const isOffered = (route: Route, world: World): boolean => {
  if (route.sessionApi === undefined) return true;
  return world.switches.sessionApi === "v2-and-v1" || world.switches.sessionApi === `${route.sessionApi}-only`;
};

const readJson = (requestBody: RequestBody): unknown => {
  if (requestBody.type === "json") return requestBody.value;
  throw new Refusal("bad-input", "One or more validation errors occurred.", {
    $: [requestBody.type === "empty" ? "A non-empty request body is required." : "The JSON value could not be read."],
  });
};

export const answerApi = (world: World, request: ApiRequest): Answer => {
  const { pathname, searchParams } = request.url;
  const service = pathname.split("/")[1] ?? "";
  if (!services.includes(service)) return envelopeFor(400, world.clock.nowMs(), world.switches);
  const matches = routes.flatMap((route) => {
    const params = isOffered(route, world) ? matchPath(route.path, pathname) : undefined;
    return params === undefined ? [] : [{ route, params }];
  });
  if (matches.length === 0) return problem(404);
  const match = matches.find(({ route }) => route.method === request.method);
  if (match === undefined) return problem(405);
  if (request.body.type === "unsupported") return problem(415);
  const call = {
    world,
    params: match.params,
    query: query(searchParams, world.switches.lowerCaseNames === "accepted"),
    body: () => body(readJson(request.body)),
    baseUrl: request.url.origin,
    failMessage: request.failMessage,
  };
  try {
    const answered = match.route.endpoint(call);
    return answered === undefined ? { status: 200 } : { status: 200, body: answered };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return answerRefusal(error, world.clock.nowMs(), world.switches);
  }
};
