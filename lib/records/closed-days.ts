// The closed days of each account: set from the command line, obeyed by every calendar within a minute, without a deployment.
import { accountKeys, closedDaysOf } from "../aws/item-keys.ts";
import type { Item, Table } from "../aws/table.ts";
import type { ClosedDay } from "../core/hours/closed-day.ts";
import { ownText } from "../core/value.ts";
import type { Clock } from "../runtime/clock.ts";

export interface ClosedDays {
  /** Those that are kept, past ones too, in the order of their dates. It is at most `closedDaysCachedMs` old, and the same list for as long. */
  of(account: string): Promise<readonly ClosedDay[]>;
  /** One date has one closed day of the whole account, and one of each department: another one takes its place. */
  set(account: string, day: ClosedDay): Promise<void>;
  remove(account: string, day: Pick<ClosedDay, "date" | "departmentId">, removedBy: string): Promise<void>;
}

/** Runs look again with every page, so that a day is obeyed within a minute of its being set. */
export const closedDaysCachedMs = 20_000;

const dayMs = 86_400_000;
/** A past closed day still has not counted: it is kept for as long as a session may be idle, which is 366 days, and the warning's grace. */
const keptAfterMs = 400 * dayMs;

const dayOf = (item: Item): ClosedDay | undefined => {
  const { date, fromMinute, toMinute, removedAt } = item;
  if (typeof date !== "string" || removedAt !== undefined) return undefined;
  if (typeof fromMinute !== "number" || typeof toMinute !== "number") return undefined;
  const [departmentId, departmentName, reason] = ["departmentId", "departmentName", "reason"].map((name) =>
    ownText(item, name),
  );
  return {
    date,
    fromMinute,
    toMinute,
    ...(departmentId !== undefined && { departmentId }),
    ...(departmentName !== undefined && { departmentName }),
    ...(reason !== undefined && { reason }),
    setBy: ownText(item, "setBy") ?? "somebody",
    setAt: ownText(item, "setAt") ?? "",
  };
};

export const closedDays = ({ table, clock }: { table: Table; clock: Pick<Clock, "now"> }): ClosedDays => {
  const cached = new Map<string, { days: readonly ClosedDay[]; readAtMs: number }>();
  const isoNow = (): string => new Date(clock.now()).toISOString();
  return {
    of: async (account) => {
      const held = cached.get(account);
      if (held && clock.now() - held.readAtMs < closedDaysCachedMs) return held.days;
      const readAtMs = clock.now();
      const items = await table.query(...closedDaysOf(account));
      const days = items.map(dayOf).filter((day) => day !== undefined);
      // Whoever has worked something out from an equal list need not do so again.
      const known = held && JSON.stringify(held.days) === JSON.stringify(days) ? held.days : days;
      cached.set(account, { days: known, readAtMs });
      return known;
    },
    set: async (account, day) => {
      const { departmentId, departmentName, reason } = day;
      const given = { departmentId, departmentName, reason };
      await table.update(accountKeys.closedDay(account, day.date, departmentId), {
        set: {
          ...Object.fromEntries(Object.entries(day)),
          expires: Math.ceil((Date.parse(day.date) + keptAfterMs) / 1000),
        },
        remove: [
          "removedAt",
          "removedBy",
          ...Object.entries(given).flatMap(([name, value]) => (value === undefined ? [name] : [])),
        ],
      });
      cached.delete(account);
    },
    remove: async (account, { date, departmentId }, removedBy) => {
      await table.update(accountKeys.closedDay(account, date, departmentId), {
        set: { removedAt: isoNow(), removedBy },
      });
      cached.delete(account);
    },
  };
};
