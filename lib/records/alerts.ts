// Remembers which alerts were raised within the hour, so that what goes on failing is told once an hour and not every minute.
import { accountKeys } from "../aws/item-keys.ts";
import type { Table } from "../aws/table.ts";
import { type Alert, causeOf } from "../core/alert.ts";
import type { Clock } from "../runtime/clock.ts";

export interface AlertRecords {
  wasRaised(alert: Alert): Promise<boolean>;
  raised(alert: Alert): Promise<void>;
}

const hourMs = 3_600_000;

export const alertRecords = ({ table, clock }: { table: Table; clock: Pick<Clock, "now"> }): AlertRecords => {
  /** What this process knows need not be read. */
  const known = new Map<string, number>();
  const keyOf = (alert: Alert) => accountKeys.alert(alert.account, causeOf(alert));
  return {
    wasRaised: async (alert) => {
      const key = keyOf(alert);
      const name = `${key.pk}/${key.sk}`;
      const isRecent = (atMs: number): boolean => clock.now() - atMs < hourMs;
      if (isRecent(known.get(name) ?? Number.NEGATIVE_INFINITY)) return true;
      const item = await table.get(key);
      const atMs = Number(item?.raisedAtMs ?? Number.NEGATIVE_INFINITY);
      if (isRecent(atMs)) known.set(name, atMs);
      return isRecent(atMs);
    },
    raised: async (alert) => {
      const key = keyOf(alert);
      const raisedAtMs = clock.now();
      known.set(`${key.pk}/${key.sk}`, raisedAtMs);
      await table.update(key, { set: { raisedAtMs, expires: Math.ceil((raisedAtMs + 2 * hourMs) / 1000) } });
    },
  };
};
