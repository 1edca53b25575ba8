// `holds list`: which sessions are held, until when, why, and who said so.
import type { HooksConfig } from "../../lib/config.ts";
import { zoneOf } from "../../lib/core/hours/zone-of.ts";
import { instantText } from "../../lib/core/texts/instant-text.ts";
import { holds } from "../../lib/records/holds.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { checkAccount } from "../check-account.ts";
import { alignedTable } from "../display/aligned-table.ts";
import type { Tools } from "../with-connection.ts";

export const listHolds = async (tools: Tools, config: HooksConfig, account: string): Promise<void> => {
  const { connection, output } = tools;
  const { language } = config;
  const timeZone = zoneOf(config, account);
  await checkAccount(tools, account);
  const live = [...(await holds({ table: connection.table, clock }).of(account))];
  const iso = (ms: number): string => new Date(ms).toISOString();
  output.json({
    account,
    holds: live.map(([sessionId, { untilMs, setAtMs, setBy, reason, tag }]) => ({
      ...{ sessionId, until: iso(untilMs), setAt: iso(setAtMs), setBy },
      ...(reason !== undefined && { reason }),
      ...(tag !== undefined && { tag }),
    })),
  });
  if (live.length === 0) return output.line(`No session of account ${account} in ${connection.place} is held.`);
  output.line(`Held sessions of account ${account} in ${connection.place}; times are those of ${timeZone}\n`);
  const text = (ms: number): string => instantText(ms, { language, timeZone });
  output.line(
    alignedTable([
      ["SESSION", "UNTIL", "WHY", "SET BY", "SET AT"],
      ...live.map(([sessionId, { untilMs, setAtMs, setBy, reason, tag }]) => [
        sessionId,
        text(untilMs),
        reason,
        tag === undefined ? setBy : `tag ${tag}`,
        text(setAtMs),
      ]),
    ]),
  );
};
