// Finds in our own table, and in what is parked, the sessions that somebody may want to see: held, parked, at work, or done something to lately.
import { accountIn, commandIdIn, sessionIdIn } from "../../lib/aws/item-keys.ts";
import type { ItemKey } from "../../lib/aws/table.ts";
import type { Hold } from "../../lib/core/holds/hold.ts";
import { holds } from "../../lib/records/holds.ts";
import { dueIndex, ledger } from "../../lib/records/ledger.ts";
import type { Connection } from "../connection.ts";
import type { ParkedMessage } from "../parked/parked-message.ts";
import { mostParked, parkedQueueNames, readParked } from "../parked/read-parked.ts";
import { queueDepth } from "../status/queue-depth.ts";
import type { Tools } from "../with-connection.ts";

/** What of ours a session waits for. */
export const pendingKinds = ["work", "message", "outcome", "warning"] as const;
export type PendingKind = (typeof pendingKinds)[number];

export interface Candidate {
  sessionId: string;
  hold?: Hold;
  parked: readonly ParkedMessage[];
  pending: readonly PendingKind[];
  /** It stands among those that something was recorded of lately: 0 is the newest. */
  recordedAs?: number;
}

export interface Candidates {
  /** By the session's id, in lower case. */
  found: ReadonlyMap<string, Candidate>;
  /** False where a day has more records than were looked through. */
  isWhole: boolean;
}

/** So many of a day's records are looked through for their sessions, the newest first: two reads of the index. */
const mostADay = 1_000;
const mostDue = 200;
const dayMs = 86_400_000;

/** What each of the index of what is due says that a session waits for. */
const dueKinds = { lease: "work", message: "message", outcome: "outcome" } as const;

/** To look takes each message from everybody else for a moment, and where nothing is parked it takes a second: so the queues are counted before. */
const parkedIfAny = async (connection: Connection): Promise<readonly ParkedMessage[]> => {
  const depths = await Promise.all(parkedQueueNames.map((queue) => queueDepth(connection, queue)));
  return depths.some(({ waiting, hidden }) => waiting + hidden > 0) ? readParked(connection, mostParked) : [];
};

export const readCandidates = async (
  { connection, clock }: Pick<Tools, "connection" | "clock">,
  account: string,
): Promise<Candidates> => {
  const { table } = connection;
  const { ofDay } = ledger({ table, clock });
  const days = [0, 1].map((back) => new Date(clock.now() - back * dayMs).toISOString().slice(0, 10));
  const [held, parked, recorded, ...due] = await Promise.all([
    holds({ table, clock }).of(account),
    parkedIfAny(connection),
    Promise.all(days.map((day) => ofDay(day, mostADay))),
    ...Object.keys(dueKinds).map((kind) =>
      table.queryIndex(dueIndex(kind as keyof typeof dueKinds), { limit: mostDue }),
    ),
  ]);
  const found = new Map<string, Candidate>();
  const add = (sessionId: string, more: (known: Candidate) => Partial<Candidate>): void => {
    const id = sessionId.toLowerCase();
    const known = found.get(id) ?? { sessionId: id, parked: [], pending: [] };
    found.set(id, { ...known, ...more(known) });
  };
  const isOurs = (key: ItemKey): boolean => key.pk.startsWith("session#") && accountIn(key) === account;
  for (const [index, kind] of Object.values(dueKinds).entries())
    for (const key of (due[index] ?? []).filter(isOurs))
      add(sessionIdIn(key), ({ pending }) => ({ pending: [...new Set([...pending, kind])] }));
  for (const [sessionId, hold] of held) add(sessionId, () => ({ hold }));
  for (const message of parked)
    if (message.about.account === account && message.about.sessionId !== undefined)
      add(message.about.sessionId, (known) => ({ parked: [...known.parked, message] }));
  const ids = recorded.flat().flatMap((key) => (isOurs(key) && commandIdIn(key) ? [sessionIdIn(key)] : []));
  for (const [index, sessionId] of [...new Set(ids)].entries()) add(sessionId, () => ({ recordedAs: index }));
  return { found, isWhole: recorded.every((keys) => keys.length < mostADay) };
};
