// Reads what runs of auto-close recorded of one session: what it was like when it was decided on, and why it was left although it was due.
import type { RunRecord, RunRecords, SessionRecord, Undo } from "../../lib/auto-close/records/run-records.ts";
import type { SessionKey } from "../../lib/aws/item-keys.ts";

export interface RunSession {
  run: RunRecord;
  session: SessionRecord;
  /** It was taken back then, in a command by this person. */
  undone?: Pick<Undo, "at" | "by">;
}

export interface RunSessions {
  sessions: readonly RunSession[];
  /** So many runs were looked through, beside those that the session's own records name. */
  looked: number;
  /** The oldest of them began at this ISO instant. */
  since?: string;
}

/** A run that found nothing due leaves no record: these go back a few days at least. */
const mostRuns = 300;
const sinceDays = 14;
const dayMs = 86_400_000;
const atOnce = 20;

const inParts = async <Item, Answer>(
  items: readonly Item[],
  work: (item: Item) => Promise<readonly Answer[]>,
): Promise<Answer[]> => {
  const answers: Answer[] = [];
  for (let from = 0; from < items.length; from += atOnce)
    answers.push(...(await Promise.all(items.slice(from, from + atOnce).map(work))).flat());
  return answers;
};

/** `runIds` are those that the session's own records name, however old. */
export const readRunSessions = async (
  runs: Pick<RunRecords, "list" | "read" | "readSessions" | "readUndos">,
  { account, sessionId }: SessionKey,
  { runIds, nowMs }: { runIds: readonly string[]; nowMs: number },
): Promise<RunSessions> => {
  const newest = await runs.list(account, mostRuns, nowMs - sinceDays * dayMs);
  const known = new Set(newest.map(({ id }) => id));
  const named = await inParts(
    [...new Set(runIds)].filter((id) => !known.has(id)),
    async (id) => {
      const run = await runs.read(id);
      return run ? [run] : [];
    },
  );
  const own = sessionId.toLowerCase();
  const sessionsOf = async (run: RunRecord): Promise<RunSession[]> => {
    const pages = await Promise.all(Array.from({ length: run.seq }, (_, seq) => runs.readSessions(run.id, seq)));
    const found = pages.flatMap((page) => page ?? []).filter(({ id }) => id.toLowerCase() === own);
    if (found.length === 0) return [];
    const undos = run.undos > 0 ? await runs.readUndos(run.id) : [];
    const undone = undos.find(({ sessions }) =>
      sessions.some(({ id, result }) => id.toLowerCase() === own && result === "restored"),
    );
    return found.map((session) => ({ run, session, ...(undone && { undone: { at: undone.at, by: undone.by } }) }));
  };
  const since = newest.at(-1)?.startedAt;
  return {
    sessions: await inParts([...newest, ...named], sessionsOf),
    looked: newest.length,
    ...(since !== undefined && { since }),
  };
};
