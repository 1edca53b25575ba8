// Says what AWS's own schemas of resources have CloudFormation call when it makes, reads, changes or deletes one: they come with cfn-lint.
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cfnLint } from "../installed.ts";

export type Handler = "create" | "read" | "update" | "delete";

interface ResourceSchema {
  readonly handlers?: Readonly<Partial<Record<Handler, { readonly permissions: readonly string[] }>>>;
}

/** They are large, and a template asks for the same few again and again. */
const files = new Map<string, unknown>();

const readSchema = (path: string): unknown => {
  const [schemas = ""] = globSync(join(dirname(cfnLint()), "../lib/python3*/site-packages/cfnlint/data/schemas"));
  const value: unknown = JSON.parse(readFileSync(join(schemas, path), "utf8"));
  files.set(path, value);
  return value;
};

/** A kind of resource without a schema of its own for the region, or without handlers, throws. */
export const handlersOf = (type: string, region: string): NonNullable<ResourceSchema["handlers"]> => {
  const read = (path: string): unknown => files.get(path) ?? readSchema(path);
  const file = Object(read(`providers/${region}.json`))[type];
  const { handlers } = Object(read(`resources/${file}.json`)) as ResourceSchema;
  if (!handlers) throw new Error(`cfn-lint has no handlers of ${type}`);
  return handlers;
};
