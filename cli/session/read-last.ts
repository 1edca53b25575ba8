// Reads what was done last with each of a list's sessions, as its story has it, without reading the whole story.
import { type RunRecord, runRecords, type SessionRecord } from "../../lib/auto-close/records/run-records.ts";
import { sessionPlace } from "../../lib/aws/item-keys.ts";
import type { HooksConfig } from "../../lib/config.ts";
import { ledger } from "../../lib/records/ledger.ts";
import type { Tools } from "../with-connection.ts";
import type { Candidate } from "./read-candidates.ts";
import { entryOf, entryOfParked, type StoryEntry, withRun } from "./story-entry.ts";

export interface WithLast {
  candidate: Candidate;
  last: StoryEntry | undefined;
}

type Reading = Pick<Tools, "connection" | "clock">;

/** So many sessions are read side by side. */
const atOnce = 25;
/** Of so many runs it is read why they did it; of a larger one it takes too many reads to find a session. */
const mostRuns = 20;
const mostPages = 5;

/** The note about a move says less than the move, and WTS announces each change that we make: that only went on as an event. */
const lastOf = (entries: readonly StoryEntry[]): StoryEntry | undefined =>
  entries.findLast(
    ({ what, causedBy, ending }) => ending !== "published" && (what !== "note" || causedBy === undefined),
  ) ?? entries.at(-1);

const recordedLast = async (
  { connection, clock }: Reading,
  account: string,
  { sessionId, recordedAs, pending }: Candidate,
): Promise<StoryEntry | undefined> => {
  if (recordedAs === undefined && pending.length === 0) return undefined;
  const records = await ledger({ table: connection.table, clock }).history(sessionPlace({ account, sessionId }));
  const known = new Set(records.map(({ id }) => id));
  return lastOf(records.map((record) => entryOf(record, known)));
};

/** What is parked may have come after what was done. */
const newest = (last: StoryEntry | undefined, { parked }: Candidate): StoryEntry | undefined => {
  const [message] = parked.toSorted((one, other) => other.at.localeCompare(one.at));
  if (!message || (last && last.at >= message.at)) return last;
  return entryOfParked(message);
};

interface SeenRun {
  run: RunRecord;
  sessions: readonly SessionRecord[];
}

const readRun = async ({ connection, clock }: Reading, keptDays: number, id: string): Promise<SeenRun | undefined> => {
  const runs = runRecords({ table: connection.table, clock, keptDays });
  const run = await runs.read(id);
  if (!run || run.seq > mostPages) return undefined;
  const pages = await Promise.all(Array.from({ length: run.seq }, (_, seq) => runs.readSessions(id, seq)));
  return { run, sessions: pages.flatMap((page) => page ?? []) };
};

/** How long nobody had written is known to the run alone. */
const withRuns = async (
  tools: Reading,
  config: HooksConfig,
  read: readonly WithLast[],
): Promise<readonly WithLast[]> => {
  const ids = [...new Set(read.flatMap(({ last }) => last?.runId ?? []))].slice(0, mostRuns);
  const seen = await Promise.all(ids.map((id) => readRun(tools, config.autoClose.runsKeptDays, id)));
  const byId = new Map(seen.flatMap((each) => (each ? [[each.run.id, each] as const] : [])));
  return read.map(({ candidate, last }) => {
    const of = last?.runId === undefined ? undefined : byId.get(last.runId);
    const session = of?.sessions.find(
      ({ id, commandId }) => id.toLowerCase() === candidate.sessionId && commandId === last?.commandId,
    );
    return { candidate, last: last && of && session ? withRun(last, { run: of.run, session }) : last };
  });
};

export const readLast = async (
  tools: Reading,
  config: HooksConfig,
  account: string,
  candidates: readonly Candidate[],
): Promise<readonly WithLast[]> => {
  const read: WithLast[] = [];
  for (let from = 0; from < candidates.length; from += atOnce)
    read.push(
      ...(await Promise.all(
        candidates.slice(from, from + atOnce).map(async (candidate) => ({
          candidate,
          last: newest(await recordedLast(tools, account, candidate), candidate),
        })),
      )),
    );
  return withRuns(tools, config, read);
};
