// Says who would get the sessions that wait with nobody, or with somebody who is away: by the code that decides it every minute.
import { defineConfig, type HooksConfig } from "../../lib/config.ts";
import type { SessionFacts } from "../../lib/core/sessions/session-facts.ts";
import type { Candidate } from "../../lib/routing/rules/candidate.ts";
import { decideRouting } from "../../lib/routing/rules/decide-routing.ts";
import { policiesOf } from "../../lib/routing/rules/policies-of.ts";
import type { RoutingDecision } from "../../lib/routing/rules/routing-decision.ts";
import type { Person } from "../../lib/wts/directory.ts";

export interface RoutedSession {
  facts: SessionFacts;
  decision: RoutingDecision;
}

/** A rule that anybody could write: to whoever of the session's department has the fewest open sessions. */
const trialPolicies = (given: Pick<HooksConfig, "timeZone" | "language">) => {
  const { routing, account } = defineConfig({
    ...given,
    routing: { policies: [{ name: "menos-ocupado", when: ["backlog", "ownerUnavailable"], strategy: "least-open" }] },
  });
  return policiesOf(routing, account, account);
};

const openOf = (sessions: readonly SessionFacts[], userId: string): number =>
  sessions.filter((facts) => facts.userId === userId).length;

/** The longest wait comes first, and whoever gets one has one more when the next is given out. */
export const tryRouting = (
  waiting: readonly SessionFacts[],
  {
    sessions,
    people,
    nowMs,
    locale,
  }: {
    sessions: readonly SessionFacts[];
    people: readonly Person[];
    nowMs: number;
    locale: Pick<HooksConfig, "timeZone" | "language">;
  },
): readonly RoutedSession[] => {
  const policies = trialPolicies(locale);
  const given = new Map<string, number>();
  const isAway = (userId: string) => people.some((person) => person.userId === userId && !person.available);
  return waiting
    .filter(({ userId }) => userId === null || isAway(userId))
    .map((facts) => {
      const candidates = people.map(
        (person): Candidate => ({
          ...person,
          openSessions: openOf(sessions, person.userId),
          reserved: given.get(person.userId) ?? 0,
        }),
      );
      const decision = decideRouting(facts, policies, {
        trigger: { on: facts.userId === null ? "backlog" : "ownerUnavailable" },
        nowMs,
        candidates,
        names: { departments: new Map(), users: new Map() },
        cursors: new Map(),
        hopsToday: 0,
        maxHopsPerDay: 1,
      });
      if (typeof decision.userId === "string") given.set(decision.userId, (given.get(decision.userId) ?? 0) + 1);
      return { facts, decision };
    });
};
