// Checks the sources of hooks.config.ts beyond their shape, when the functions are bundled: when they start it would be too late.
import { refuseConfig } from "../../core/config-problems.ts";
import { urlExpressions } from "../lookup/lookup-url.ts";
import { checkScheme } from "../signatures/check-scheme.ts";
import { schemeFacts } from "../signatures/scheme-facts.ts";
import { expressionProblem } from "./check-expression.ts";
import { expressionsIn } from "./expressions-in.ts";
import { mappingProblems } from "./mapping-problems.ts";
import type { Source, Sources } from "./sources.ts";

const schemeProblems = ({ verify }: Source, publicUrl: string | undefined): readonly string[] => {
  const problems = checkScheme(verify);
  if (problems.length > 0 || publicUrl !== undefined || !schemeFacts(verify).needsUrl) return problems;
  return ["this sender signs the address it posts to: set publicUrl, exactly as the sender has it without /webhooks/…"];
};

/** Where no address is signed, any may be used: what stands in it is no proof of anything. */
const addressProblems = ({ verify, address }: Source): string[] =>
  address !== undefined && checkScheme(verify).length === 0 && !schemeFacts(verify).needsUrl
    ? ["address: has no meaning for this sender, which does not sign the address it posts to; leave it out"]
    : [];

/** Unconfirmed, such an event would be published as if it were confirmed. */
const readBackProblems = ({ verify, publish = [] }: Source): string[] => {
  const types = typeof verify === "object" && verify.readBack === true ? publish : [];
  return types
    .filter((type) => !/^(SESSION|MESSAGE)_/.test(type))
    .map((type) => `publish: ${type} is about no session, so readBack cannot confirm it; give it a source of its own`);
};

/** It would change nothing, and whoever wrote it expects that it does. */
const copyProblems = ({ verify, deliveryId, copyWithinMinutes }: Source): string[] => {
  const hasIds = deliveryId !== undefined || (checkScheme(verify).length === 0 && schemeFacts(verify).deliveryIdAt);
  return copyWithinMinutes !== undefined && hasIds
    ? ["copyWithinMinutes: is for a sender without ids, and this one has them: an id says what is a copy; leave it out"]
    : [];
};

const expressionProblems = (value: unknown, lookups: readonly string[] = []): string[] =>
  expressionsIn(value).flatMap(([path, expression]) => {
    const problem = expressionProblem(expression, lookups);
    return problem === undefined ? [] : [`${path} ${problem}`];
  });

/** An address may hold what an earlier look-up answered, and nothing of a later one. */
const lookupProblems = ({ lookup = {} }: Source): string[] =>
  Object.entries(lookup).flatMap(([name, { url }], index, all) => {
    const earlier = all.slice(0, index).map(([each]) => each);
    return urlExpressions(url).flatMap((expression) => {
      const problem = expressionProblem(expression, earlier);
      return problem === undefined ? [] : [`lookup.${name}.url: \`${expression}\` ${problem}`];
    });
  });

/** What of the whole configuration the sources depend on. */
export interface SourcesContext {
  publicUrl?: string | undefined;
  timeZone: string;
  /** The routing policies of an account, by its name or the source's lack of one; undefined where nobody knows them. */
  policyNames?: (account: string | undefined) => readonly string[] | undefined;
}

/** Answers every problem of one source that is right in its shape. */
export const sourceProblems = (source: Source, { publicUrl, timeZone, policyNames }: SourcesContext): string[] => {
  const { map, deliveryId, occurredAt, filter, lookup = {} } = source;
  return [
    ...schemeProblems(source, publicUrl).map((problem) => `verify: ${problem}`),
    ...addressProblems(source),
    ...readBackProblems(source),
    ...copyProblems(source),
    ...mappingProblems(map, { timeZone, policyNames: policyNames?.(source.account) }),
    ...lookupProblems(source),
    ...expressionProblems({ map, occurredAt }, Object.keys(lookup)),
    // They are asked when the delivery comes, before anything is looked up.
    ...expressionProblems({ deliveryId, filter }),
  ];
};

/** Throws CONFIG_INVALID with every problem, each with its path. */
export const checkSources = ({ sources, ...context }: { sources: Sources } & SourcesContext): void =>
  refuseConfig(
    "hooks.config.ts",
    Object.entries(sources).flatMap(([name, source]) =>
      sourceProblems(source, context).map((problem) => `sources.${name}.${problem}`),
    ),
  );
