// Which sessions auto-close has closed within the last day, so that a run that finds one of them open again can say who wrote.
import type { SessionFacts } from "../core/sessions/session-facts.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import type { Sighting } from "./records/run-records.ts";

/** For so long after its close it is noted when a contact writes again. */
const watchedMs = 25 * 3_600_000;
/** Beside those of the schedule, so many may have been begun by hand. */
const byHand = 20;

/** Epoch milliseconds of each session's last close. */
export type RecentCloses = ReadonlyMap<string, number>;

export const recentCloses = async (
  { runs, config }: Pick<AutoCloseDependencies, "runs" | "config">,
  account: string,
  nowMs: number,
): Promise<RecentCloses> => {
  const closes = new Map<string, number>();
  const most = Math.ceil(watchedMs / 60_000 / config.autoClose.everyMinutes) + byHand;
  for (const { id, seq, counts, startedAt } of await runs.list(account, most)) {
    if (!counts.closed || Date.parse(startedAt) < nowMs - watchedMs) continue;
    for (let record = 0; record < seq; record += 1)
      for (const session of (await runs.readSessions(id, record)) ?? []) {
        const closedMs = Date.parse(session.after?.endAt ?? "");
        if (session.result === "closed" && closedMs > (closes.get(session.id) ?? 0)) closes.set(session.id, closedMs);
      }
  }
  return closes;
};

/** The contacts that have written since. */
export const seenAgain = (closes: RecentCloses, sessions: readonly SessionFacts[]): readonly Sighting[] =>
  sessions.flatMap(({ id, lastMessageInMs }) => {
    const closedMs = closes.get(id);
    const hasWritten = closedMs !== undefined && typeof lastMessageInMs === "number" && lastMessageInMs > closedMs;
    return hasWritten ? [{ id, lastMessageInMs }] : [];
  });
