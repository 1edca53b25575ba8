// Reads the last moves of an account's sessions from our own records: who got what, by which policy, why, and who was passed over.
import { readRuns } from "../../lib/auto-close/read-runs.ts";
import type { HooksConfig } from "../../lib/config.ts";
import { localeOf } from "../../lib/core/texts/locale-of.ts";
import { isProperties, ownText } from "../../lib/core/value.ts";
import { type CommandRecord, ledger } from "../../lib/records/ledger.ts";
import { newestRecords } from "../../lib/records/newest-records.ts";
import { triggerText } from "../../lib/routing/rules/reason-texts.ts";
import type { TriggerName } from "../../lib/routing/rules/routing-policy.ts";
import { answersIn } from "../auto-close/read-report.ts";
import { recordsOfRuns } from "../auto-close/run-tools.ts";
import { askableWts } from "../session/ask-wts.ts";
import { entryText, type Telling } from "../session/entry-sentences.ts";
import { entryOf } from "../session/story-entry.ts";
import { teamNames } from "../session/team-names.ts";
import type { Tools } from "../with-connection.ts";

/** Ids are those of WTS. A name is absent where WTS was not asked, or has nobody of this id. */
export interface MovePlace {
  departmentId?: string;
  department?: string;
  /** Null: nobody, so that it is in the department's queue. */
  userId?: string | null;
  person?: string;
}

export interface SessionMove {
  /** It is an ISO instant. */
  at: string;
  sessionId: string;
  commandId: string;
  /** The policy that decided, or where else the wish came from. */
  by: string;
  policy?: string;
  /** Absent where a sender asked for the move, and no policy decided. */
  trigger?: TriggerName;
  /** The same in words. */
  triggerText?: string;
  /** The escalation step, from 1. */
  step?: number;
  /** Absent where nobody had looked where it was. */
  from?: MovePlace;
  to: MovePlace;
  /** So many of the department's people were passed over, as far as the record holds them. */
  passedOver: number;
  /** What was done and why, as the session's story tells it, in the language of the configuration. */
  sentence: string;
  /** Who was passed over, and which policies, each with why. */
  details: readonly string[];
  /** The ISO instant at which the session was moved next, of those that were read. */
  movedAgainAt?: string;
  /** The ISO instant at which somebody had answered the contact; absent where no run of auto-close has seen that, or nobody asked for it. */
  answeredAt?: string;
}

/** With --json. */
export interface MoveList {
  place: string;
  account: string;
  /** It is an ISO instant. */
  since: string;
  /** The newest first. */
  moves: readonly SessionMove[];
  /** All moves since then are there. */
  isWhole: boolean;
  /** Whether the runs of auto-close were asked for answers. */
  withAnswers: boolean;
  /** Why ids have no names. */
  notAsked?: string;
}

export interface MovesRequest {
  account: string;
  days: number;
  limit: number;
  withAnswers: boolean;
}

const dayMs = 86_400_000;
/** A busy day has some thousands of records, of which few are moves. */
const mostRecords = 20_000;

type NameOf = (id: string) => string | undefined;

const placeOf = (found: unknown, nameOf: NameOf): MovePlace => {
  if (!isProperties(found)) return {};
  const [departmentId, userId] = [ownText(found, "departmentId"), ownText(found, "userId")];
  const [department, person] = [departmentId, userId].map((id) => (id === undefined ? undefined : nameOf(id)));
  return {
    ...(departmentId !== undefined && { departmentId }),
    ...(department !== undefined && { department }),
    ...(userId === undefined ? found.userId === null && { userId: null } : { userId }),
    ...(person !== undefined && { person }),
  };
};

/** Who puts a session into a queue takes it off its owner, and names nobody. */
const destinationOf = (record: CommandRecord, nameOf: NameOf): MovePlace => {
  const changes = record.outcome?.detail.changes;
  const isOffered = changes?.fields.includes("UserId") && !("userId" in changes);
  return placeOf({ ...changes, ...(isOffered && { userId: null }) }, nameOf);
};

const answersAfter = async (
  tools: Tools,
  config: HooksConfig,
  account: string,
  moves: readonly CommandRecord[],
): Promise<(move: CommandRecord) => string | undefined> => {
  const sinceMs = Math.min(...moves.map(({ seenAt }) => Date.parse(seenAt)));
  if (!Number.isFinite(sinceMs)) return () => undefined;
  const { seen } = await readRuns(recordsOfRuns(tools, config).runs, account, { sinceMs, untilMs: tools.clock.now() });
  const answers = answersIn(seen);
  return ({ sessionId, seenAt }) => {
    const after = answers
      .filter((answer) => answer.sessionId === sessionId && answer.answeredAtMs > Date.parse(seenAt))
      .map(({ answeredAtMs }) => answeredAtMs);
    return after.length === 0 ? undefined : new Date(Math.min(...after)).toISOString();
  };
};

/** WTS is asked for names alone: two calls, and none where there is no move. */
export const readMoves = async (
  tools: Tools,
  config: HooksConfig,
  { account, days, limit, withAnswers }: MovesRequest,
): Promise<MoveList> => {
  const { connection, clock } = tools;
  const nowMs = clock.now();
  const sinceMs = nowMs - days * dayMs;
  const records: CommandRecord[] = [];
  const { isWhole } = await newestRecords(
    ledger({ table: connection.table, clock }),
    { fromMs: sinceMs, toMs: nowMs, most: mostRecords },
    (record) => {
      if (record.account === account && record.outcome?.type === "Session Reassigned") records.push(record);
      return records.length < limit;
    },
  );
  const wts = askableWts(connection, account);
  const names = records.length === 0 ? new Map<string, string>() : await teamNames(wts);
  const nameOf = (id: string) => names.get(id.toLowerCase());
  const locale = localeOf(config, account);
  const accountOptions = `${account === config.account ? "" : ` --account ${account}`}${connection.options}`;
  const telling: Telling = {
    ...{ locale, config, options: connection.options, accountOptions, atWork: undefined },
    nameOf: (id) => nameOf(id) ?? id,
  };
  const answeredAfter = withAnswers ? await answersAfter(tools, config, account, records) : () => undefined;
  const nextOf = new Map<string, string>();
  const moves = records.map((record): SessionMove => {
    const { id: commandId, seenAt: at, sessionId, source, rule } = record;
    const entry = entryOf(record, new Set());
    const { decision, policy = rule, from } = entry;
    const { sentence, details } = entryText(entry, undefined, telling);
    const [movedAgainAt, answeredAt] = [nextOf.get(sessionId), answeredAfter(record)];
    nextOf.set(sessionId, at);
    const near = decision?.rejected.filter(({ code }) => code !== "NOT_A_MEMBER") ?? [];
    return {
      ...{ at, sessionId, commandId, by: policy ?? source },
      ...(policy !== undefined && { policy }),
      ...(decision && { trigger: decision.trigger, triggerText: triggerText(decision.trigger, locale) }),
      ...(decision?.step !== undefined && { step: decision.step }),
      ...(from && { from: placeOf(from, nameOf) }),
      to: destinationOf(record, nameOf),
      passedOver: near.length,
      ...{ sentence, details },
      ...(movedAgainAt !== undefined && { movedAgainAt }),
      ...(answeredAt !== undefined && { answeredAt }),
    };
  });
  const notAsked = wts.whyNot();
  return {
    ...{ place: connection.place, account, since: new Date(sinceMs).toISOString(), moves, isWhole, withAnswers },
    ...(notAsked !== undefined && { notAsked }),
  };
};
