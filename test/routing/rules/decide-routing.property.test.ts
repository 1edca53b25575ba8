// What holds for every routing decision, whoever asks.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { SessionFacts } from "../../../lib/core/sessions/session-facts.ts";
import { languages } from "../../../lib/core/texts/language.ts";
import type { Candidate } from "../../../lib/routing/rules/candidate.ts";
import { capacityOf } from "../../../lib/routing/rules/capacity-of.ts";
import { decideRouting } from "../../../lib/routing/rules/decide-routing.ts";
import { dueTrigger } from "../../../lib/routing/rules/due-trigger.ts";
import { rejectionText, routingReasonText, skipText } from "../../../lib/routing/rules/reason-texts.ts";
import type { RoutingContext, RoutingState } from "../../../lib/routing/rules/routing-context.ts";
import type { RoutingDecision } from "../../../lib/routing/rules/routing-decision.ts";
import { anyCandidates, anyQuestion, userIds } from "./support/any-routing.ts";
import {
  context,
  minute,
  now,
  type PolicyInput,
  person,
  policiesOf,
  policy,
  sales,
  session,
} from "./support/routing.ts";

const runs = { numRuns: 1_500 };

/** In one department, or in the whole account. */
const loadOf = (candidate: Candidate, { userId: ownerId, departmentId }: SessionFacts, within?: string): number => {
  const { openSessions, reserved } = within === undefined ? candidate : (candidate.loads?.[within] ?? candidate);
  const isCounted = candidate.userId === ownerId && (within === undefined || within === departmentId);
  return openSessions + reserved - (isCounted ? 1 : 0);
};

const chosenOf = ({ userId }: RoutingDecision, { candidates }: RoutingContext) =>
  candidates.find((candidate) => candidate.userId === userId);

describe("any decision", () => {
  test("names nobody who is unavailable, full or not a member, as read", () => {
    let assigned = 0;
    fc.assert(
      fc.property(anyQuestion, ({ facts, policies, context }) => {
        const decision = decideRouting(facts, policies, context);
        if (decision.userId === undefined) return;
        assigned += 1;
        const chosen = chosenOf(decision, context);
        expect(chosen?.available).toBe(true);
        expect(chosen?.departmentIds).toContain(decision.departmentId);
        const capacity = capacityOf(policies.find(({ name }) => name === decision.policy));
        const load =
          chosen && loadOf(chosen, facts, capacity?.per === "department" ? decision.departmentId : undefined);
        expect(load).toBeLessThan(capacity?.sessions ?? Number.POSITIVE_INFINITY);
        expect(decision.capacity).toBe(capacity?.sessions);
      }),
      runs,
    );
    // Otherwise nothing was looked at.
    expect(assigned).toBeGreaterThan(20);
  });

  test("chooses or rejects everybody once it has come to people, each once and with a reason", () => {
    let came = 0;
    fc.assert(
      fc.property(anyQuestion, ({ facts, policies, context }) => {
        const decision = decideRouting(facts, policies, context);
        if (decision.userId === undefined && decision.rejected.length === 0) return;
        came += 1;
        // A session that is already with whom it was meant for is kept.
        const owner = decision.action === "keep" ? facts.userId : undefined;
        const rejected = decision.rejected.map(({ userId }) => userId);
        const others = context.candidates
          .map(({ userId }) => userId)
          .filter((userId) => userId !== decision.userId && (userId !== owner || rejected.includes(userId)));
        expect(rejected.toSorted()).toEqual(others.toSorted());
        for (const language of languages) {
          const locale = { language, timeZone: "America/Sao_Paulo" };
          for (const rejected of decision.rejected) expect(rejectionText(rejected, locale)).toMatch(/\w/);
          for (const reason of decision.reasons) expect(routingReasonText(reason, locale)).toMatch(/\w/);
          for (const skipped of decision.skipped) expect(skipText(skipped, locale)).toMatch(/\w/);
        }
      }),
      runs,
    );
    expect(came).toBeGreaterThan(40);
  });

  test("moves to a place where the session is not yet, only open sessions, and says why", () => {
    let moves = 0;
    fc.assert(
      fc.property(anyQuestion, ({ facts, policies, context }) => {
        const decision = decideRouting(facts, policies, context);
        expect(decision.reasons.length).toBeGreaterThan(0);
        const isMove = decision.action !== "keep";
        expect(isMove).toBe(decision.departmentId !== undefined);
        if (decision.action === "queue") expect(decision.userId).toBeUndefined();
        if (decision.action === "assign") expect(userIds).toContain(decision.userId);
        if (!isMove) return;
        moves += 1;
        expect(["STARTED", "PENDING", "IN_PROGRESS"]).toContain(facts.status);
        expect([decision.departmentId, decision.userId ?? null]).not.toEqual([facts.departmentId, facts.userId]);
        expect(context.hopsToday).toBeLessThan(context.maxHopsPerDay);
      }),
      runs,
    );
    expect(moves).toBeGreaterThan(40);
  });

  test("is plain JSON and the same every time", () => {
    fc.assert(
      fc.property(anyQuestion, ({ facts, policies, context }) => {
        const { state, ...decision } = decideRouting(facts, policies, context);
        expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
        expect(decideRouting(facts, policies, context)).toEqual({ ...decision, ...(state && { state }) });
      }),
      { numRuns: 500 },
    );
  });

  test("what the schedule finds due is decided so, once the messages are known", () => {
    let due = 0;
    fc.assert(
      fc.property(anyQuestion, ({ facts, policies, context }) => {
        const found = dueTrigger(facts, policies, context);
        if (!found || found.needsMessages) return;
        due += 1;
        const asked = { ...context, trigger: { on: found.on }, hopsToday: 0, cursors: new Map() };
        const { action, failed, state } = decideRouting(facts, policies, asked);
        expect(action !== "keep" || failed || state !== undefined).toBe(true);
      }),
      runs,
    );
    expect(due).toBeGreaterThan(40);
  });
});

