// Checks the whole of hooks.config.ts when the functions are built: everything that is wrong in one go, and what is worth a look.
import { checkAutoClose } from "./auto-close/rules/policy-problems.ts";
import { configShape, type HooksConfig } from "./config.ts";
import { checkConfig, readConfig, refuseConfig } from "./core/config-problems.ts";
import { isTimeZone } from "./core/hours/local-time.ts";
import { child, listOf } from "./core/sessions/unchecked-config.ts";
import { isProperties } from "./core/value.ts";
import { policyAdvice } from "./routing/rules/policy-advice.ts";
import { type SourcesContext, sourceProblems } from "./webhooks/sources/check-sources.ts";
import { sourcesShape } from "./webhooks/sources/sources.ts";

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

/** A source whose shape is wrong has told so already; the others are looked at all the same. */
const problemsOfSources = (given: unknown): readonly string[] => {
  const sources = child(given, "sources");
  const context = contextOf(given);
  return Object.entries(isProperties(sources) ? sources : {}).flatMap(([name, source]) => {
    const checked = checkConfig(sourcesShape, { [name]: source });
    const one = checked.ok ? checked.value[name] : undefined;
    return one ? sourceProblems(one, context).map((problem) => `sources.${name}.${problem}`) : [];
  });
};

interface CheckedConfig {
  config: HooksConfig;
  /** It is no mistake in itself, and may well be one: each line begins with the path it is about. */
  advice: readonly string[];
}

/** Throws CONFIG_INVALID with every problem, each with its path. */
export const checkWholeConfig = (given: unknown): CheckedConfig => {
  const checked = checkConfig(configShape, given, { findProblems: checkAutoClose });
  refuseConfig(file, [...(checked.ok ? [] : checked.problems), ...problemsOfSources(given)]);
  const config = readConfig(file, configShape, given);
  const sources = Object.entries(config.sources).map(([name, { account = config.account, publish = [] }]) => ({
    name,
    account,
    publish,
  }));
  return { config, advice: policyAdvice(config.routing, { account: config.account, sources }) };
};
