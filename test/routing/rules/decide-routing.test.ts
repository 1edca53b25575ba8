// Who gets a session, in the words of whoever wrote the policy.
import { describe, expect, test } from "@jest/globals";
import type { SessionFacts } from "../../../lib/core/sessions/session-facts.ts";
import { decideRouting } from "../../../lib/routing/rules/decide-routing.ts";
import type { RoutingContext, RoutingState, RoutingTrigger } from "../../../lib/routing/rules/routing-context.ts";
import type { RoutingDecision } from "../../../lib/routing/rules/routing-decision.ts";
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
  support,
  team,
  triage,
} from "./support/routing.ts";

interface Asked {
  policies?: PolicyInput[];
  facts?: Partial<SessionFacts>;
  on?: RoutingTrigger["on"] | RoutingTrigger;
  context?: Partial<Omit<RoutingContext, "trigger">>;
}

const decide = ({ policies = [policy()], facts = {}, on = "SESSION_NEW", context: more = {} }: Asked) =>
  decideRouting(session(facts), policiesOf(...policies), context(on, more));

const codes = (decision: { reasons: readonly { code: string }[] }) => decision.reasons.map(({ code }) => code);
const rejectedAs = (decision: ReturnType<typeof decide>) =>
  Object.fromEntries(decision.rejected.map(({ userId, code }) => [userId, code]));

describe("least open sessions", () => {
  test("the person with the fewest gets it; promised ones count", () => {
    const candidates = [
      person("ana", { openSessions: 2 }),
      person("bia", { openSessions: 1, reserved: 2 }),
      person("caio", { openSessions: 3 }),
    ];
    const decision = decide({ context: { candidates } });
    expect(decision).toMatchObject({ action: "assign", policy: "sales", departmentId: sales, userId: "ana" });
    expect(rejectedAs(decision)).toEqual({ bia: "NOT_NEXT", caio: "NOT_NEXT" });
    expect(decision.reasons).toEqual([
      { code: "CHOSEN", params: { strategy: "least-open", eligible: 3, openSessions: 2 } },
    ]);
  });

  test("of equals, who has waited longest since the last assignment", () => {
    const candidates = [
      person("ana", { lastAssignedAtMs: now - 5 * minute }),
      person("bia", { lastAssignedAtMs: now - 9 * minute }),
    ];
    expect(decide({ context: { candidates } }).userId).toBe("bia");
    expect(decide({ context: { candidates: [...candidates, person("caio")] } }).userId).toBe("caio");
  });

  test("a time that is no number counts as never, and hides nobody who has waited longer", () => {
    const candidates = [
      person("ana", { lastAssignedAtMs: now - 5 * minute }),
      person("bia", { lastAssignedAtMs: Number.NaN }),
      person("caio", { lastAssignedAtMs: -1 }),
    ];
    expect(decide({ context: { candidates } }).userId).toBe("caio");
    expect(decide({ context: { candidates: candidates.slice(0, 2) } }).userId).toBe("bia");
  });

  test("a count that is no number is nobody's gain: others come first, and it is beyond every capacity", () => {
    const candidates = [
      person("ana", { openSessions: 2 }),
      person("bia", { openSessions: Number.NaN }),
      person("caio", { openSessions: 1 }),
    ];
    expect(decide({ context: { candidates } }).userId).toBe("caio");
    const decision = decide({ policies: [policy({ capacity: 1 })], context: { candidates } });
    expect(rejectedAs(decision)).toMatchObject({ bia: "FULL" });
  });

  test("nobody beyond the capacity, away, or of another department", () => {
    const candidates = [
      person("ana", { openSessions: 3, reserved: 1 }),
      person("bia", { available: false }),
      person("caio", { departmentIds: [support] }),
      person("davi", { openSessions: 3 }),
    ];
    const decision = decide({ policies: [policy({ capacity: 4 })], context: { candidates } });
    expect(decision).toMatchObject({ userId: "davi", capacity: 4 });
    expect(rejectedAs(decision)).toEqual({ ana: "FULL", bia: "UNAVAILABLE", caio: "NOT_A_MEMBER" });
  });

  test("only those the policy names", () => {
    const decision = decide({ policies: [policy({ users: ["Bia"] })] });
    expect(decision.userId).toBe("bia");
    expect(rejectedAs(decision)).toEqual({ ana: "NOT_LISTED", caio: "NOT_LISTED" });
  });
});

describe("round robin", () => {
  const policies = [policy({ strategy: "round-robin" })];

  test.each([
    [0, "ana"],
    [1, "bia"],
    [2, "caio"],
    [3, "ana"],
    [Number.NaN, "ana"],
    [-1, "ana"],
  ])("at %s it is the turn of %s, whatever order the list came in", (value, userId) => {
    const cursors = new Map([[`sales/0/${sales}`, value]]);
    const decision = decide({ policies, context: { cursors, candidates: team.toReversed() } });
    expect(decision.userId).toBe(userId);
    expect(decision.cursor?.key).toBe(`sales/0/${sales}`);
  });

  test("a session that its owner keeps uses up nobody's turn", () => {
    const facts = { departmentId: support, userId: "bia" };
    const decision = decide({ policies, facts });
    expect(decision).toMatchObject({ action: "assign", userId: "bia", departmentId: sales });
    expect(decision.cursor).toBeUndefined();
  });
});

