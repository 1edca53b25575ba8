// `holds list`: which sessions are held, until when, why, and who said so.
import type { HooksConfig } from "../../lib/config.ts";
import { zoneOf } from "../../lib/core/hours/zone-of.ts";
import { instantText } from "../../lib/core/texts/instant-text.ts";
import { holds } from "../../lib/records/holds.ts";
import { checkAccount } from "../check-account.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { placeText } from "../display/place-text.ts";
import type { Tools } from "../with-connection.ts";
import { holdWords } from "./hold-words.ts";

/** `holds list` prints it with --json. */
export interface HeldSessions {
  account: string;
  /** Those whose time comes first are in front. */
  holds: readonly {
    sessionId: string;
    /** Both are ISO instants. */
    until: string;
    setAt: string;
    setBy: string;
    reason?: string;
    /** The contact's tag that holds it, instead of a person. */
    tag?: string;
  }[];
}

export const listHolds = async (tools: Tools, config: HooksConfig, account: string): Promise<void> => {
  const { connection, output, clock } = tools;
  const { language } = config;
  const say = holdWords[language];
  const place = placeText(connection.place, language);
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
  } satisfies HeldSessions);
  if (live.length === 0) return output.line(say.noneHeld(account, place));
  output.line(`${say.heldOf(account, place, timeZone)}`, "");
  const text = (ms: number): string => instantText(ms, { language, timeZone });
  output.line(
    ...alignedTable([
      say.heads,
      ...live.map(([sessionId, { untilMs, setAtMs, setBy, reason, tag }]) => [
        sessionId,
        text(untilMs),
        reason,
        tag === undefined ? setBy : say.tag(tag),
        text(setAtMs),
      ]),
    ]),
  );
};
