// Brings to the bus what did not get there when it happened: a caller is not kept waiting for that.

import { type Outbox, publishRecorded } from "../records/outcomes.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";

interface RelayOutcomesDependencies extends Outbox {
  clock: Clock;
  log: Log;
}

/** An outcome that is younger is still being published by whoever recorded it. */
const settledMs = 30_000;
const atOnce = 500;
/** EventBridge takes no more in one call. */
const together = 10;

/** Answers how many went out. */
export const relayOutcomes = async ({ ledger, bus, clock, log }: RelayOutcomesDependencies): Promise<number> => {
  const due: { id: string; outcome: string }[] = [];
  for (const id of await ledger.unpublished(atOnce)) {
    const item = await ledger.read(id);
    const isDue = item?.unpublished !== undefined && clock.now() - Date.parse(String(item.seenAt)) >= settledMs;
    if (isDue) due.push({ id, outcome: String(item.outcome) });
  }
  let failure: unknown;
  for (let start = 0; start < due.length; start += together) {
    // An outcome that is never taken must not hold back the others.
    await publishRecorded({ ledger, bus }, due.slice(start, start + together)).catch((error: unknown) => {
      failure = error;
    });
  }
  if (failure) throw failure;
  if (due.length > 0) log.info("outcomes relayed", { count: due.length });
  return due.length;
};
