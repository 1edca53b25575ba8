// The one deployed stage that all of these tests ask: it takes longer to come up than most of them take.
import { type DeployedRun, deployedRun } from "../support/deployed-run.ts";

export let run: DeployedRun;

export const startRun = async (): Promise<void> => {
  run = await deployedRun("ops");
};
