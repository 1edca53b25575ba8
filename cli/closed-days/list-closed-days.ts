// `closed-day list`: which days are closed, of whom, why, and who said so.
import type { HooksConfig } from "../../lib/config.ts";
import { localDay } from "../../lib/core/hours/local-time.ts";
import { zoneOf } from "../../lib/core/hours/zone-of.ts";
import { closedDays } from "../../lib/records/closed-days.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { checkAccount } from "../check-account.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { localTimeText } from "../display/time-text.ts";
import type { Tools } from "../with-connection.ts";
import { dayText, ofWhom } from "./show-closed-day.ts";

export const listClosedDays = async (
  tools: Tools,
  config: HooksConfig,
  { account, past }: { account: string; past: boolean },
): Promise<void> => {
  const { connection, output } = tools;
  await checkAccount(tools, account);
  const timeZone = zoneOf(config, account);
  const today = localDay(clock.now(), timeZone);
  const kept = await closedDays({ table: connection.table, clock }).of(account);
  const days = kept.filter(({ date }) => past || date >= today);
  output.json({ account, today, closedDays: days });
  if (days.length === 0)
    return output.line(`No closed day of account ${account} in ${connection.place} from ${today} on.`);
  output.line(`Closed days of account ${account} in ${connection.place}; times are those of ${timeZone}\n`);
  output.line(
    alignedTable([
      ["CLOSED", "FOR", "REASON", "SET BY", "SET AT"],
      ...days.map((day) => [
        dayText(day),
        ofWhom(day),
        day.reason,
        day.setBy,
        day.setAt === "" ? undefined : localTimeText(day.setAt, timeZone),
      ]),
    ]),
  );
};