describe("round robin", () => {
  test("the spread stays within one over any stretch in which the same people can take it", () => {
    fc.assert(
      fc.property(
        fc.subarray(userIds, { minLength: 1 }),
        fc.nat({ max: 1_000 }),
        fc.integer({ min: 1, max: 30 }),
        (ids, start, length) => {
          const policies = policiesOf(policy({ strategy: "round-robin" }));
          const counts = new Map(ids.map((userId) => [userId, 0]));
          let value = start;
          for (let turn = 0; turn < length; turn += 1) {
            const key = `sales/0/${sales}`;
            const candidates = ids.map((userId) => person(userId));
            const asked = context("SESSION_NEW", { candidates, cursors: new Map([[key, value]]) });
            const { userId = "", cursor } = decideRouting(session(), policies, asked);
            expect(cursor).toEqual({ key, value });
            counts.set(userId, (counts.get(userId) ?? 0) + 1);
            value += 1;
          }
          const spread = Math.max(...counts.values()) - Math.min(...counts.values());
          expect(spread).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("least open sessions", () => {
  test("nobody who could take it has fewer, nor as few and waits longer", () => {
    let compared = 0;
    let equals = 0;
    fc.assert(
      fc.property(anyCandidates, (candidates) => {
        const decision = decideRouting(session(), policiesOf(policy()), context("SESSION_NEW", { candidates }));
        const chosen = candidates.find(({ userId }) => userId === decision.userId);
        if (!chosen) return;
        const others = candidates.filter(({ userId }) =>
          decision.rejected.some((each) => each.userId === userId && each.code === "NOT_NEXT"),
        );
        const load = (each: Candidate) => each.openSessions + each.reserved;
        for (const other of others) {
          compared += 1;
          expect(load(other)).toBeGreaterThanOrEqual(load(chosen));
          if (load(other) !== load(chosen) || !Number.isFinite(chosen.lastAssignedAtMs ?? 0)) continue;
          equals += 1;
          expect((other.lastAssignedAtMs ?? 0) < (chosen.lastAssignedAtMs ?? 0)).toBe(false);
        }
      }),
      runs,
    );
    expect(compared).toBeGreaterThan(400);
    expect(equals).toBeGreaterThan(25);
  });
});

describe("capacity", () => {
  test("is held through any sequence of arrivals, with every assignment reserved at once", () => {
    let assigned = 0;
    let full = 0;
    fc.assert(
      fc.property(
        fc.constantFrom<NonNullable<PolicyInput["strategy"]>>("least-open", "round-robin"),
        fc.integer({ min: 1, max: 4 }),
        anyCandidates,
        fc.array(fc.boolean(), { minLength: 1, maxLength: 25 }),
        (strategy, capacity, start, events) => {
          const policies = policiesOf(policy({ strategy, capacity }));
          const reserved = new Map(start.map(({ userId }) => [userId, 0]));
          const cursors = new Map<string, number>();
          for (const isArrival of events) {
            if (!isArrival) {
              // Somebody finishes one.
              const [busy] = [...reserved].find(([, count]) => count > 0) ?? [];
              if (busy !== undefined) reserved.set(busy, (reserved.get(busy) ?? 0) - 1);
              continue;
            }
            const candidates = start.map((each) => ({ ...each, reserved: reserved.get(each.userId) ?? 0 }));
            const { userId, cursor } = decideRouting(
              session(),
              policies,
              context("SESSION_NEW", { candidates, cursors }),
            );
            if (userId === undefined) {
              full += 1;
              continue;
            }
            assigned += 1;
            reserved.set(userId, (reserved.get(userId) ?? 0) + 1);
            if (cursor) cursors.set(cursor.key, cursor.value + 1);
            const load =
              (candidates.find((each) => each.userId === userId)?.openSessions ?? 0) + (reserved.get(userId) ?? 0);
            expect(load).toBeLessThanOrEqual(capacity);
          }
        },
      ),
      { numRuns: 500 },
    );
    expect(assigned).toBeGreaterThan(250);
    expect(full).toBeGreaterThan(400);
  });
});

/** Applies what is decided, as the function does, until nothing is decided any more. */
const applied = (facts: SessionFacts, decision: RoutingDecision): SessionFacts => ({
  ...facts,
  departmentId: decision.departmentId ?? facts.departmentId,
  userId: decision.departmentId === undefined ? facts.userId : (decision.userId ?? null),
});

describe("a chain of decisions", () => {
  test("ends at the hop limit, whatever the policies are and whatever triggers come", () => {
    let ended = 0;
    fc.assert(
      fc.property(
        anyQuestion,
        fc.array(
          fc.constantFrom(
            "SESSION_NEW",
            "SESSION_UPDATE",
            "requested",
            "ownerSilent",
            "ownerUnavailable",
            "backlog",
            "noFirstResponse",
            "escalation",
          ),
          { minLength: 5, maxLength: 40 },
        ),
        ({ facts, policies, context: asked }, triggers) => {
          let current = facts;
          let state: RoutingState | undefined = asked.state;
          let hops = 0;
          for (const [index, on] of triggers.entries()) {
            const { state: _before, ...rest } = asked;
            const decision = decideRouting(current, policies, {
              ...rest,
              ...(state && { state }),
              trigger: { ...asked.trigger, on: on as RoutingContext["trigger"]["on"] },
              nowMs: now + index * 30 * minute,
              hopsToday: hops,
            });
            if (decision.action !== "keep") hops += 1;
            if (decision.state) state = decision.state;
            current = applied(current, decision);
          }
          expect(hops).toBeLessThanOrEqual(asked.maxHopsPerDay);
          if (hops === asked.maxHopsPerDay) ended += 1;
        },
      ),
      { numRuns: 500 },
    );
    // Some come to it: otherwise the limit was not tried.
    expect(ended).toBeGreaterThan(5);
  });

  test("of escalation goes through the steps in their order, at most once each, and then ends", () => {
    let chains = 0;
    fc.assert(
      fc.property(anyQuestion, fc.nat({ max: 3 }), ({ facts, policies, context: asked }, extra) => {
        const [first] = policies;
        if (!first) return;
        const waiting: SessionFacts = {
          ...facts,
          status: "PENDING",
          lastMessageInMs: now - minute,
          lastMessageOutMs: null,
          firstResponseMs: undefined,
        };
        let current = waiting;
        let state: RoutingState | undefined = {
          policy: first.name,
          step: 0,
          atMs: now,
          departmentId: waiting.departmentId,
          userId: waiting.userId,
          originDepartmentId: null,
          tried: [],
        };
        const steps: number[] = [];
        for (let round = 1; round <= first.escalation.length + 2 + extra; round += 1) {
          const { lastReplyMs: _lookedUp, ...rest } = asked;
          const decision: RoutingDecision = decideRouting(current, policies, {
            ...rest,
            trigger: { on: "escalation" },
            state,
            nowMs: now + round * 60 * minute,
            hopsToday: 0,
            maxHopsPerDay: 100,
          });
          if (decision.state) {
            steps.push(decision.state.step);
            state = decision.state;
          }
          current = applied(current, decision);
        }
        if (steps.length > 1) chains += 1;
        expect(steps).toEqual([...new Set(steps)].toSorted((one, other) => one - other));
        expect(Math.max(0, ...steps)).toBeLessThanOrEqual(first.escalation.length + 1);
      }),
      { numRuns: 500 },
    );
    expect(chains).toBeGreaterThan(25);
  });
});