describe("direct", () => {
  test("to the department's queue", () => {
    const decision = decide({
      policies: [policy({ strategy: "direct", department: "Support" })],
      context: {
        candidates: [...team, person("davi", { departmentIds: [support] })],
      },
    });
    expect(decision).toMatchObject({ action: "queue", departmentId: support });
    expect(decision.userId).toBeUndefined();
    expect(codes(decision)).toEqual(["QUEUED"]);
    expect(rejectedAs(decision)).toMatchObject({ ana: "NOT_A_MEMBER", davi: "NOT_ASKED" });
  });

  test("to the first of the people named who can take it", () => {
    const policies = [policy({ strategy: "direct", users: ["Caio", "Ana"] })];
    expect(decide({ policies }).userId).toBe("caio");
    const candidates = [person("ana"), person("bia"), person("caio", { available: false })];
    expect(decide({ policies, context: { candidates } }).userId).toBe("ana");
    expect(decide({ policies }).cursor).toBeUndefined();
  });

  test("a person alone is met in a department of theirs", () => {
    const candidates = [person("ana", { departmentIds: [support] })];
    const policies = [policy({ strategy: "direct", users: ["Ana"], department: undefined as never })];
    expect(decide({ policies, context: { candidates } })).toMatchObject({ departmentId: support, userId: "ana" });
  });
});

describe("sticky owner", () => {
  const sticky = (cover?: "others" | "queue") => [policy({ stickyOwner: { days: 30, ...(cover && { cover }) } })];
  const busyCaio = [person("ana"), person("bia"), person("caio", { openSessions: 9 })];
  const day = 24 * 60 * minute;
  const served = (atMs: number) => ({ userId: "caio", atMs });

  test("who served this contact last gets it, until the days are over", () => {
    const within = decide({
      policies: sticky(),
      context: { candidates: busyCaio, lastServed: served(now - 30 * day) },
    });
    expect(within).toMatchObject({ action: "assign", userId: "caio" });
    expect(codes(within)).toEqual(["STICKY_OWNER"]);
    expect(rejectedAs(within)).toEqual({ ana: "NOT_STICKY", bia: "NOT_STICKY" });
    const after = decide({
      policies: sticky(),
      context: { candidates: busyCaio, lastServed: served(now - 30 * day - 1) },
    });
    expect(after.userId).toBe("ana");
  });

  const away = [person("ana"), person("caio", { available: false })];
  test("is covered by the others when away", () => {
    for (const cover of [undefined, "others"] as const) {
      const decision = decide({ policies: sticky(cover), context: { candidates: away, lastServed: served(now) } });
      expect(decision.userId).toBe("ana");
    }
  });

  test("or is waited for in the queue", () => {
    const asked = { policies: sticky("queue"), context: { candidates: away, lastServed: served(now) } };
    const decision = decide({ ...asked, facts: { departmentId: triage } });
    expect(decision).toMatchObject({ action: "queue", departmentId: sales });
    expect(codes(decision)).toEqual(["STICKY_OWNER_AWAY"]);
    expect(decide(asked)).toMatchObject({ action: "keep" });
    // Nobody else gets it from the backlog either.
    const backlog = { ...asked, policies: [{ ...asked.policies[0], when: ["backlog"] } as PolicyInput] };
    expect(decide({ ...backlog, on: "backlog" })).toMatchObject({ action: "keep" });
  });

  test("no session is taken from an owner who is there, only to wait", () => {
    const candidates = [...away, person("davi", { departmentIds: [triage] })];
    const facts = { departmentId: triage, userId: "davi" };
    const decision = decide({ policies: sticky("queue"), facts, context: { candidates, lastServed: served(now) } });
    expect([decision.action, ...codes(decision)]).toEqual(["keep", "OWNED"]);
  });

  test("somebody who left the department is not waited for", () => {
    const candidates = [person("ana"), person("caio", { departmentIds: [support] })];
    const decision = decide({ policies: sticky("queue"), context: { candidates, lastServed: served(now) } });
    expect(decision.userId).toBe("ana");
  });
});

describe("a session that somebody has", () => {
  test("is left with an owner in the right department", () => {
    for (const on of ["SESSION_NEW", "SESSION_UPDATE"] as const) {
      const decision = decide({ policies: [policy({ when: [on] })], facts: { userId: "bia" }, on });
      expect(decision).toMatchObject({ action: "keep", policy: "sales" });
      expect(codes(decision)).toEqual(["OWNED"]);
    }
  });

  test("stays with an owner who has as many as the capacity allows, this one included", () => {
    const candidates = [person("ana"), person("bia", { openSessions: 3 })];
    const asked: Asked = { facts: { departmentId: support, userId: "bia" }, context: { candidates } };
    const kept = decide({ ...asked, policies: [policy({ capacity: 3 })] });
    expect([kept.userId, codes(kept)]).toEqual(["bia", ["OWNED"]]);
    expect(decide({ ...asked, policies: [policy({ capacity: 2 })] }).userId).toBe("ana");
  });

  test("is not given back to somebody who is away", () => {
    const candidates = [person("ana"), person("bia", { available: false })];
    const decision = decide({ facts: { userId: "bia" }, context: { candidates } });
    expect(decision.userId).toBe("ana");
  });

  test("is not taken from an available owner to wait in a queue", () => {
    const candidates = [person("ana", { available: false }), person("davi", { departmentIds: [support] })];
    const decision = decide({
      policies: [policy({ when: ["SESSION_UPDATE"], fallback: { department: "Triage" } })],
      facts: { departmentId: support, userId: "davi" },
      on: "SESSION_UPDATE",
      context: { candidates },
    });
    expect(decision).toMatchObject({ action: "keep", failed: false });
    expect(codes(decision)).toEqual(["NOBODY_ELIGIBLE", "OWNED"]);
  });

  test("by hand stays with whom it was given to, and in the department it was put into", () => {
    const moved = { on: "SESSION_UPDATE", movedByPerson: true } as const;
    const policies = [policy({ when: ["SESSION_UPDATE"] })];
    const left = { action: "keep", skipped: [{ policy: "sales", code: "MOVED_BY_PERSON" }] };
    expect(decide({ policies, on: moved, facts: { departmentId: support, userId: "bia" } })).toMatchObject(left);
    expect(decide({ policies, on: moved, facts: { departmentId: support } })).toMatchObject(left);
    // Into the policy's own queue: to be given out there.
    expect(decide({ policies, on: moved })).toMatchObject({ action: "assign", departmentId: sales });
  });
});

