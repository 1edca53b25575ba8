// The step that builds what is to be deployed, and finds out whether whoever deploys may do so.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageFunctions } from "../../local/package-functions.ts";
import { Failure } from "../failure.ts";
import type { StagePlace } from "../stage-stack.ts";
import { type DeployPolicy, deployPolicy } from "./deploy-policy.ts";
import { setupWords } from "./setup-words.ts";
import { type MissingPermission, simulatePolicy } from "./simulate-policy.ts";
import type { SetupStep } from "./step.ts";

const templateFile = "cloudformation-template-update-stack.json";

/** What the build refuses is of the configuration: where our program stood does not help there. */
const packageStage = async ({ stage, region }: StagePlace): Promise<string> => {
  try {
    return await packageFunctions({ options: ["--stage", stage, "--region", region] });
  } catch (error) {
    const [first = "", ...others] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw new Failure(first, others);
  }
};

/** What is packaged decides what is needed. `packageDir` has it already; else it is built now. */
export const policyOf = async (
  { stage, region }: StagePlace,
  account: string,
  { LOCAL_PACKAGE_DIR: packageDir }: NodeJS.ProcessEnv,
): Promise<DeployPolicy> => {
  const folder = packageDir || (await packageStage({ stage, region }));
  return deployPolicy(JSON.parse(readFileSync(join(folder, templateFile), "utf8")), { stage, region }, account);
};

const bySid = (missing: readonly MissingPermission[]): string[] =>
  Object.entries(Object.groupBy(missing, ({ sid }) => sid)).map(
    ([sid, found = []]) => `${sid}: ${found.map(({ action }) => action).join(", ")}`,
  );

export const permissionsStep: SetupStep = {
  name: "permissions",
  take: async ({ place, caller, language, surroundings }) => {
    const say = setupWords[language];
    const policy = await policyOf(place, caller.account, surroundings.environment);
    const simulation = await simulatePolicy(policy, caller, place.region);
    const command = say.policyCommand(place);
    if (simulation.kind === "not-checked")
      return { state: "left-out", text: say.permissionsNotChecked(simulation.why), more: [command] };
    if (simulation.missing.length > 0)
      throw new Failure(say.permissionsMissing(caller.name), [...bySid(simulation.missing), command]);
    return { state: "done", text: say.permissionsThere(policy.Statement.length) };
  },
};
