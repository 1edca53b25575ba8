// What can be wrong with the sources of hooks.config.ts beyond their shape; asked when the functions are bundled, not when they start.
import jsonata from "jsonata";
import { refuseConfig } from "../core/config-problems.ts";
import { checkScheme } from "../core/signatures/check-scheme.ts";
import type { Source, Sources } from "../core/sources.ts";
import { isProperties } from "../core/value.ts";
import { factsOf } from "./scheme-facts.ts";

/** Where the expressions of a source stand, and what they are. */
const expressionsIn = (value: unknown, path: string): [string, string][] => {
  if (typeof value === "string") return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((inner, index) => expressionsIn(inner, `${path}.${index}`));
  if (!isProperties(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => expressionsIn(inner, `${path}.${name}`));
};

const problemOf = (expression: string): string | undefined => {
  if (/\{\{|\$json\b/.test(expression))
    return "is written as in n8n; here `{{ $json.body.id }}` is `body.id` (the delivery has body, headers, query, method)";
  try {
    jsonata(expression);
    return undefined;
  } catch (error) {
    const { message, position } = Object(error);
    return `is no JSONata expression: ${message}${typeof position === "number" ? ` (at character ${position})` : ""}; a fixed text needs quotes of its own, as in "'COMPLETED'"`;
  }
};

/** Unconfirmed it would be published as if it were. */
const problemsOfReadBack = ({ verify, publish = [] }: Source): string[] => {
  const types = typeof verify === "object" && verify.readBack === true ? publish : [];
  return types
    .filter((type) => !/^(SESSION|MESSAGE)_/.test(type))
    .map((type) => `publish: ${type} is about no session, so readBack cannot confirm it; give it a source of its own`);
};

const problemsOf = (source: Source, publicUrl: string | undefined): string[] => {
  const { verify, map, deliveryId, occurredAt, filter } = source;
  const scheme = checkScheme(verify).map((problem) => `verify: ${problem}`);
  const needsUrl = scheme.length === 0 && factsOf(verify).needsUrl && publicUrl === undefined;
  const expressions = Object.entries({ map, deliveryId, occurredAt, filter }).flatMap(([name, value]) =>
    expressionsIn(value, name),
  );
  return [
    ...scheme,
    ...problemsOfReadBack(source),
    ...(needsUrl
      ? [
          "verify: this sender signs the address it posts to: set publicUrl, exactly as the sender has it without /webhooks/…",
        ]
      : []),
    ...expressions.flatMap(([path, expression]) => {
      const problem = problemOf(expression);
      return problem === undefined ? [] : [`${path} ${problem}`];
    }),
  ];
};

/** Throws CONFIG_INVALID with every problem, each with its path. */
export const checkSources = ({ sources, publicUrl }: { sources: Sources; publicUrl?: string | undefined }): void =>
  refuseConfig(
    "hooks.config.ts",
    Object.entries(sources).flatMap(([name, source]) =>
      problemsOf(source, publicUrl).map((problem) => `sources.${name}.${problem}`),
    ),
  );