describe("which policy decides", () => {
  test("the first that has the trigger and matches; the others say why not", () => {
    const decision = decide({
      policies: [
        policy({ name: "vip", match: { tags: ["VIP"], channel: "INSTAGRAM" } }),
        policy({ name: "groups", except: { type: "INDIVIDUAL" } }),
        policy({ name: "bots", when: ["SESSION_UPDATE"] }),
        policy({ name: "all" }),
        policy({ name: "late" }),
      ],
      facts: { tags: ["vip"] },
    });
    expect(decision.policy).toBe("all");
    expect(decision.skipped).toEqual([
      { policy: "vip", code: "NOT_MATCHED", params: { criteria: ["channel"] } },
      { policy: "groups", code: "EXCEPTED", params: { criteria: ["type"] } },
    ]);
  });

  test("a policy that sent it into the queue itself is asked first, and once", () => {
    const state = {
      policy: "late",
      step: 0,
      atMs: now,
      departmentId: sales,
      userId: null,
      originDepartmentId: sales,
      tried: [],
    };
    const policies = [
      policy({ name: "early", when: ["backlog"], match: { tags: ["VIP"] } }),
      policy({ name: "late", when: ["backlog"], except: { type: "INDIVIDUAL" } }),
    ];
    const decision = decide({ policies, on: "backlog", context: { state } });
    expect(decision.skipped.map((skipped) => skipped.policy)).toEqual(["late", "early"]);
  });

  test("a doubt about a session leaves it alone, whether it would match or be excepted", () => {
    const facts = { tags: undefined };
    expect(decide({ policies: [policy({ match: { tags: "VIP" } })], facts }).action).toBe("keep");
    expect(decide({ policies: [policy({ except: { tags: "VIP" } })], facts }).action).toBe("keep");
    expect(decide({ policies: [policy({ except: { tags: "VIP" } })] }).action).toBe("assign");
  });

  test("none: it is kept, and that is no failure", () => {
    expect(decide({ policies: [policy({ match: { type: "GROUP" } })] })).toMatchObject({
      action: "keep",
      failed: false,
      reasons: [{ code: "NO_POLICY" }],
    });
  });

  test.each(["COMPLETED", "HIDDEN", undefined] as const)("a session in status %s is never moved", (status) => {
    const decision = decide({ facts: { status } });
    expect(decision).toMatchObject({ action: "keep", failed: false });
    expect(codes(decision)).toEqual(["NOT_OPEN"]);
  });

  test("a bot is left at its work, unless the policy says otherwise", () => {
    const facts = { status: "STARTED" as const, botId: "bot-1" };
    expect(decide({ facts })).toMatchObject({ action: "keep", skipped: [{ code: "BOT_AT_WORK" }] });
    expect(decide({ facts, policies: [policy({ botAtWork: "route" })] })).toMatchObject({
      action: "assign",
      stopBot: true,
    });
    // WTS keeps the bot's id in the queue as well, where the bot is done.
    const queued = decide({ facts: { ...facts, status: "PENDING" } });
    expect(queued).toMatchObject({ action: "assign", skipped: [] });
    expect(queued.stopBot).toBeUndefined();
    // WTS keeps the bot's id with a session that a person has taken.
    const taken = decide({ facts: { ...facts, userId: "bia", departmentId: support } });
    expect(taken).toMatchObject({ action: "assign", userId: "bia", skipped: [] });
    expect(taken.stopBot).toBeUndefined();
  });
});

