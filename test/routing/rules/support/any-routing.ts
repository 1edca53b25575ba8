// Any routing question at all: also such as no sane configuration and no sane WTS would ask.
import fc from "fast-check";
import type { SessionFacts } from "../../../../lib/core/sessions/session-facts.ts";
import type { Candidate } from "../../../../lib/routing/rules/candidate.ts";
import type { RoutingContext, RoutingState } from "../../../../lib/routing/rules/routing-context.ts";
import type { RoutingPolicy, TriggerName } from "../../../../lib/routing/rules/routing-policy.ts";
import { strategyNames } from "../../../../lib/routing/rules/strategies.ts";
import { names, now, sales, support, triage } from "./routing.ts";

export const userIds = ["ana", "bia", "caio", "davi"];
const departmentIds = [sales, support, triage];
const mostly = <Value>(usual: fc.Arbitrary<Value>, odd: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: odd });
const departmentName = mostly(fc.constantFrom("Sales", "Support", "Triage"), fc.constantFrom("Nowhere", "constructor"));
const userName = mostly(fc.constantFrom("Ana", "Bia", "Caio", "Davi"), fc.constantFrom("Zoe", "__proto__"));
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const strangeMs = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -1, 8.64e15);
const instant = mostly<number>(fc.integer({ min: now - 7_200_000, max: now + 60_000 }), strangeMs);

const policyTriggers = [
  "SESSION_NEW",
  "SESSION_UPDATE",
  "requested",
  "ownerUnavailable",
  "backlog",
  "noFirstResponse",
  "ownerSilent",
] as const;

const triggerNames: readonly TriggerName[] = [...policyTriggers, "escalation"];

const anyCandidate = (userId: string): fc.Arbitrary<Candidate> =>
  fc.record(
    {
      userId: fc.constant(userId),
      available: mostly(fc.constant(true), fc.constant(false)),
      departmentIds: mostly(fc.subarray(departmentIds, { minLength: 1 }), fc.constant<string[]>([])),
      openSessions: fc.nat({ max: 5 }),
      reserved: fc.nat({ max: 2 }),
      lastAssignedAtMs: fc.oneof(instant, fc.constant(0)),
      loads: fc.record(
        Object.fromEntries(
          departmentIds.map((id) => [
            id,
            fc.record({ openSessions: fc.nat({ max: 4 }), reserved: fc.nat({ max: 2 }) }),
          ]),
        ),
      ),
    },
    { requiredKeys: ["userId", "available", "departmentIds", "openSessions", "reserved"] },
  );

export const anyCandidates: fc.Arbitrary<Candidate[]> = fc
  .oneof({ weight: 9, arbitrary: fc.shuffledSubarray(userIds, { minLength: 2 }) }, fc.shuffledSubarray(userIds))
  .chain((ids) => fc.tuple(...ids.map(anyCandidate)));

const anyPolicyTrigger = (on: (typeof policyTriggers)[number]): fc.Arbitrary<RoutingPolicy["when"][number]> => {
  const minutes = fc.nat({ max: 30 });
  if (on === "noFirstResponse") return minutes.map((number) => ({ noFirstResponse: { minutes: number } }));
  if (on === "ownerSilent") return minutes.map((number) => ({ ownerSilent: { minutes: number } }));
  return fc.constant(on);
};

const emptyMatch = fc.constant<RoutingPolicy["match"]>({});

const anyPolicy: fc.Arbitrary<RoutingPolicy> = fc.record({
  name: fc.constant(""),
  enabled: fc.constant(true),
  account: fc.constant(undefined),
  when: fc.subarray([...policyTriggers], { minLength: 3 }).chain((all) => fc.tuple(...all.map(anyPolicyTrigger))),
  match: fc.oneof(
    { weight: 4, arbitrary: emptyMatch },
    fc.record({ department: orNull(departmentName) }),
    fc.record({ handledBy: fc.constantFrom("bot", "human", "nobody") }),
  ),
  except: fc.oneof({ weight: 4, arbitrary: emptyMatch }, fc.record({ tags: fc.constant("vip") })),
  department: maybe(departmentName),
  users: maybe(fc.array(userName, { minLength: 1, maxLength: 3 })),
  strategy: fc.constantFrom(...strategyNames),
  capacity: maybe(
    fc.oneof(
      fc.integer({ min: 1, max: 6 }),
      fc.record({ sessions: fc.integer({ min: 1, max: 6 }), per: fc.constantFrom("account", "department") }),
    ),
  ),
  stickyOwner: maybe(fc.record({ days: fc.integer({ min: 1, max: 3 }), cover: fc.constantFrom("others", "queue") })),
  botAtWork: fc.constantFrom("leave", "route"),
  escalation: fc.array(
    fc.record({
      afterMinutes: fc.integer({ min: 1, max: 10 }),
      to: fc.record({ department: maybe(departmentName), user: maybe(userName) }),
    }),
    { maxLength: 3 },
  ),
  fallback: maybe(fc.record({ department: departmentName, afterMinutes: maybe(fc.integer({ min: 1, max: 10 })) })),
  note: fc.boolean(),
  metadata: fc.boolean(),
});

const anyPolicies = fc
  .array(anyPolicy, { maxLength: 3 })
  .map((policies) => policies.map((policy, index) => ({ ...policy, name: ["one", "two", "three"][index] ?? "" })));

