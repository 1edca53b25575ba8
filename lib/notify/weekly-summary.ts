// Sends the weekly summary to whoever wants it, once a week; where it is not taken, again until a day is over.
import { notifyKeys } from "../aws/item-keys.ts";
import type { Table } from "../aws/table.ts";
import type { AccessSecret } from "../core/access-secret.ts";
import { localDay } from "../core/hours/local-time.ts";
import type { Language } from "../core/texts/language.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import type { Secret } from "../runtime/secret.ts";
import { postMessage } from "./post-message.ts";
import type { NotifyConfig, Target } from "./rules/notify-config.ts";
import { lastSummaryDueMs } from "./rules/summary-due.ts";
import { summaryNotice, type Week, type WeekFigures } from "./rules/summary-texts.ts";

export interface SummaryDependencies {
  notify: NotifyConfig;
  language: Language;
  timeZone: string;
  table: Table;
  access: Secret<AccessSecret>;
  accounts(): Promise<readonly string[]>;
  figuresOf(week: { fromMs: number; toMs: number; accounts: readonly string[] }): Promise<readonly WeekFigures[]>;
  parked(): Promise<number>;
  baseUrl: string | undefined;
  clock: Pick<Clock, "now">;
  log: Log;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const weekMs = 7 * dayMs;
/** Whoever takes a summary to send it, and dies, has it sent by somebody else after this. */
const claimMs = 10 * minuteMs;

export const weeklySummarizer = (dependencies: SummaryDependencies) => {
  const { notify, language, timeZone, table, access, accounts, figuresOf, parked, baseUrl, clock, log } = dependencies;
  /** What this process knows to be sent need not be read every minute. */
  const sentFor = new Map<string, number>();

  const weekUntil = async (toMs: number): Promise<Week> => {
    const fromMs = toMs - weekMs;
    const figures = await figuresOf({ fromMs, toMs, accounts: await accounts() });
    return {
      ...{ from: localDay(fromMs, timeZone), to: localDay(toMs - 1, timeZone) },
      ...{ accounts: figures, parked: await parked() },
    };
  };

  const send = async (name: string, target: Target, weekly: string): Promise<void> => {
    const now = clock.now();
    const dueMs = lastSummaryDueMs(weekly, now, timeZone);
    if (sentFor.get(name) === dueMs) return;
    const key = notifyKeys.summary(name);
    const item = await table.get(key);
    const done = async (): Promise<void> => {
      await table.update(key, { set: { sentForMs: dueMs }, remove: ["retryAtMs"] });
      sentFor.set(name, dueMs);
    };
    if (Number(item?.sentForMs ?? 0) >= dueMs) return void sentFor.set(name, dueMs);
    // Whoever writes it into the configuration on a Thursday waits for Monday; and a day later nobody wants last week's.
    const isTooLate = now - dueMs > (item === undefined ? hourMs : dayMs);
    if (isTooLate) return done();
    // The schedule may call twice, and a week that takes long to count, or cannot be, is not counted every minute.
    const claimed = await table.update(key, {
      set: { retryAtMs: now + claimMs },
      condition:
        "(attribute_not_exists(#sentForMs) OR #sentForMs < :dueMs) AND (attribute_not_exists(#retryAtMs) OR #retryAtMs <= :now)",
      values: { dueMs, now },
    });
    if (!claimed) return;
    const week = await weekUntil(dueMs);
    const result = await postMessage(
      {
        ...{ target, address: (await access.get()).notify.get(name), id: `summary-${name}-${dueMs}`, type: "summary" },
        ...{ notice: summaryNotice(week, language), data: week },
      },
      { clock, baseUrl },
    );
    if (result.ok) {
      await done();
      log.info("summary sent", { target: name });
      return;
    }
    log.error("summary not sent", { target: name, reason: result.problem });
    await table.update(key, { set: { retryAtMs: now + Math.max(claimMs, result.retryAfterMs ?? 0) } });
  };

  return async (): Promise<void> => {
    for (const [name, target] of Object.entries(notify))
      if (target.weeklySummary !== undefined) await send(name, target, target.weeklySummary);
  };
};