describe("nobody can take it", () => {
  const away = team.map((each) => ({ ...each, available: false }));
  const inTriage = [...away, person("davi", { departmentIds: [triage] })];

  test("it goes to the queue of the fallback department", () => {
    const decision = decide({
      policies: [policy({ fallback: { department: "Triage" } })],
      context: { candidates: inTriage },
    });
    expect(decision).toMatchObject({ action: "queue", departmentId: triage, failed: false });
    expect(codes(decision)).toEqual(["NOBODY_ELIGIBLE", "FALLBACK"]);
    expect(decision.reasons[0]).toMatchObject({ params: { rejected: { UNAVAILABLE: 3 } } });
    expect(decision.state).toMatchObject({ policy: "sales", step: 1, originDepartmentId: sales, departmentId: triage });
  });

  test("it is said how many there were, and why not they", () => {
    const some = [
      person("ana", { available: false }),
      person("bia", { openSessions: 2 }),
      person("caio", { openSessions: 2 }),
    ];
    const decision = decide({ policies: [policy({ capacity: 2 })], context: { candidates: some } });
    expect(decision.reasons[0]).toEqual({
      code: "NOBODY_ELIGIBLE",
      params: { rejected: { UNAVAILABLE: 1, FULL: 2 } },
    });
  });

  test("without a fallback it goes to the department's own queue", () => {
    const decision = decide({ facts: { departmentId: triage }, context: { candidates: away } });
    expect(decision).toMatchObject({ action: "queue", departmentId: sales });
  });

  test("in that queue already, it is kept", () => {
    expect(decide({ context: { candidates: away } })).toMatchObject({
      action: "keep",
      failed: false,
      reasons: [{ code: "NOBODY_ELIGIBLE" }, { code: "ALREADY_THERE" }],
    });
  });

  test("an empty directory moves nothing", () => {
    const decision = decide({ facts: { userId: "gone" }, context: { candidates: [] } });
    expect(codes(decision)).toEqual(["DIRECTORY_EMPTY"]);
  });
});

describe("what the configuration could not know", () => {
  test.each<[string, Asked, string]>([
    ["an unknown department", { policies: [policy({ department: "Vendas" })] }, "DEPARTMENT_UNKNOWN"],
    ["a department without members", { policies: [policy({ department: "Support" })] }, "DEPARTMENT_EMPTY"],
    ["unknown people", { policies: [policy({ users: ["Zoe"] })] }, "USER_UNKNOWN"],
    [
      "people of another department",
      {
        policies: [policy({ users: ["Davi"] })],
        context: { candidates: [...team, person("davi", { departmentIds: [support] })] },
      },
      "USER_NOT_IN_DEPARTMENT",
    ],
    [
      "no department at all",
      { policies: [policy({ department: undefined as never })], facts: { departmentId: null } },
      "DEPARTMENT_MISSING",
    ],
  ])("%s: the fallback takes it, and it counts as failed", (_what, asked, code) => {
    const policies = asked.policies?.map((each) => ({ ...each, fallback: { department: "Triage" } }));
    const decision = decide({ ...asked, ...(policies && { policies }) });
    expect(decision).toMatchObject({ action: "queue", departmentId: triage, failed: true });
    expect(codes(decision)).toEqual([code, "FALLBACK"]);
    const bare = decide(asked);
    expect(bare).toMatchObject({ action: "keep", failed: true });
    expect(codes(bare)).toContain(code);
  });

  test("one unknown person among others: the others serve, and it counts as failed", () => {
    const decision = decide({ policies: [policy({ users: ["Zoe", "Bia"] })] });
    expect(decision).toMatchObject({ action: "assign", userId: "bia", failed: true });
    expect(codes(decision)).toEqual(["USER_UNKNOWN", "CHOSEN"]);
  });

  test("an unknown fallback: it waits in the department's queue, and counts as failed", () => {
    const decision = decide({
      policies: [policy({ fallback: { department: "Nowhere" } })],
      facts: { departmentId: triage },
      context: { candidates: team.map((each) => ({ ...each, available: false })) },
    });
    expect(decision).toMatchObject({ action: "queue", departmentId: sales, failed: true });
  });
});

describe("hops", () => {
  test("the limit of the day ends every chain, and says so", () => {
    const decision = decide({ context: { hopsToday: 10 } });
    expect(decision).toMatchObject({ action: "keep", policy: "sales", failed: true, reasons: [{ code: "HOP_LIMIT" }] });
    expect(decide({ context: { hopsToday: 9 } }).action).toBe("assign");
    expect(decide({ context: { hopsToday: Number.NaN } }).action).toBe("keep");
  });
});

