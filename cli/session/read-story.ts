// Reads all that is remembered of one session, from its one place in the table and from what is parked.
import { notices } from "../../lib/auto-close/records/notices.ts";
import { runRecords } from "../../lib/auto-close/records/run-records.ts";
import type { Notice } from "../../lib/auto-close/rules/notice.ts";
import { placeKeys, type SessionKey, sessionPlace } from "../../lib/aws/item-keys.ts";
import type { HooksConfig } from "../../lib/config.ts";
import type { Hold } from "../../lib/core/holds/hold.ts";
import { holds } from "../../lib/records/holds.ts";
import { ledger } from "../../lib/records/ledger.ts";
import type { Clock } from "../../lib/runtime/clock.ts";
import {
  type ReportedMissing,
  reconciliationRecords,
} from "../../lib/webhooks/reconciliation/reconciliation-records.ts";
import type { Connection } from "../connection.ts";
import type { ParkedMessage } from "../parked/parked-message.ts";
import { mostParked, readParked } from "../parked/read-parked.ts";
import type { Tools } from "../with-connection.ts";
import { type RunSessions, readRunSessions } from "./read-run-sessions.ts";
import { entryOf, entryOfParked, entryOfRun, type StoryEntry, togetherOfRuns, withRun } from "./story-entry.ts";

export interface Story {
  /** The oldest comes first. */
  entries: readonly StoryEntry[];
  /** A worker has the session, or died there. */
  worker?: { commandId?: string; leaseUntil: string };
  /** What auto-close said to the contact. */
  notice?: Notice;
  /** The hold it has, or had last. */
  hold?: Hold;
  /** How often it was moved on the last day (YYYY-MM-DD) on which it was. */
  moves?: { day: string; count: number };
  /** The runs that were looked through for it. */
  runs: Omit<RunSessions, "sessions">;
  /** On these days a reconciliation found that WTS had never announced it. */
  missing?: readonly ReportedMissing[];
}

const workerIn = async ({ table }: Connection, key: SessionKey, clock: Clock): Promise<Story["worker"]> => {
  const { commandId, leaseUntil } = (await table.get(placeKeys.state(sessionPlace(key)))) ?? {};
  if (typeof leaseUntil !== "number" || (commandId === undefined && leaseUntil <= clock.now())) return undefined;
  return {
    ...(typeof commandId === "string" && { commandId }),
    leaseUntil: new Date(leaseUntil).toISOString(),
  };
};

const movesIn = async ({ table }: Connection, key: SessionKey): Promise<Story["moves"]> => {
  const { day, moves } = (await table.get(placeKeys.moves(key))) ?? {};
  return typeof day === "string" ? { day, count: Number(moves ?? 0) } : undefined;
};

/** An event that names no account is about the default one, as its reader has said already. */
const isAbout = ({ about }: ParkedMessage, { account, sessionId }: SessionKey): boolean =>
  about.account === account && about.sessionId?.toLowerCase() === sessionId.toLowerCase();

export const readStory = async (
  { connection, clock }: Pick<Tools, "connection" | "clock">,
  config: HooksConfig,
  key: SessionKey,
): Promise<Story> => {
  const { table } = connection;
  const [records, worker, notice, hold, moves, missing, parked] = await Promise.all([
    ledger({ table, clock }).history(sessionPlace(key)),
    workerIn(connection, key, clock),
    notices({ table, clock }).read(key.account, key.sessionId),
    holds({ table, clock }).read(key.account, key.sessionId),
    movesIn(connection, key),
    reconciliationRecords({ table, clock }).missingOf(key),
    readParked(connection, mostParked),
  ]);
  const known = new Set(records.map(({ id }) => id));
  const parkedAs = new Map(parked.map((message) => [message.about.commandId, message]));
  const unrecorded = parked.filter((message) => isAbout(message, key) && !known.has(message.about.commandId ?? ""));
  const recorded = records.map((record) => entryOf(record, known, parkedAs.get(record.id)));
  const { sessions, ...runs } = await readRunSessions(
    runRecords({ table, clock, keptDays: config.autoClose.runsKeptDays }),
    key,
    { runIds: recorded.flatMap(({ runId }) => runId ?? []), nowMs: clock.now() },
  );
  const ofRun = ({ runId, commandId, causedBy }: StoryEntry) =>
    sessions.find(
      ({ run, session }) => run.id === runId && (session.commandId === commandId || session.commandId === causedBy),
    );
  const done = recorded.map((entry) => {
    const found = ofRun(entry);
    return found ? withRun(entry, found) : entry;
  });
  const isTold = (entry: StoryEntry) =>
    done.some(({ runId, commandId }) => runId === entry.runId && commandId === entry.commandId);
  const left = sessions.flatMap((each) => entryOfRun(each) ?? []).filter((entry) => !isTold(entry));
  const entries = [...done, ...togetherOfRuns(left), ...unrecorded.map(entryOfParked)];
  return {
    entries: entries.toSorted((one, other) => one.at.localeCompare(other.at)),
    runs,
    ...(worker && { worker }),
    ...(notice && { notice }),
    ...(hold && { hold }),
    ...(moves && { moves }),
    ...(missing.length > 0 && { missing }),
  };
};
