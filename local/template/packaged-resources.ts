// Reads the resources of a packaged CloudFormation template; one that is not written as expected is refused, not half understood.
import { readFileSync } from "node:fs";
import * as z from "zod/mini";
import { describeProblems } from "../describe-problems.ts";

export interface PackagedResources {
  /** The properties of the resources of one type, by logical id. */
  ofType<Shape extends z.ZodMiniType>(type: string, shape: Shape): Map<string, z.output<Shape>>;
}

/** The logical id that `!Ref` or `!GetAtt` names. */
export const reference = z.union([
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

const parse = <Shape extends z.ZodMiniType>(shape: Shape, value: unknown, what: string): z.output<Shape> => {
  const result = z.safeParse(shape, value);
  if (result.success) return result.data;
  throw new Error(`${what} cannot be run locally: ${describeProblems(result.error)}`);
};

const readPackaged = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new Error(`${file} cannot be read: run \`npm run package\` first`, { cause });
  }
};

export const readResources = (file: string): PackagedResources => {
  const resources = Object.entries(parse(templateShape, JSON.parse(readPackaged(file)), file).Resources);
  return {
    ofType: (type, shape) =>
      new Map(
        resources
          .filter(([, resource]) => resource.Type === type)
          .map(([id, { Properties }]) => [id, parse(shape, Properties ?? {}, `${id} (${type})`)]),
      ),
  };
};

const outputsShape = z.object({ Outputs: z.optional(z.record(z.string(), z.object({ Value: z.unknown() }))) });

/** What the stack says of itself under this name; undefined where it is no text. */
export const readOutput = (file: string, name: string): string | undefined => {
  const value = parse(outputsShape, JSON.parse(readPackaged(file)), file).Outputs?.[name]?.Value;
  return typeof value === "string" ? value : undefined;
};