describe("a request", () => {
  const request = (more: Omit<RoutingTrigger, "on">): RoutingTrigger => ({ on: "requested", ...more });
  const withDavi = [...team, person("davi", { departmentIds: [support] })];

  test("for a person", () => {
    expect(decide({ policies: [], on: request({ to: { user: "Bia" } }) })).toMatchObject({
      action: "assign",
      departmentId: sales,
      userId: "bia",
      failed: false,
    });
    const elsewhere = decide({
      policies: [],
      on: request({ to: { user: "Davi" } }),
      context: { candidates: withDavi },
    });
    expect(elsewhere).toMatchObject({ departmentId: support, userId: "davi" });
  });

  test("for a department is one for its queue, also when somebody there has the session", () => {
    expect(
      decide({ policies: [], facts: { userId: "ana" }, on: request({ to: { department: "Sales" } }) }),
    ).toMatchObject({
      action: "queue",
      departmentId: sales,
    });
  });

  test("for a department by a policy goes by the policy's strategy", () => {
    const decision = decide({
      policies: [policy({ name: "any", capacity: 3 })],
      on: request({ to: { department: "Support" }, policy: "any" }),
      context: { candidates: withDavi },
    });
    expect(decision).toMatchObject({
      action: "assign",
      policy: "any",
      departmentId: support,
      userId: "davi",
      capacity: 3,
    });
  });

  test("for a policy is followed whatever the policy's triggers and matches are", () => {
    const policies = [policy({ name: "other", match: { type: "GROUP" }, when: ["backlog"] })];
    expect(decide({ policies, on: request({ policy: "other" }) })).toMatchObject({ action: "assign", policy: "other" });
  });

  test("for nothing in particular takes the first policy that answers requests", () => {
    const policies = [policy({ name: "first" }), policy({ name: "second", when: ["requested"] })];
    expect(decide({ policies, on: "requested" }).policy).toBe("second");
  });

  test.each<[string, Asked, string]>([
    ["an unknown policy", { on: request({ policy: "nope" }) }, "POLICY_UNKNOWN"],
    ["an unknown person", { on: request({ to: { user: "Zoe" } }) }, "USER_UNKNOWN"],
    ["an unknown department", { on: request({ to: { department: "Vendas", user: "Ana" } }) }, "DEPARTMENT_UNKNOWN"],
    [
      "a person of another department",
      { on: request({ to: { department: "Support", user: "Ana" } }), context: { candidates: withDavi } },
      "USER_NOT_IN_DEPARTMENT",
    ],
    [
      "a person who is away",
      { on: request({ to: { user: "Ana" } }), context: { candidates: [person("ana", { available: false })] } },
      "NOBODY_ELIGIBLE",
    ],
    ["no policy for it", { on: "requested" }, "NO_POLICY"],
    ["a completed session", { on: request({ to: { user: "Ana" } }), facts: { status: "COMPLETED" } }, "NOT_OPEN"],
  ])("%s: nothing is guessed, and it counts as failed", (_what, asked, code) => {
    const decision = decide(asked);
    expect(decision).toMatchObject({ action: "keep", failed: true });
    expect(codes(decision)).toContain(code);
  });

  test("for a person of a department who is away: to that department's queue", () => {
    const candidates = [person("ana", { available: false }), person("bia")];
    const asked: Asked = {
      policies: [],
      facts: { departmentId: triage },
      on: request({ to: { department: "Sales", user: "Ana" } }),
      context: { candidates },
    };
    expect(decide(asked)).toMatchObject({ action: "queue", departmentId: sales, failed: false });
  });

  test("for where the session is already changes nothing", () => {
    const decision = decide({ facts: { userId: "ana" }, on: request({ to: { user: "Ana" } }) });
    expect(decision).toMatchObject({ action: "keep", failed: false });
    expect(codes(decision)).toEqual(["ALREADY_THERE"]);
  });
});

