// Why an account's next run would do nothing at all: the run and its preview ask the same.
import { hasWork, type ModeOfPolicy } from "./policy-modes.ts";
import type { RunLease } from "./records/run-leases.ts";

export const whyNoRun = (
  { state: { run }, isContinued }: Pick<RunLease, "state" | "isContinued">,
  modes: ModeOfPolicy,
): "stopped" | "no-policy" | undefined => {
  if (run?.stoppedAt !== undefined && !isContinued(run.id)) return "stopped";
  return hasWork(modes) ? undefined : "no-policy";
};
