// Looks at hooks.config.ts as the build does: everything that is wrong with it, and what is worth a look.
import { checkWholeConfig } from "../../../lib/check-config.ts";
import type { HooksConfig } from "../../../lib/config.ts";
import { Fault } from "../../../lib/core/faults.ts";
import { silentPolicies } from "../../../lib/routing/rules/silent-policies.ts";
import { describeError } from "../../describe-error.ts";
import { NotFound } from "../../failure.ts";
import type { Examined } from "../examined.ts";
import { type Finding, ok, warning, wrong } from "../finding.ts";

const problemsIn = (lines: string): string[] =>
  lines.split("\n").flatMap((line) => /^ {2}- (.*)$/.exec(line)?.[1] ?? []);

const problemsOf = (error: unknown): readonly string[] => {
  if (!(error instanceof Fault)) return [describeError(error)];
  const own = problemsIn(error.message);
  return own.length > 0 ? own : [error.message];
};

/** It was said in another way already, with the policy as what it is about. */
const isSilence = (line: string): boolean => /^routing\.policies\.[^:]+\.when: waits for /.test(line);

const publishingSources = ({ sources, account: own }: HooksConfig) =>
  Object.entries(sources).map(([name, { account = own, publish = [], observe }]) => ({
    name,
    account,
    publish: observe ? [] : publish,
  }));

export const checkConfiguration = async (examined: Examined): Promise<readonly Finding[]> => {
  const { config, configError, say } = examined;
  const wrongOf = (error: unknown): readonly Finding[] =>
    problemsOf(error).map((problem) => wrong("configuration", say.configWrong(problem)));
  if (configError instanceof NotFound) return [wrong("configuration", say.configMissing(configError.message))];
  if (!config) return wrongOf(configError);
  try {
    const { advice } = checkWholeConfig(config);
    const { sources, autoClose, routing, account } = config;
    const silent = silentPolicies(routing, { account, sources: publishingSources(config) });
    return [
      ok(
        "configuration",
        say.configGood(Object.keys(sources).length, autoClose.policies.length + routing.policies.length),
      ),
      ...silent.map(({ policy, events, isOnlyOnes }) =>
        (isOnlyOnes ? wrong : warning)(
          "policies",
          say.silentPolicy(policy, events.map((event) => `"${event}"`).join(", "), isOnlyOnes),
        ),
      ),
      ...advice.filter((line) => !isSilence(line)).map((line) => warning("policies", say.advice(line))),
    ];
  } catch (error) {
    return wrongOf(error);
  }
};
