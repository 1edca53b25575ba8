// The step that deploys, by the command that people type.
import { passedOn } from "../display/output.ts";
import { Failure } from "../failure.ts";
import { findStageStack } from "../stage-stack.ts";
import { findKeptParts } from "./left-behind.ts";
import { sayDenied } from "./say-denied.ts";
import { setupWords } from "./setup-words.ts";
import type { SetupContext, SetupStep } from "./step.ts";

const isUnderWay = (status: string): boolean => status.endsWith("_IN_PROGRESS") && status !== "REVIEW_IN_PROGRESS";

const lastLines = (output: string): string[] =>
  output
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .slice(-6);

/** Says before minutes have passed what would make the deployment fail. */
const refuseKnown = async ({ place, language }: SetupContext): Promise<void> => {
  const say = setupWords[language];
  const stack = await findStageStack(place);
  if (stack !== undefined && isUnderWay(stack.status)) throw new Failure(say.underWay(stack.name, stack.status));
  if (stack !== undefined) return;
  const kept = await findKeptParts(place);
  if (kept.length > 0)
    throw new Failure(
      say.leftBehind(
        kept.map(({ name }) => name),
        place,
      ),
    );
};

export const deployStep: SetupStep = {
  name: "deploy",
  take: async (context) => {
    const { place, language, surroundings, run } = context;
    const say = setupWords[language];
    await refuseKnown(context);
    const { stage, region } = place;
    const { code, output } = await run(["npm", "run", "deploy", "--", "--stage", stage, "--region", region], {
      environment: surroundings.environment,
      onText: passedOn(surroundings),
    });
    if (code !== 0) throw new Failure(say.notDeployed, [...lastLines(output), ...sayDenied(output, context)]);
    const url = (await findStageStack(place))?.outputs.HttpApiUrl ?? "";
    return /No changes to deploy/.test(output)
      ? { state: "already", text: say.deployedAlready(url) }
      : { state: "done", text: say.deployed(url) };
  },
};
