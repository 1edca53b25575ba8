// `status minutes`: what happened in each of the last minutes, and how much of the rate is taken.

import { localeOf } from "../../lib/core/texts/locale-of.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { placeText } from "../display/place-text.ts";
import { shownTime } from "../display/time-text.ts";
import type { Tools } from "../with-connection.ts";
import { accountsNamedIn } from "./account-lines.ts";
import { readMetrics } from "./read-metrics.ts";
import { type RateUse, readRate } from "./read-rate.ts";
import { statusWords } from "./status-words.ts";

const counted = ["accepted", "applied", "rejected", "parked", "wts-calls"] as const;

export interface Minute {
  /** The ISO instant at which it began. */
  readonly at: string;
  readonly accepted: number;
  readonly applied: number;
  readonly rejected: number;
  readonly parked: number;
  readonly wtsCalls: number;
}

/** What `status minutes --json` prints. */
export interface MinutesAnswer {
  readonly place: string;
  /** The oldest first; the last one is not over yet. */
  readonly minutes: readonly Minute[];
  readonly rates: readonly RateUse[];
}

const minuteMs = 60_000;

export const showMinutes = async ({ connection, output }: Tools, count: number): Promise<void> => {
  const config = await connection.config();
  const nowMs = clock.now();
  const toMs = Math.ceil(nowMs / minuteMs) * minuteMs;
  const fromMs = toMs - count * minuteMs;
  const known = await connection.accountNames();
  const accounts = accountsNamedIn(config).filter((name) => known.includes(name));
  const [points, rates] = await Promise.all([
    readMetrics(connection, { names: counted, fromMs, toMs, periodMs: minuteMs }),
    Promise.all(accounts.map((account) => readRate(connection, config, account, nowMs))),
  ]);
  const sums = new Map(
    counted.map((name) => [name, Map.groupBy(points.get(name) ?? [], ({ atMs }) => Math.floor(atMs / minuteMs))]),
  );
  const minutes = Array.from({ length: count }, (_, index): Minute => {
    const atMs = fromMs + index * minuteMs;
    const of = (name: (typeof counted)[number]): number =>
      (sums.get(name)?.get(atMs / minuteMs) ?? []).reduce((sum, { value }) => sum + value, 0);
    return {
      at: new Date(atMs).toISOString(),
      ...{ accepted: of("accepted"), applied: of("applied"), rejected: of("rejected"), parked: of("parked") },
      wtsCalls: of("wts-calls"),
    };
  });
  output.json({ place: connection.place, minutes, rates } satisfies MinutesAnswer);
  const say = statusWords[config.language];
  const locale = localeOf(config, config.account);
  const busy = minutes.filter((minute) =>
    counted.some((name) => sums.get(name)?.has(Date.parse(minute.at) / minuteMs)),
  );
  output.line(say.minutesOf(placeText(connection.place, config.language), count));
  if (busy.length > 0)
    output.line(
      "",
      ...alignedTable([
        say.minuteHeads,
        ...busy.map(({ at, accepted, applied, rejected, parked, wtsCalls }) => [
          shownTime(at, locale),
          ...[accepted, applied, rejected, parked, wtsCalls].map(String),
        ]),
      ]),
    );
  else output.line(say.noMinutes);
  output.line("");
  for (const { account, windows, pausedUntil } of rates)
    output.line(
      say.rateOf(
        account,
        windows.map(({ windowMs, used, most }) => ({ seconds: windowMs / 1_000, used, most })),
        pausedUntil === null ? undefined : shownTime(pausedUntil, locale),
      ),
    );
};
