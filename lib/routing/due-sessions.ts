// Finds the open sessions for which a time has come from the list alone: WTS is asked about one only where the list leaves a doubt.
import type { SessionFacts } from "../core/sessions/session-facts.ts";
import type { Holds } from "../records/holds.ts";
import type { Clock } from "../runtime/clock.ts";
import type { WtsClient } from "../wts/client.ts";
import type { MoveRecords } from "./records/session-moves.ts";
import type { ReplyReader } from "./reply-reader.ts";
import type { Candidate } from "./rules/candidate.ts";
import { dueTrigger } from "./rules/due-trigger.ts";
import { isHeldBack } from "./rules/held-session.ts";
import type { RoutingContext, RoutingState } from "./rules/routing-context.ts";
import type { RoutingPolicy } from "./rules/routing-policy.ts";
import { waitingSinceMs } from "./rules/waiting-contact.ts";

/** The record of a session that was answered changes only with a move, or with a wait that begins. */
const stateMaxAgeMs = 300_000;
/** One run looks into so many sessions; the others are looked into in the next. */
const looksPerRun = 150;

/** What was read of sessions, by id. */
export type KnownStates = Map<string, { readAtMs: number; of: string; state: RoutingState | undefined }>;

interface DueFinderOptions {
  account: string;
  client: Pick<WtsClient, "listMessages">;
  policies: readonly RoutingPolicy[];
  names: RoutingContext["names"];
  /** Of the policies, as their calendars are now. */
  hours: RoutingContext["hours"];
  /** The people as they are now: they change while sessions are given out. */
  candidates(): readonly Candidate[];
  moves: MoveRecords;
  replies: ReplyReader;
  holds: Pick<Holds, "read">;
  /** Whoever is not among them has no hold that stands. */
  heldIds: ReadonlySet<string>;
  /** They are kept for as long as the process lives. */
  states: KnownStates;
  day: string;
  clock: Pick<Clock, "now">;
}

/** Answers in one run of one account whether anything is to be done for a session now. */
export const dueFinder = ({
  account,
  moves,
  replies,
  holds,
  heldIds,
  states,
  day,
  clock,
  ...asked
}: DueFinderOptions) => {
  let looks = 0;

  const stateOf = async (facts: SessionFacts): Promise<RoutingState | undefined> => {
    const { id, departmentId, userId, lastMessageInMs, lastMessageOutMs } = facts;
    const known = replies.known(facts);
    const mayBeAnswered = userId !== null && waitingSinceMs(facts, known ?? {}) === undefined;
    const of = [departmentId, userId, lastMessageInMs, lastMessageOutMs].join("/");
    const held = states.get(id);
    if (mayBeAnswered && held?.of === of && clock.now() - held.readAtMs < stateMaxAgeMs) return held.state;
    const { state } = await moves.read({ account, sessionId: id }, day, { departmentId, userId });
    states.set(id, { readAtMs: clock.now(), of, state });
    return state;
  };

  return async (facts: SessionFacts): Promise<boolean> => {
    const { client, policies, names, hours, candidates } = asked;
    const state = await stateOf(facts);
    const known = { nowMs: clock.now(), candidates: candidates(), names, readsCourtesy: replies.readsCourtesy };
    const context = { ...known, ...(hours && { hours }), ...(state && { state }) };
    const due = dueTrigger(facts, policies, { ...context, ...replies.known(facts) });
    const isListed = heldIds.has(facts.id);
    if (!due || (!due.needsMessages && !isListed)) return due !== undefined;
    const heard = replies.known(facts);
    if (heard === undefined && looks >= looksPerRun) return false;
    if (heard === undefined) looks += 1;
    const read = heard ?? (await replies.read(client, facts));
    if (isListed && isHeldBack(await holds.read(account, facts.id), facts, read, clock.now())) return false;
    return dueTrigger(facts, policies, { ...context, ...read }) !== undefined;
  };
};