describe("escalation", () => {
  const chain = policy({
    escalation: [
      { afterMinutes: 5, to: { department: "Support" } },
      { afterMinutes: 10, to: { user: "Caio" } },
    ],
    fallback: { department: "Triage" },
  });
  const candidates = [
    person("ana"),
    person("bia", { departmentIds: [sales, support] }),
    person("caio", { departmentIds: [support] }),
    person("davi", { departmentIds: [triage] }),
  ];
  const assigned = decide({ policies: [chain], context: { candidates } });
  const later = (state: RoutingState | undefined, minutes: number, more: Partial<Asked> = {}) =>
    decide({
      policies: [chain],
      on: "escalation",
      ...more,
      facts: { departmentId: state?.departmentId ?? null, userId: state?.userId ?? null, ...more.facts },
      context: { candidates, nowMs: now + minutes * minute, ...(state && { state }), ...more.context },
    });

  test("goes step by step, then to the fallback, then no further", () => {
    expect(assigned).toMatchObject({ action: "assign", userId: "ana", untilMs: now + 5 * minute });
    expect(later(assigned.state, 4)).toMatchObject({ action: "keep", skipped: [{ code: "NOT_DUE" }] });
    const first = later(assigned.state, 5);
    expect(first).toMatchObject({ action: "escalate", step: 1, departmentId: support, userId: "bia" });
    expect(first.untilMs).toBe(now + 15 * minute);
    expect(first.reasons[0]).toEqual({ code: "ESCALATED", params: { step: 1 } });
    const second = later(first.state, 15);
    expect(second).toMatchObject({ action: "escalate", step: 2, departmentId: support, userId: "caio" });
    const last = later(second.state, 25);
    expect(last).toMatchObject({ action: "queue", departmentId: triage });
    expect(codes(last)).toEqual(["FALLBACK"]);
    expect(last.untilMs).toBeUndefined();
    expect(later(last.state, 500)).toMatchObject({ action: "keep" });
  });

  test.each([
    [{ department: "Triage", afterMinutes: 3 }, 3],
    [{ department: "Triage" }, 10],
  ])("waits for the fallback %j as long as it says, or as for the last step", (fallback, minutes) => {
    const state: RoutingState = {
      policy: "sales",
      step: 2,
      atMs: now,
      departmentId: support,
      userId: "caio",
      originDepartmentId: sales,
      tried: [],
    };
    const policies = [{ ...chain, fallback }];
    expect(later(state, minutes - 1, { policies })).toMatchObject({ action: "keep", skipped: [{ code: "NOT_DUE" }] });
    expect(later(state, minutes, { policies })).toMatchObject({ action: "queue", departmentId: triage });
  });

  test("passes a step over where nobody is there", () => {
    const away = candidates.map((each) =>
      each.userId === "bia" || each.userId === "caio" ? { ...each, available: false } : each,
    );
    const decision = later(assigned.state, 5, { context: { candidates: away, nowMs: now + 5 * minute } });
    expect(decision).toMatchObject({ action: "queue", departmentId: triage });
    expect(codes(decision)).toEqual(["NOBODY_ELIGIBLE", "NOBODY_ELIGIBLE", "FALLBACK"]);
  });

  test("asks nobody twice in one chain", () => {
    const wide = policy({
      escalation: [
        { afterMinutes: 5, to: { department: "Support" } },
        { afterMinutes: 5, to: { department: "Triage" } },
      ],
    });
    const everywhere = [
      person("ana", { departmentIds: [sales, triage] }),
      person("bia", { departmentIds: [support, triage] }),
      person("caio", { departmentIds: [triage], openSessions: 9 }),
    ];
    const start = decide({ policies: [wide], context: { candidates: everywhere } });
    const first = later(start.state, 5, { policies: [wide], context: { candidates: everywhere } });
    const second = later(first.state, 10, { policies: [wide], context: { candidates: everywhere } });
    expect([start.userId, first.userId, second.userId]).toEqual(["ana", "bia", "caio"]);
    expect(rejectedAs(second)).toEqual({ ana: "EXCLUDED", bia: "EXCLUDED" });
  });

  test("ends with a person's answer, not with a bot's", () => {
    const wrote = now + 2 * minute;
    const answered = later(assigned.state, 60, { facts: { firstResponseMs: wrote, lastMessageOutMs: wrote } });
    expect(answered.action).toBe("keep");
    expect(later(assigned.state, 60, { facts: { lastMessageOutMs: wrote } }).action).toBe("escalate");
    const looked = (lastReplyMs: number | null) =>
      later(assigned.state, 60, {
        context: {
          candidates,
          nowMs: now + 60 * minute,
          lastReplyMs,
          ...(assigned.state && { state: assigned.state }),
        },
      }).action;
    expect([looked(wrote), looked(null)]).toEqual(["keep", "escalate"]);
  });

  test("counts from when the contact wrote again, where it was answered before the move", () => {
    const answeredBefore = { firstResponseMs: now - 60 * minute, lastMessageOutMs: now - 30 * minute };
    const facts = { ...answeredBefore, lastMessageInMs: now + 2 * minute };
    expect(later(assigned.state, 6, { facts })).toMatchObject({ action: "keep", skipped: [{ code: "NOT_DUE" }] });
    expect(later(assigned.state, 7, { facts }).action).toBe("escalate");
  });

  test("ends when somebody else moves the session", () => {
    expect(later(assigned.state, 60, { facts: { userId: "bia" } })).toMatchObject({ action: "keep" });
  });

  test("begins for a session that is right where it is, and only once", () => {
    const kept = decide({ policies: [chain], facts: { userId: "ana" }, context: { candidates } });
    expect(kept).toMatchObject({ action: "keep", state: { policy: "sales", step: 0, userId: "ana" } });
    const again = decide({
      policies: [chain],
      facts: { userId: "ana" },
      context: { candidates, ...(kept.state && { state: kept.state }) },
    });
    expect(again.state).toBeUndefined();
  });

  test("a step is done again when its person leaves in the middle of it", () => {
    const policies = [{ ...chain, when: ["SESSION_NEW", "ownerUnavailable"] } as PolicyInput];
    const first = later(assigned.state, 5, { policies });
    const left = candidates.map((each) => (each.userId === "bia" ? { ...each, available: false } : each));
    const decision = later(first.state, 6, {
      policies,
      on: "ownerUnavailable",
      context: { candidates: left, nowMs: now + 6 * minute },
    });
    expect(decision).toMatchObject({ action: "escalate", step: 1, departmentId: support, userId: "caio" });
  });
});

const timed = (...when: PolicyInput["when"]) => [policy({ when })];