const anyFacts: fc.Arbitrary<SessionFacts> = fc.record({
  id: fc.constant("s-1"),
  status: mostly(
    fc.constantFrom<SessionFacts["status"]>("STARTED", "PENDING", "IN_PROGRESS"),
    fc.constantFrom<SessionFacts["status"]>("COMPLETED", "HIDDEN", undefined),
  ),
  departmentId: orNull(fc.constantFrom(...departmentIds, "d-elsewhere")),
  userId: fc.option(fc.constantFrom(...userIds, "gone"), { nil: null, freq: 1 }),
  botId: fc.option(fc.constant("bot"), { nil: null, freq: 1 }),
  contactId: maybe(fc.constant("c-1")),
  channelId: maybe(fc.constant("ch-1")),
  channelType: maybe(fc.constant("INSTAGRAM")),
  type: maybe(fc.constantFrom("INDIVIDUAL", "GROUP")),
  tags: maybe(fc.subarray(["vip", "new"])),
  metadata: fc.dictionary(fc.string(), fc.anything(), { maxKeys: 2 }),
  createdAtMs: maybe(instant),
  lastMessageInMs: fc.option(maybe(instant), { nil: null }),
  lastMessageOutMs: fc.option(maybe(instant), { nil: null }),
  lastInteractionMs: maybe(instant),
  firstResponseMs: maybe(instant),
  windowStatus: fc.constant(undefined),
});

const anyState: fc.Arbitrary<RoutingState> = fc.record({
  policy: fc.constantFrom("one", "two", "gone"),
  step: fc.integer({ min: -1, max: 6 }),
  atMs: instant,
  departmentId: orNull(fc.constantFrom(...departmentIds)),
  userId: orNull(fc.constantFrom(...userIds)),
  originDepartmentId: orNull(fc.constantFrom(...departmentIds)),
  tried: fc.subarray(userIds),
});

const anyTrigger: fc.Arbitrary<RoutingContext["trigger"]> = fc.record(
  {
    on: fc.constantFrom(...triggerNames),
    policy: fc.constantFrom("one", "two", "gone"),
    to: fc.record({ department: departmentName, user: userName }, { requiredKeys: [] }),
    movedByPerson: fc.boolean(),
  },
  { requiredKeys: ["on"] },
);

const anyContext: fc.Arbitrary<RoutingContext> = fc.record(
  {
    trigger: anyTrigger,
    nowMs: fc.constant(now),
    candidates: anyCandidates,
    names: fc.constant(names),
    cursors: fc.constantFrom(new Map(), new Map([[`one/0/${sales}`, 7]]), new Map([[`one/0/${sales}`, Number.NaN]])),
    hopsToday: fc.nat({ max: 4 }),
    maxHopsPerDay: fc.integer({ min: 1, max: 10 }),
    lastServed: fc.record({ userId: fc.constantFrom(...userIds, "gone"), atMs: instant }),
    state: anyState,
    lastReplyMs: orNull(instant),
    waitingSinceMs: instant,
  },
  { requiredKeys: ["trigger", "nowMs", "candidates", "names", "cursors", "hopsToday", "maxHopsPerDay"] },
);

/** With a state that is of this very session, so that its chain goes on. */
export const anyQuestion = fc
  .tuple(anyFacts, anyPolicies, anyContext, fc.boolean())
  .map(([facts, policies, context, isLive]) => {
    const { departmentId, userId } = facts;
    const state = isLive && context.state ? { ...context.state, departmentId, userId } : context.state;
    return { facts, policies, context: { ...context, ...(state && { state }) } };
  });

/** Nearly all of these come to a choice by turns: a policy that goes round is about the session, and everybody can take it. */
export const anyRoundRobinQuestion = fc
  .record({
    facts: anyFacts,
    policy: anyPolicy,
    trigger: fc.constantFrom<RoutingContext["trigger"]>(
      { on: "backlog" },
      { on: "noFirstResponse" },
      { on: "escalation" },
      { on: "requested", policy: "one", to: { department: "Support" } },
    ),
    departmentId: fc.constantFrom(...departmentIds),
    originDepartmentId: orNull(fc.constantFrom(...departmentIds)),
    department: maybe(fc.constantFrom("Sales", "Support", "Triage")),
    steps: fc.array(fc.constantFrom("Sales", "Support", "Triage"), { minLength: 1, maxLength: 3 }),
    step: fc.nat({ max: 2 }),
  })
  .map(({ facts, policy, trigger, departmentId, originDepartmentId, department, steps, step }) => {
    const hourAgo = now - 3_600_000;
    // Where a chain is under way, no first response begins it again.
    const isUnderWay = trigger.on !== "noFirstResponse";
    const state = { policy: "one", step: Math.min(step, steps.length - 1), atMs: hourAgo, departmentId, userId: null };
    const goesRound: RoutingPolicy = {
      ...policy,
      ...{ name: "one", strategy: "round-robin", when: ["backlog", { noFirstResponse: { minutes: 1 } }] },
      ...{ match: {}, except: {}, department, users: undefined, capacity: undefined },
      escalation: steps.map((to) => ({ afterMinutes: 1, to: { department: to } })),
    };
    return {
      facts: {
        ...facts,
        ...{ status: "PENDING" as const, departmentId, userId: null, firstResponseMs: undefined },
        ...{ createdAtMs: hourAgo, lastMessageInMs: hourAgo + 1, lastMessageOutMs: null },
      },
      policies: [goesRound],
      context: {
        ...{ trigger, nowMs: now, names, cursors: new Map(), hopsToday: 0, maxHopsPerDay: 10 },
        candidates: userIds.map(
          (userId): Candidate => ({ userId, available: true, departmentIds, openSessions: 0, reserved: 0 }),
        ),
        ...(isUnderWay && { state: { ...state, originDepartmentId, tried: [] } }),
      },
    };
  });
