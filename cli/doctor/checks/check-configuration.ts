// Looks at hooks.config.ts as the build does: everything that is wrong with it, and what is worth a look.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { checkWholeConfig } from "../../../lib/check-config.ts";
import type { HooksConfig } from "../../../lib/config.ts";
import { Fault } from "../../../lib/core/faults.ts";
import { silentPolicies } from "../../../lib/routing/rules/silent-policies.ts";
import { productFolder } from "../../../local/user-folder.mjs";
import { describeError } from "../../describe-error.ts";
import type { Examined } from "../examined.ts";
import { type Finding, ok, warning, wrong } from "../finding.ts";

const build = join(productFolder, "scripts/build.mjs");

const problemsIn = (lines: string): string[] =>
  lines.split("\n").flatMap((line) => /^ {2}- (.*)$/.exec(line)?.[1] ?? []);

/** What the configuration refuses by itself is not all: the build knows the rest in the same pass. */
const problemsByBuild = async ({ environment, configFile }: Examined): Promise<readonly string[]> => {
  const env = { ...environment, HOOKS_CONFIG: configFile };
  const child = spawn(process.execPath, [build, "--check"], { env, stdio: ["ignore", "ignore", "pipe"] });
  const [errors] = await Promise.all([text(child.stderr), once(child, "close")]);
  return problemsIn(errors);
};

const problemsOf = async (error: unknown, examined: Examined): Promise<readonly string[]> => {
  if (!(error instanceof Fault)) return [describeError(error)];
  const all = await problemsByBuild(examined);
  if (all.length > 0) return all;
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
  const wrongOf = async (error: unknown): Promise<readonly Finding[]> =>
    (await problemsOf(error, examined)).map((problem) => wrong("configuration", say.configWrong(problem)));
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