describe("nobody is sent to and fro", () => {
  const chain = policy({ when: ["SESSION_NEW", "backlog"], escalation: [{ afterMinutes: 5, to: { user: "Caio" } }] });
  const people = [person("ana"), person("caio", { available: false, departmentIds: [support] })];
  const asked = (policies: PolicyInput[], candidates = people) => {
    const start = decide({ policies, facts: {}, context: { candidates: [person("ana"), ...candidates.slice(1)] } });
    return (on: NonNullable<Asked["on"]>, minutes: number, from: RoutingDecision = start, who = candidates) => {
      const { state = start.state } = from;
      const place = { departmentId: state?.departmentId ?? null, userId: state?.userId ?? null };
      const context = { candidates: who, nowMs: now + minutes * minute, ...(state && { state }) };
      return decide({ policies, on, facts: place, context });
    };
  };

  test("a step for somebody who is absent leaves the session with its owner, and is done when that person comes", () => {
    const later = asked([chain]);
    expect(later("escalation", 5)).toMatchObject({ action: "keep", failed: false });
    const back = people.map((each) => ({ ...each, available: true }));
    expect(later("escalation", 30, undefined, back)).toMatchObject({ action: "escalate", userId: "caio" });
  });

  test("what waits in a queue is moved to no other by a step for somebody who is absent", () => {
    const nobody = people.map((each) => ({ ...each, available: false }));
    const state: RoutingState = {
      ...{ policy: "sales", step: 0, atMs: now, departmentId: sales, userId: null },
      ...{ originDepartmentId: sales, tried: [] },
    };
    const context = { candidates: nobody, nowMs: now + 5 * minute, state };
    expect(decide({ policies: [chain], on: "escalation", context })).toMatchObject({ action: "keep", failed: false });
  });

  test("an owner who is absent as well is relieved by the queue", () => {
    const nobody = people.map((each) => ({ ...each, available: false }));
    expect(asked([chain])("escalation", 5, undefined, nobody)).toMatchObject({
      action: "escalate",
      departmentId: support,
    });
    expect(asked([chain])("escalation", 5, undefined, nobody).userId).toBeUndefined();
  });

  test("a step that names a department may use its queue, from where it is given to the department's people alone", () => {
    const named = { ...chain, escalation: [{ afterMinutes: 5, to: { department: "Support" } }] };
    const later = asked([named]);
    const queued = later("escalation", 5);
    expect(queued.userId).toBeUndefined();
    expect(queued).toMatchObject({ action: "escalate", departmentId: support, state: { step: 1, tried: ["ana"] } });
    expect(later("backlog", 6, queued)).toMatchObject({ action: "keep", failed: false });
    const back = people.map((each) => ({ ...each, available: true }));
    expect(later("backlog", 7, queued, back)).toMatchObject({
      departmentId: support,
      userId: "caio",
      state: { step: 1 },
    });
  });

  test("a queue behind an absent person is used under its own step", () => {
    const steps = [
      { afterMinutes: 5, to: { user: "Caio" } },
      { afterMinutes: 5, to: { department: "Triage" } },
    ];
    const withTriage = [...people, person("davi", { departmentIds: [triage], available: false })];
    const decision = asked([{ ...chain, escalation: steps }], withTriage)("escalation", 5);
    expect(decision).toMatchObject({ action: "escalate", departmentId: triage, state: { step: 2, userId: null } });
  });

  test("the backlog gives what went to the fallback to nobody who did not answer, but to whoever was absent", () => {
    const policies = [{ ...chain, fallback: { department: "Triage" } }];
    const withTriage = [...people, person("davi", { departmentIds: [triage] })];
    const later = asked(policies, withTriage);
    const fallen = later("escalation", 5);
    expect(fallen).toMatchObject({ action: "queue", departmentId: triage });
    expect(later("backlog", 6, fallen)).toMatchObject({ action: "keep" });
    expect(later("backlog", 6, fallen, [...withTriage, person("bia")])).toMatchObject({
      userId: "bia",
      departmentId: sales,
    });
    const away = withTriage.map((each) => (each.userId === "ana" ? { ...each, available: false } : each));
    const relieved = later("escalation", 5, undefined, away);
    expect(relieved).toMatchObject({ action: "queue", departmentId: triage, state: { tried: [] } });
    expect(later("backlog", 6, relieved)).toMatchObject({ userId: "ana", departmentId: sales });
  });

  test("a silent owner keeps it where nobody else is there, and it goes on when somebody comes", () => {
    const silent = { policies: timed({ ownerSilent: { minutes: 5 } }, "backlog"), on: "ownerSilent" as const };
    const facts = { userId: "ana", firstResponseMs: now - 60 * minute, lastMessageOutMs: now - 50 * minute };
    const alone = [person("ana"), person("bia", { available: false })];
    expect(decide({ ...silent, facts, context: { candidates: alone } })).toMatchObject({
      action: "keep",
      failed: false,
    });
    expect(decide({ ...silent, facts, context: { candidates: [person("ana"), person("bia")] } }).userId).toBe("bia");
  });
});

