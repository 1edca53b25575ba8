// The open sessions for which a time has come, found from the list alone: WTS is asked about one only where the list leaves a doubt.

import type { SessionFacts } from "../core/sessions/session-facts.ts";
import type { Clock } from "../runtime/clock.ts";
import type { WtsClient } from "../wts/client.ts";
import type { MoveRecords } from "./records/session-moves.ts";
import type { ReplyReader } from "./reply-reader.ts";
import { dueRouting } from "./rules/due-trigger.ts";
import type { Candidate, RoutingContext, RoutingState } from "./rules/routing-context.ts";
import type { RoutingPolicy } from "./rules/routing-policy.ts";
import { waitingSinceMs } from "./rules/waiting-contact.ts";

export interface Scan {
  account: string;
  client: Pick<WtsClient, "listMessages">;
  policies: readonly RoutingPolicy[];
  names: RoutingContext["names"];
  /** As they are now: they change while sessions are given out. */
  candidates(): readonly Candidate[];
}

export interface DueSessions {
  /** Whether anything is to be done for it now. */
  isDue(scan: Scan, facts: SessionFacts): Promise<boolean>;
}

/** Of a session that was answered, the record of its policy changes only with a move, or with a wait that begins. */
const stateAgeMs = 300_000;
/** In one run; the others are looked at in the next. */
const looksPerRun = 150;

interface KnownState {
  readAtMs: number;
  of: string;
  state: RoutingState | undefined;
}

export interface DueSessionsDependencies {
  moves: MoveRecords;
  replies: ReplyReader;
  /** Kept for as long as the process lives. */
  states: Map<string, KnownState>;
  day: string;
  clock: Pick<Clock, "now">;
}

/** For one run of one account. */
export const dueSessions = ({ moves, replies, states, day, clock }: DueSessionsDependencies): DueSessions => {
  let looks = 0;

  const stateOf = async (account: string, facts: SessionFacts): Promise<RoutingState | undefined> => {
    const { id, departmentId, userId, lastMessageInMs, lastMessageOutMs } = facts;
    const known = replies.known(facts);
    const mayBeAnswered = userId !== null && waitingSinceMs(facts, known ?? {}) === undefined;
    const of = [departmentId, userId, lastMessageInMs, lastMessageOutMs].join("/");
    const held = states.get(id);
    if (mayBeAnswered && held?.of === of && clock.now() - held.readAtMs < stateAgeMs) return held.state;
    const { state } = await moves.read({ account, sessionId: id }, day, { departmentId, userId });
    states.set(id, { readAtMs: clock.now(), of, state });
    return state;
  };

  return {
    isDue: async ({ account, client, policies, names, candidates }, facts) => {
      const state = await stateOf(account, facts);
      const context = { nowMs: clock.now(), candidates: candidates(), names, ...(state && { state }) };
      const due = dueRouting(facts, policies, { ...context, ...replies.known(facts) });
      if (!due?.needsMessages) return due !== undefined;
      if (looks >= looksPerRun) return false;
      looks += 1;
      return dueRouting(facts, policies, { ...context, ...(await replies.read(client, facts)) }) !== undefined;
    },
  };
};
