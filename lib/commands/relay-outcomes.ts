// Brings to the bus what did not get there when it happened, because EventBridge did not take it or whoever had recorded it died.
import type { Bus } from "../aws/bus.ts";
import type { ItemKey } from "../aws/table.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Ledger } from "../records/ledger.ts";
import type { Log } from "../runtime/log.ts";
import type { Lifecycle } from "./execute-once.ts";

interface RelayOutcomesDependencies {
  ledger: Ledger;
  lifecycle: Pick<Lifecycle, "closeAbandonedSessions">;
  bus: Bus;
  log: Log;
}

interface DueOutcome {
  key: ItemKey;
  outcome: Outcome;
  /** It is that of the record the outcome was read from. */
  version: number;
}

const atOnce = 500;
/** EventBridge takes no more in one call. */
const together = 10;

/** Answers how many went out. `owner` is a name that nobody else has. */
export const relayOutcomes = async (
  { ledger, lifecycle, bus, log }: RelayOutcomesDependencies,
  owner: string,
): Promise<number> => {
  await lifecycle.closeAbandonedSessions(owner, atOnce);
  const due: DueOutcome[] = [];
  for (const key of await ledger.due(atOnce)) {
    const record = await ledger.readKey(key);
    if (record?.isDue && record.outcome) due.push({ key, outcome: record.outcome, version: record.version });
  }
  const publish = async (some: readonly DueOutcome[]): Promise<void> => {
    await bus.publish(some.map(({ outcome }) => outcome));
    for (const { key, version } of some) await ledger.published(key, version);
  };
  let failure: unknown;
  for (let start = 0; start < due.length; start += together) {
    const some = due.slice(start, start + together);
    // An outcome that is never taken must not hold back the others, nor have those beside it told every minute.
    await publish(some).catch(async () => {
      for (const one of some)
        await publish([one]).catch((error: unknown) => {
          failure = error;
        });
    });
  }
  if (failure) throw failure;
  if (due.length > 0) log.info("outcomes relayed", { count: due.length });
  return due.length;
};
