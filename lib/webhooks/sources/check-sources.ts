// What can be wrong with the sources of hooks.config.ts beyond their shape; asked when the functions are bundled, not when they start.
import jsonata from "jsonata";
import { refuseConfig } from "../../core/config-problems.ts";
import { checkScheme } from "../signatures/check-scheme.ts";
import { expressionsIn } from "./expressions-in.ts";
import { deliveryParts, foreignNames } from "./foreign-names.ts";
import { factsOf } from "./scheme-facts.ts";
import type { Source, Sources } from "./sources.ts";

const delivered = `${deliveryParts.slice(0, -1).join(", ")} and ${deliveryParts.at(-1)}`;

const problemOf = (expression: string): string | undefined => {
  if (/\{\{|\$json\b/.test(expression))
    return "is written as in n8n; here `{{ $json.body.id }}` is `body.id` (the delivery has body, headers, query, method)";
  try {
    const foreign = foreignNames(jsonata(expression).ast());
    if (foreign.length === 0) return undefined;
    return `asks for ${foreign.join(", ")}, which no delivery has (it has ${delivered}); a fixed text needs quotes of its own, as in "'COMPLETED'", and so has a name with a hyphen, as in headers."x-kind"`;
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
