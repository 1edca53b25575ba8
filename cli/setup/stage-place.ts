// Reads which stage a command is about, where it is about a stage and nothing else.
import type { Command } from "commander";
import { deployedRegion, type StageOptions } from "../connection.ts";
import type { StagePlace } from "../stage-stack.ts";

/** Functions are called after it, and a function's name has at most 64 characters. */
const longestStage = 20;

export const stagePlace = (command: Command): StagePlace => {
  const { stage, region = deployedRegion } = command.opts<StageOptions>();
  if (stage === undefined)
    return command.error(`error: ${command.name()} needs a --stage, such as --stage prod`, { exitCode: 2 });
  if (!/^[a-z][a-z0-9-]*$/.test(stage) || stage.length > longestStage)
    return command.error(
      `error: --stage: expected at most ${longestStage} small letters, digits and hyphens, the first a letter, such as prod; it is ${stage}`,
      { exitCode: 2 },
    );
  if (!/^[a-z]{2}(-[a-z]+)+-\d+$/.test(region))
    return command.error(`error: --region: expected a region of AWS, such as ${deployedRegion}; it is ${region}`, {
      exitCode: 2,
    });
  return { stage, region };
};
