// Alerts people to what lies in the queues: parked messages that nobody has looked at for an hour, and commands that crash.
import { notifyKeys } from "../aws/item-keys.ts";
import type { Table } from "../aws/table.ts";
import { type AlertDependencies, raiseAlert } from "../records/raise-alert.ts";

interface WatchDependencies extends AlertDependencies {
  table: Table;
  account: string;
  parked(): Promise<number>;
  commandsDead(): Promise<number>;
}

const hourMs = 3_600_000;
/** SQS counts late by a minute anyway, and nobody has to know sooner. */
const everyMs = 600_000;

export const queueWatcher = (dependencies: WatchDependencies) => {
  const { table, account, parked, commandsDead, clock } = dependencies;
  let lookedAtMs = Number.NEGATIVE_INFINITY;
  return async (): Promise<void> => {
    const now = clock.now();
    if (now - lookedAtMs < everyMs) return;
    lookedAtMs = now;
    const dead = await commandsDead();
    if (dead > 0) await raiseAlert(dependencies, { account, code: "COMMANDS_DEAD", count: dead });
    const count = await parked();
    const sinceMs = (await table.get(notifyKeys.parked))?.sinceMs;
    if (count === 0 && sinceMs !== undefined) await table.update(notifyKeys.parked, { remove: ["sinceMs"] });
    if (count > 0 && sinceMs === undefined) await table.update(notifyKeys.parked, { set: { sinceMs: now } });
    if (count > 0 && typeof sinceMs === "number" && now - sinceMs >= hourMs)
      await raiseAlert(dependencies, { account, code: "PARKED_WAITS", count });
  };
};
