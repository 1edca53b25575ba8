// Checks the whole of hooks.config.ts when the functions are built: everything that is wrong in one go, and what is worth a look.
import { configShape, findProblems, type HooksConfig } from "./config.ts";
import { checkConfig, readConfig, refuseConfig, shownName } from "./core/config-problems.ts";
import { entryName } from "./core/config-shape.ts";
import { isTimeZone } from "./core/hours/local-time.ts";
import { child, listOf } from "./core/sessions/unchecked-config.ts";
import { isProperties, own, type Properties } from "./core/value.ts";
import { listenedTypes } from "./notify/rules/notify-config.ts";
import { policyAdvice } from "./routing/rules/policy-advice.ts";
import { routedTypes } from "./routing/rules/routed-types.ts";
import { usualDays } from "./webhooks/reconciliation/reconciliation-config.ts";
import { type SourcesContext, sourceProblems } from "./webhooks/sources/check-sources.ts";
import { type Source, sourcesShape } from "./webhooks/sources/sources.ts";

const file = "hooks.config.ts";

const textIn = (given: unknown, key: string): string | undefined => {
  const text = child(given, key);
  return typeof text === "string" ? text : undefined;
};

/** It is read as it was written, since something else may be wrong with the configuration. */
const contextOf = (given: unknown): SourcesContext => {
  const own = textIn(given, "account") ?? "default";
  const timeZone = textIn(given, "timeZone") ?? "";
  const policies = listOf(child(child(given, "routing"), "policies")).filter(
    (policy) => child(policy, "enabled") !== false,
  );
  return {
    publicUrl: textIn(given, "publicUrl"),
    timeZone: isTimeZone(timeZone) ? timeZone : "America/Sao_Paulo",
    policyNames: (account = own) =>
      policies
        .filter((policy) => (textIn(policy, "account") ?? own) === account)
        .flatMap((policy) => textIn(policy, "name") ?? []),
  };
};

const readSource = (source: unknown): Source | undefined => {
  const checked = checkConfig(sourcesShape, { source });
  return checked.ok ? checked.value.source : undefined;
};

/** Nothing is wrong with it; it stands in for what a source has to have. */
const standIn = { verify: "wts", map: "body" };

/** A look-up that is wrong in itself has its name all the same, which the mapping may use. */
const lookupsOf = (source: Properties): Source["lookup"] => {
  const lookup = own(source, "lookup");
  const names = Object.keys(isProperties(lookup) ? lookup : {});
  return Object.fromEntries(names.map((name) => [name, { url: "https://example.com/" }]));
};

/** What is wrong in its shape has been told already; what else the source says is looked at all the same. */
const problemsOfSource = (source: unknown, context: SourcesContext): readonly string[] => {
  const whole = readSource(source);
  if (whole) return sourceProblems(whole, context);
  if (!isProperties(source)) return [];
  const right = Object.entries(source).filter(([key, value]) => readSource({ ...standIn, [key]: value }));
  const rest = { ...standIn, ...Object.fromEntries(right) };
  // Each may be right, and yet publish not go with verify.
  const read = readSource(rest) ?? readSource({ ...rest, publish: undefined });
  return read ? sourceProblems(read.lookup ? read : { ...read, lookup: lookupsOf(source) }, context) : [];
};

const shownSourceName = (name: string): string => (checkConfig(entryName, name).ok ? name : shownName(name));

const problemsOfSources = (given: unknown): readonly string[] => {
  const sources = child(given, "sources");
  const context = contextOf(given);
  return Object.entries(isProperties(sources) ? sources : {}).flatMap(([name, source]) =>
    problemsOfSource(source, context).map((problem) => `sources.${shownSourceName(name)}.${problem}`),
  );
};

/** Whoever says how far back, or for whom, expects that it is done. */
const reconciliationAdvice = ({ at, days, accounts }: HooksConfig["reconcile"]): readonly string[] =>
  at === undefined && (days !== usualDays || accounts !== undefined)
    ? ['reconcile.at: is left out, so that lost webhooks are never looked for: say when, such as "03:00"']
    : [];

interface CheckedConfig {
  config: HooksConfig;
  /** It is no mistake in itself, and may well be one: each line begins with the path it is about. */
  advice: readonly string[];
  /** The accounts that it names; the accounts secret may have more. */
  accounts: readonly string[];
  /** The events that somebody is told of: the rule of the bus is made of them. */
  listenedTypes: readonly string[];
  /** The events that can move a session, as listenedTypes are those that somebody is told of. */
  routedTypes: readonly string[];
}

/** Throws CONFIG_INVALID with every problem, each with its path. */
export const checkWholeConfig = (given: unknown): CheckedConfig => {
  const checked = checkConfig(configShape, given, { findProblems });
  refuseConfig(file, [...(checked.ok ? [] : checked.problems), ...problemsOfSources(given)]);
  const config = readConfig(file, configShape, given);
  const sources = Object.entries(config.sources).map(([name, { account = config.account, publish = [], observe }]) => ({
    name,
    account,
    publish: observe ? [] : publish,
  }));
  const advice = policyAdvice(config.routing, { account: config.account, sources });
  return {
    config,
    advice: [...advice, ...reconciliationAdvice(config.reconcile)],
    accounts: [...new Set([config.account, ...Object.keys(config.accounts), ...sources.map(({ account }) => account)])],
    listenedTypes: listenedTypes(config.notify),
    routedTypes: routedTypes(config.routing),
  };
};
