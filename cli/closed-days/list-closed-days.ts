// `closed-day list`: which days are closed, of whom, why, and who said so.
import type { HooksConfig } from "../../lib/config.ts";
import type { ClosedDay } from "../../lib/core/hours/closed-day.ts";
import { localDay } from "../../lib/core/hours/local-time.ts";
import { dateText } from "../../lib/core/texts/instant-text.ts";
import { localeOf } from "../../lib/core/texts/locale-of.ts";
import { closedDays } from "../../lib/records/closed-days.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { checkAccount } from "../check-account.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { placeText } from "../display/place-text.ts";
import { shownTime } from "../display/time-text.ts";
import type { Tools } from "../with-connection.ts";
import { closedDayWords } from "./closed-day-words.ts";
import { dayText, ofWhom } from "./show-closed-day.ts";

/** With --json. */
export interface ClosedDayList {
  account: string;
  /** YYYY-MM-DD in the account's zone. */
  today: string;
  /** In the order of their dates. */
  closedDays: readonly ClosedDay[];
}

export const listClosedDays = async (
  tools: Tools,
  config: HooksConfig,
  { account, past }: { account: string; past: boolean },
): Promise<void> => {
  const { connection, output } = tools;
  await checkAccount(tools, account);
  const locale = localeOf(config, account);
  const { language, timeZone } = locale;
  const say = closedDayWords[language];
  const place = placeText(connection.place, language);
  const today = localDay(clock.now(), timeZone);
  const kept = await closedDays({ table: connection.table, clock }).of(account);
  const days = kept.filter(({ date }) => past || date >= today);
  output.json({ account, today, closedDays: days } satisfies ClosedDayList);
  if (days.length === 0) return output.line(say.none({ account, place, today: dateText(today, language) }));
  output.line(`${say.listed({ account, place, timeZone })}`, "");
  output.line(
    ...alignedTable([
      say.heads,
      ...days.map((day) => [
        dayText(day, language),
        ofWhom(day, language),
        day.reason,
        day.setBy,
        day.setAt === "" ? undefined : shownTime(day.setAt, locale),
      ]),
    ]),
  );
};