describe("what time tells", () => {
  const owned = { userId: "ana", firstResponseMs: now - 60 * minute, lastMessageOutMs: now - 50 * minute };

  test.each<[string, Asked["on"], PolicyInput["when"][number], Partial<SessionFacts>, boolean]>([
    ["no first response for 15 minutes", "noFirstResponse", { noFirstResponse: { minutes: 15 } }, {}, true],
    ["not for 16 yet", "noFirstResponse", { noFirstResponse: { minutes: 16 } }, {}, false],
    [
      "though a bot has written",
      "noFirstResponse",
      { noFirstResponse: { minutes: 15 } },
      { lastMessageOutMs: now - minute },
      true,
    ],
    [
      "there was a first response",
      "noFirstResponse",
      { noFirstResponse: { minutes: 5 } },
      { firstResponseMs: now - 14 * minute },
      false,
    ],
    [
      "the contact never wrote",
      "noFirstResponse",
      { noFirstResponse: { minutes: 5 } },
      { lastMessageInMs: null },
      false,
    ],
    ["an owner silent for 15 minutes", "ownerSilent", { ownerSilent: { minutes: 15 } }, owned, true],
    ["not for 16 yet", "ownerSilent", { ownerSilent: { minutes: 16 } }, owned, false],
    [
      "an owner who has answered",
      "ownerSilent",
      { ownerSilent: { minutes: 5 } },
      { ...owned, lastMessageOutMs: now },
      false,
    ],
    [
      "an owner who has answered in the same instant",
      "ownerSilent",
      { ownerSilent: { minutes: 5 } },
      { ...owned, lastMessageOutMs: now - 15 * minute },
      false,
    ],
    ["nobody to be silent", "ownerSilent", { ownerSilent: { minutes: 5 } }, {}, false],
    ["an owner who is there", "ownerUnavailable", "ownerUnavailable", owned, false],
    ["a session in the queue", "backlog", "backlog", {}, true],
    ["a session somebody has", "backlog", "backlog", owned, false],
  ])("%s (%s)", (_what, on = "backlog", when, facts, isMoved) => {
    expect(decide({ policies: timed(when), on, facts }).action).toBe(isMoved ? "assign" : "keep");
  });

  test("a silent owner does not get it again", () => {
    const decision = decide({ policies: timed({ ownerSilent: { minutes: 5 } }), on: "ownerSilent", facts: owned });
    expect(rejectedAs(decision)).toMatchObject({ ana: "EXCLUDED" });
  });

  test("whoever has got it has all of the minutes again before it goes on", () => {
    const silent = { policies: timed({ ownerSilent: { minutes: 5 } }), on: "ownerSilent" as const };
    const moved = decide({ ...silent, facts: owned });
    const at = (minutes: number) =>
      decide({
        ...silent,
        facts: { ...owned, departmentId: moved.departmentId ?? null, userId: moved.userId ?? null },
        context: { nowMs: now + minutes * minute, state: moved.state as RoutingState },
      }).action;
    expect([at(1), at(4), at(5)]).toEqual(["keep", "keep", "assign"]);
  });

  test("an owner who is away, or has left, is replaced while the contact waits, and not before", () => {
    const away = [person("ana", { available: false }), person("bia")];
    const asked = { policies: timed("ownerUnavailable"), on: "ownerUnavailable" as const };
    expect(decide({ ...asked, facts: owned, context: { candidates: away } }).userId).toBe("bia");
    expect(decide({ ...asked, facts: { ...owned, userId: "gone" }, context: { candidates: away } }).userId).toBe("bia");
    const answered = { ...owned, lastMessageOutMs: now };
    expect(decide({ ...asked, facts: answered, context: { candidates: away } }).action).toBe("keep");
    const patient = { ...asked, policies: timed({ ownerUnavailable: { minutes: 16 } }) };
    expect(decide({ ...patient, facts: owned, context: { candidates: away } }).action).toBe("keep");
  });

  test("everybody away: to the fallback, and out of it again when somebody returns", () => {
    const policies = [
      policy({
        when: ["SESSION_NEW", "backlog"],
        match: { department: "Sales" },
        department: undefined as never,
        fallback: { department: "Triage" },
      }),
    ];
    const away = [...team.map((each) => ({ ...each, available: false })), person("davi", { departmentIds: [triage] })];
    const fallen = decide({ policies, context: { candidates: away } });
    expect(fallen).toMatchObject({ action: "queue", departmentId: triage });
    const waiting = { policies, on: "backlog" as const, facts: { departmentId: triage } };
    const state = fallen.state as RoutingState;
    expect(decide({ ...waiting, context: { candidates: away, state } })).toMatchObject({
      action: "keep",
      failed: false,
    });
    const back = away.map((each) => (each.userId === "bia" ? { ...each, available: true } : each));
    expect(decide({ ...waiting, context: { candidates: back, state } })).toMatchObject({
      action: "assign",
      departmentId: sales,
      userId: "bia",
    });
  });

  test("where an escalation has come to its end, its policy does not begin again until somebody has answered", () => {
    const policies = [
      policy({ when: [{ noFirstResponse: { minutes: 5 } }, "backlog"], fallback: { department: "Triage" } }),
    ];
    const away = [...team.map((each) => ({ ...each, available: false })), person("davi", { departmentIds: [triage] })];
    const fallen = decide({ policies, on: "noFirstResponse", context: { candidates: away } });
    expect(fallen).toMatchObject({ action: "queue", departmentId: triage });
    const state = fallen.state as RoutingState;
    const hourLater = { nowMs: now + 60 * minute, state };
    const waiting = { policies, facts: { departmentId: triage } };
    expect(decide({ ...waiting, on: "noFirstResponse", context: hourLater })).toMatchObject({
      action: "keep",
      skipped: [{ code: "NOT_DUE", params: { because: "escalationOver" } }],
    });
    expect(decide({ ...waiting, on: "backlog", context: hourLater })).toMatchObject({ action: "assign" });
  });

  test("without steps, a policy asks the next person each time", () => {
    const policies = [policy({ when: [{ noFirstResponse: { minutes: 5 } }] })];
    const first = decide({ policies, on: "noFirstResponse" });
    const state = first.state as RoutingState;
    const again = (minutes: number) =>
      decide({
        policies,
        on: "noFirstResponse",
        facts: { userId: first.userId ?? null },
        context: { nowMs: now + minutes * minute, state },
      });
    expect(again(4).action).toBe("keep");
    expect(again(5).action).toBe("assign");
    expect(again(5).userId).not.toBe(first.userId);
  });

  test("while an escalation is under way, its policy does not begin again", () => {
    const policies = [
      policy({ when: [{ noFirstResponse: { minutes: 5 } }], escalation: [{ afterMinutes: 30, to: { user: "Caio" } }] }),
    ];
    const begun = decide({ policies, on: "noFirstResponse" });
    const minutesLater = { candidates: team, nowMs: now + 10 * minute, state: begun.state as RoutingState };
    const decision = decide({ policies, on: "noFirstResponse", facts: { userId: "ana" }, context: minutesLater });
    expect(decision).toMatchObject({
      action: "keep",
      skipped: [{ code: "NOT_DUE", params: { because: "escalationUnderWay" } }],
    });
  });
});
