// Once a day, on a minute of the schedule: each account's sessions are compared with what WTS's webhooks said of them.
import { localDay } from "../../core/hours/local-time.ts";
import { zoneOf } from "../../core/hours/zone-of.ts";
import type { Invocation } from "../../middleware/event-stack.ts";
import { faultFields, toFault } from "../../runtime/fault-report.ts";
import { perAccount } from "../../runtime/per-account.ts";
import { accountReconciler, type ReconciliationDependencies } from "./reconcile-account.ts";

/** A page is not begun with less time left than this. */
const lastStartMs = 20_000;

/** Never throws: the next minute is the repetition. What is done for the day costs the other minutes of a process nothing. */
export const webhookReconciler = (dependencies: ReconciliationDependencies) => {
  const { config, records, clock, log } = dependencies;
  const { reconcile } = config;
  const reconcileAccount = accountReconciler(dependencies);
  const memoryOf = perAccount((): { hasBegun: boolean; endedDay?: string } => ({ hasBegun: false }));

  const work = async (account: string, { id, endBy }: Invocation): Promise<void> => {
    const memory = memoryOf(account);
    if (!memory.hasBegun) await records.begin(account);
    memory.hasBegun = true;
    if (memory.endedDay === localDay(clock.now(), zoneOf(config, account))) return;
    const timeBox = { startBy: endBy - lastStartMs, endBy };
    const endedDay = await reconcileAccount(account, { owner: id, timeBox });
    if (endedDay !== undefined) memory.endedDay = endedDay;
  };

  return async (invocation: Invocation): Promise<void> => {
    if (reconcile.at === undefined) return;
    const accounts = reconcile.accounts ?? [config.account];
    await Promise.all(
      accounts.map((account) =>
        work(account, invocation).catch((error: unknown) => {
          log.error("reconciliation failed", { account, ...faultFields(toFault(error)) });
        }),
      ),
    );
  };
};
