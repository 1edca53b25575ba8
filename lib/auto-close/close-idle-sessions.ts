// Every minute: each account that is swept has its turn, at its own pace.
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { accountRunner, type RunRequest } from "./run-account.ts";

/** Throws the first failure when all are done. */
export const idleSessionCloser = (dependencies: AutoCloseDependencies) => {
  const sweep = accountRunner(dependencies);
  const { config, log } = dependencies;
  return async (request: Pick<RunRequest, "nowMs" | "owner" | "endBy">): Promise<void> => {
    const accounts = config.autoClose.accounts ?? [config.account];
    const swept = await Promise.allSettled(
      accounts.map((account) => sweep({ ...request, account, startedBy: "schedule" })),
    );
    for (const [index, each] of swept.entries())
      if (each.status === "fulfilled" && each.value.did === "nothing" && each.value.why !== "not-due")
        log.info("no sweep", { account: accounts[index], reason: each.value.why });
    const failed = swept.find((each) => each.status === "rejected");
    if (failed) throw failed.reason;
  };
};
