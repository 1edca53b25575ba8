// Reads the routes of the template's HTTP API.
import * as z from "zod/mini";
import type { Throttle } from "../gateway/token-bucket.ts";
import { type PackagedResources, reference } from "./packaged-resources.ts";

export interface Route {
  readonly method: string;
  /** The path as serverless.yml has it: `/sessions/{sessionId}`. */
  readonly path: string;
  readonly functionName: string;
  readonly timeoutMs: number;
  /** What API Gateway lets through; undefined if the template leaves it to the account. */
  readonly throttle?: Throttle;
}

const integrationShape = z.object({
  IntegrationUri: reference,
  PayloadFormatVersion: z.literal("2.0"),
  TimeoutInMillis: z.number(),
});

const routeShape = z.object({
  RouteKey: z
    .string()
    .check(z.regex(/^(?!ANY )[A-Z]+ \/[^+]*$/, "must be one method and a path without {greedy+} parts")),
  Target: z.object({ "Fn::Join": z.tuple([z.literal("/"), z.tuple([z.literal("integrations"), reference])]) }),
});

const throttlingShape = z.object({
  ThrottlingRateLimit: z.optional(z.number()),
  ThrottlingBurstLimit: z.optional(z.number()),
});

const stageShape = z.object({
  DefaultRouteSettings: z.optional(throttlingShape),
  RouteSettings: z.optional(z.record(z.string(), throttlingShape)),
});

/** `functionNames` are by logical id. */
export const readRoutes = (resources: PackagedResources, functionNames: ReadonlyMap<string, string>): Route[] => {
  const integrations = resources.ofType("AWS::ApiGatewayV2::Integration", integrationShape);
  const [stage = {}] = resources.ofType("AWS::ApiGatewayV2::Stage", stageShape).values();
  const throttleOf = (routeKey: string): { throttle?: Throttle } => {
    const { ThrottlingRateLimit: ratePerSecond, ThrottlingBurstLimit: burst } = {
      ...stage.DefaultRouteSettings,
      ...stage.RouteSettings?.[routeKey],
    };
    return ratePerSecond === undefined || burst === undefined ? {} : { throttle: { ratePerSecond, burst } };
  };
  return [...resources.ofType("AWS::ApiGatewayV2::Route", routeShape)].map(([id, { RouteKey, Target }]) => {
    const integration = integrations.get(Target["Fn::Join"][1][1]);
    const functionName = integration && functionNames.get(integration.IntegrationUri);
    if (!functionName) throw new Error(`${id} (${RouteKey}) leads to no function of the template`);
    const [method = "", path = ""] = RouteKey.split(" ");
    return { method, path, functionName, timeoutMs: integration.TimeoutInMillis, ...throttleOf(RouteKey) };
  });
};
