// Finds the session that somebody typed, for every command that takes one by whatever names it.
import type { HooksConfig } from "../../lib/config.ts";
import { readingOf } from "../../lib/core/command/reading-of.ts";
import { localeOf } from "../../lib/core/texts/locale-of.ts";
import { ledger } from "../../lib/records/ledger.ts";
import { progressBar } from "../display/progress-bar.ts";
import type { Tools } from "../with-connection.ts";
import { type AskableWts, askableWts } from "./ask-wts.ts";
import { type FoundSession, type FoundSessions, findSessions } from "./find-sessions.ts";
import { refuseUnfound } from "./show-found.ts";
import type { TypedSession } from "./typed-session.ts";

interface Asked {
  typed: TypedSession;
  account: string;
  terminal: NodeJS.WritableStream | undefined;
}

interface FoundTyped {
  meant: FoundSession;
  found: FoundSessions;
  wts: AskableWts;
}

/** Throws Failure where no session is found. */
export const findTypedSession = async (
  { connection, clock }: Pick<Tools, "connection" | "clock">,
  config: HooksConfig,
  { typed, account, terminal }: Asked,
): Promise<FoundTyped> => {
  const wts = askableWts(connection, account);
  const { readPhone } = readingOf(config)(account);
  const bar = progressBar({ terminal }, "Sessions");
  const found = await findSessions(typed, {
    ...{ account, wts, readPhone, clock, ledger: ledger({ table: connection.table, clock }) },
    onPage: (looked, total) => bar.show(looked, total, ""),
  }).finally(() => bar.stop());
  const [meant] = found.sessions;
  return meant ? { meant, found, wts } : refuseUnfound(found.lookedFor, wts.whyNot(), localeOf(config, account));
};
