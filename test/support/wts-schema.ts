// Reads the vendor's OpenAPI description, where it is at hand, as validators of what goes over the wire.
import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";
import { besideFile } from "./describe-beside.ts";

export type Problems = string[];

export interface VendorSchema {
  /** Problems of a value against a named schema: a request body, or a part of an answer. */
  request(name: string): (value: unknown) => Problems;
  /** Problems of an answer; undefined where the vendor describes no such operation. */
  response(method: string, path: string, status?: number): ((value: unknown) => Problems) | undefined;
  /** Unknown names and wrong types among query parameters. */
  query(method: string, path: string): ((search: URLSearchParams) => Problems) | undefined;
  operations(): { method: string; path: string }[];
}

interface Json {
  [name: string]: unknown;
}

export const schemaName = "wts-openapi.json";

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const object = (value: unknown): Json => (isObject(value) ? value : {});

const queryProblems = (
  known: readonly Json[],
  name: string,
  text: string,
  check: (schema: unknown) => (value: unknown) => Problems,
): Problems => {
  // Objects travel as Name[key]; nobody documents how.
  const parameter = known.find((one) => one.name === name.replace(/\[.*\]$/, ""));
  if (parameter === undefined) return [`${name} is no parameter of this operation`];
  const schema = object(parameter.schema);
  if (schema.type === "object") return [];
  const item = schema.type === "array" ? object(schema.items) : schema;
  const value = item.type === "integer" ? Number(text) : text;
  return check(item)(value).map((problem) => `${name}${problem}`);
};

const problemsOf = (validate: ValidateFunction): Problems =>
  (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);

const fits = (template: string, path: string): boolean => {
  const expected = template.split("/");
  const found = path.split("/");
  return (
    expected.length === found.length && expected.every((part, index) => part.startsWith("{") || part === found[index])
  );
};

/** OpenAPI 3.0 to JSON Schema: nullable becomes a type, bare references that were seen null may be null. */
const converted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(converted);
  if (!isObject(value)) return value;
  const maybeNull = Array.isArray(value["x-maybeNull"]) ? value["x-maybeNull"] : [];
  const isPlain = (name: string) => name !== "nullable" && name !== "readOnly" && !name.startsWith("x-");
  const entries = Object.entries(value).filter(([name]) => isPlain(name));
  const result = Object.fromEntries(entries.map(([name, part]) => [name, converted(part)]));
  if (typeof result.$ref === "string") result.$ref = result.$ref.replace("#/components/schemas/", "#/$defs/");
  if (isObject(result.properties)) {
    for (const name of maybeNull)
      result.properties[String(name)] = { anyOf: [result.properties[String(name)], { type: "null" }] };
  }
  if (value.nullable === true && typeof result.type === "string") result.type = [result.type, "null"];
  return result;
};

const definitions = (schemas: Json): Json => {
  const all = Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, converted(schema)]));
  const envelope = object(all.InternalException);
  // Captures of the real service disagree with the published names of statuses, and carried more keys than published.
  const status = {
    anyOf: [object(envelope.properties).httpStatusCode, { type: "integer" }, { pattern: "^[A-Z]+$", type: "string" }],
  };
  const properties = { ...object(envelope.properties), httpStatusCode: status };
  return { ...all, InternalException: { ...envelope, properties, additionalProperties: true } };
};

const absolute = (schema: unknown): Json => JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"wts#/$defs/'));

export const vendorSchema = (): VendorSchema | undefined => {
  const schemaFile = besideFile(schemaName);
  if (schemaFile === undefined) return undefined;
  const document: unknown = JSON.parse(readFileSync(schemaFile, "utf8"));
  const paths = object(object(document).paths);
  const components = object(object(document).components);
  const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
  formats.default(ajv);
  ajv.addSchema({ $id: "wts", $defs: definitions(object(components.schemas)) });

  const check = (schema: unknown): ((value: unknown) => Problems) => {
    const validate = ajv.compile(absolute(converted(schema)));
    return (value) => (validate(value) ? [] : problemsOf(validate));
  };
  const operation = (method: string, path: string): Json | undefined => {
    const template = Object.keys(paths).find((candidate) => fits(candidate, path));
    const found = template === undefined ? undefined : object(paths[template])[method.toLowerCase()];
    return found === undefined ? undefined : object(found);
  };
  const resolve = (value: unknown): Json => {
    const reference = object(value).$ref;
    if (typeof reference !== "string") return object(value);
    const [, , kind = "", name = ""] = reference.split("/");
    return object(object(components[kind])[name]);
  };

  return {
    request: (name) => check({ $ref: `#/components/schemas/${name}` }),
    response: (method, path, status = 200) => {
      const responses = operation(method, path)?.responses;
      if (responses === undefined) return undefined;
      const content = resolve(object(responses)[String(status)]).content;
      // An operation without a described body answers none.
      if (content === undefined) return (value) => (value === "" ? [] : ["the vendor describes no body"]);
      return check(object(object(content)["application/json"]).schema);
    },
    query: (method, path) => {
      const found = operation(method, path);
      if (found === undefined) return undefined;
      const parameters = (Array.isArray(found.parameters) ? found.parameters : []).map(resolve);
      const known = parameters.filter((parameter) => parameter.in === "query");
      return (search) => [...search].flatMap(([name, text]) => queryProblems(known, name, text, check));
    },
    operations: () =>
      Object.entries(paths).flatMap(([path, methods]) =>
        Object.keys(object(methods)).map((method) => ({ method: method.toUpperCase(), path })),
      ),
  };
};
