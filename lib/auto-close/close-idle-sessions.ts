// Every minute: each account that has auto-close gets its run begun or continued, at its own pace.
import { alertCodeOf } from "../core/alert.ts";
import { Fault, faults } from "../core/faults.ts";
import { instantMs } from "../core/instants.ts";
import { isProperties, own } from "../core/value.ts";
import { raiseAlert } from "../records/raise-alert.ts";
import { toFault } from "../runtime/fault-report.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { accountsOf } from "./rules/policies-of.ts";
import { accountRunner, type RunRequest } from "./run-account.ts";

/**
 * The instant a tick of the schedule stands for: the same one, however late it is delivered, and never later than the clock,
 * since nobody is idle in the future. Throws ENVELOPE_INVALID.
 */
export const tickTime = (event: unknown, clockMs: number): number => {
  const ms = isProperties(event) ? instantMs(own(event, "time")) : undefined;
  if (ms === undefined)
    throw new Fault(faults.envelopeInvalid, { message: "a scheduled event needs time, an instant in UTC" });
  return Math.min(ms, clockMs);
};

/** Throws the first failure when all accounts are done. */
export const idleSessionCloser = (dependencies: AutoCloseDependencies) => {
  const runAccount = accountRunner(dependencies);
  const { config, log } = dependencies;
  return async (request: Pick<RunRequest, "nowMs" | "owner" | "endBy">): Promise<void> => {
    const accounts = accountsOf(config);
    const runs = await Promise.allSettled(
      accounts.map((account) => runAccount({ ...request, account, startedBy: "schedule" })),
    );
    for (const [index, run] of runs.entries())
      if (run.status === "fulfilled" && run.value.did === "nothing" && run.value.why !== "not-due")
        log.info("no run", { account: accounts[index], reason: run.value.why });
    for (const [index, run] of runs.entries()) {
      const code = run.status === "rejected" ? alertCodeOf(toFault(run.reason)) : undefined;
      const account = accounts[index];
      if (code && account !== undefined) await raiseAlert(dependencies, { account, code });
    }
    const failed = runs.find((run) => run.status === "rejected");
    if (failed) throw failed.reason;
    // It has done what it could: the alarm is for who has to correct a policy.
    for (const run of runs)
      if (run.status === "fulfilled" && run.value.did === "run" && run.value.isRefused)
        throw new Fault(faults.autoCloseRefused, { logged: { runId: run.value.runId } });
  };
};
