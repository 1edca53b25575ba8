// The wiring is read from the packaged CloudFormation template, so what runs here is what deploys.
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import * as z from "zod/mini";

export interface FunctionDefinition {
  /** Its key in serverless.yml, which is also the name of its zip and of its file in functions/. */
  readonly name: string;
  readonly deployedName: string;
  readonly handler: string;
  readonly runtime: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly zipFile: string;
}

export interface Route {
  readonly method: string;
  /** As in serverless.yml: `/sessions/{sessionId}`. */
  readonly path: string;
  readonly functionName: string;
  readonly timeoutMs: number;
}

export interface Template {
  readonly functions: readonly FunctionDefinition[];
  readonly routes: readonly Route[];
}

const reference = z.union([
  z.pipe(
    z.object({ Ref: z.string() }),
    z.transform((given: { Ref: string }) => given.Ref),
  ),
  z.pipe(
    z.object({ "Fn::GetAtt": z.tuple([z.string(), z.string()]) }),
    z.transform((given: { "Fn::GetAtt": [string, string] }) => given["Fn::GetAtt"][0]),
  ),
]);

const templateShape = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.optional(z.unknown()) })),
});

const functionShape = z.object({
  Code: z.object({ S3Key: z.string() }),
  FunctionName: z.string(),
  Handler: z.string(),
  Runtime: z.string(),
  Timeout: z.number(),
  MemorySize: z.number(),
  Environment: z.optional(
    z.object({ Variables: z.record(z.string(), z.string("must be plain text: references are not resolved here")) }),
  ),
});

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

const parse = <Shape extends z.ZodMiniType>(shape: Shape, value: unknown, what: string): z.output<Shape> => {
  const result = z.safeParse(shape, value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new Error(`${what} cannot be run locally: ${problems.join("; ")}`);
};

const readPackaged = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new Error(`${file} cannot be read: run \`npm run package\` first`, { cause });
  }
};

/** `packageDir` is what `serverless package` wrote: the template with the zips beside it. */
export const readTemplate = (packageDir: string): Template => {
  const file = join(packageDir, "cloudformation-template-update-stack.json");
  const resources = Object.entries(parse(templateShape, JSON.parse(readPackaged(file)), file).Resources);

  /** The resources of one type, by logical id. */
  const resourcesOf = <Shape extends z.ZodMiniType>(type: string, shape: Shape): Map<string, z.output<Shape>> =>
    new Map(
      resources
        .filter(([, resource]) => resource.Type === type)
        .map(([id, { Properties }]) => [id, parse(shape, Properties, `${id} (${type})`)]),
    );

  const functions = new Map(
    [...resourcesOf("AWS::Lambda::Function", functionShape)].map(([id, properties]) => {
      const zip = basename(properties.Code.S3Key);
      const definition: FunctionDefinition = {
        name: basename(zip, ".zip"),
        deployedName: properties.FunctionName,
        handler: properties.Handler,
        runtime: properties.Runtime,
        timeoutSeconds: properties.Timeout,
        memoryMb: properties.MemorySize,
        environment: properties.Environment?.Variables ?? {},
        zipFile: join(packageDir, zip),
      };
      return [id, definition];
    }),
  );
  const integrations = resourcesOf("AWS::ApiGatewayV2::Integration", integrationShape);

  const routes = [...resourcesOf("AWS::ApiGatewayV2::Route", routeShape)].map(([id, { RouteKey, Target }]): Route => {
    const integration = integrations.get(Target["Fn::Join"][1][1]);
    const target = integration && functions.get(integration.IntegrationUri);
    if (!target) throw new Error(`${id} (${RouteKey}) leads to no function of ${file}`);
    const [method = "", path = ""] = RouteKey.split(" ");
    return { method, path, functionName: target.name, timeoutMs: integration.TimeoutInMillis };
  });

  return { functions: [...functions.values()], routes };
};
