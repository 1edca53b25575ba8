// `routing` of hooks.config.ts is refused as a whole, with everything that is wrong with it, before anything is deployed.
import { describe, expect, test } from "@jest/globals";
import { defineConfig, type HooksConfigInput } from "../../../lib/config.ts";
import { policiesOf } from "../../../lib/routing/rules/policies-of.ts";
import { faultOf, problemLines } from "../../core/support/fault-of.ts";

/** What a JavaScript user could write; the types would refuse most of it. */
const define = (routing: unknown) => defineConfig({ routing } as HooksConfigInput);
const refused = (routing: unknown): string[] => {
  const fault = faultOf(() => define(routing));
  expect(fault.code).toBe("CONFIG_INVALID");
  return problemLines(fault);
};

const sales = { name: "sales", when: ["SESSION_NEW"], department: "Sales" };
const withSales = (more: object) => ({ policies: [{ ...sales, ...more }] });
const step = (to: object, afterMinutes: unknown = 5) => ({ afterMinutes, to });

describe("a policy", () => {
  test("has a default for all but its name and its triggers", () => {
    expect(define({ policies: [{ name: "sales", when: ["SESSION_NEW"] }] }).routing).toEqual({
      policies: [
        {
          ...{ name: "sales", enabled: true, when: ["SESSION_NEW"], match: {}, except: {} },
          ...{ strategy: "least-open", botAtWork: "leave", escalation: [], metadata: false },
        },
      ],
      ...{ note: true, tellContact: false, people: {}, courtesyReplies: false },
      ...{ maxHopsPerDay: 10, openSessionsMs: 10_000, ownWritesMs: 600_000 },
    });
  });

  test("may say everything there is to say", () => {
    const when = [
      "SESSION_UPDATE",
      { noFirstResponse: { minutes: 5 } },
      { ownerUnavailable: { minutes: 0 } },
      "backlog",
    ];
    const match = {
      status: ["PENDING"],
      department: ["Sales", null],
      channel: "INSTAGRAM",
      tags: "VIP",
      metadata: { plan: "gold" },
    };
    const escalation = [
      step({ department: "Leads" }),
      step({ user: "Ana" }),
      step({ user: "Ana", department: "Board" }),
    ];
    const more = { users: ["Ana", "Bia"], strategy: "round-robin", capacity: 8, stickyOwner: { days: 30 } };
    const fallback = { department: "Triage", afterMinutes: 60 };
    const { routing } = define(
      withSales({ when, match, escalation, ...more, fallback, note: true, account: "filial" }),
    );
    expect(routing.policies[0]).toMatchObject({
      when,
      stickyOwner: { days: 30, cover: "others" },
      ...{ escalation, fallback },
    });
  });

  test("is read the same when it is read again, as the build does", () => {
    const when = ["backlog", { noFirstResponse: { minutes: 5 } }];
    const { routing } = define(withSales({ when, match: { department: "A" }, fallback: { department: "Triage" } }));
    expect(define(routing).routing).toEqual(routing);
  });

  test.each<[string, object]>([
    ["name", { name: "Sales Team" }],
    ["name", { name: 7 }],
    ["enabled", { enabled: "yes" }],
    ["account", { account: "" }],
    ["when", { when: [] }],
    ["when", { when: "SESSION_NEW" }],
    ["when.0", { when: ["SESSION_NEWS"] }],
    ["when.0", { when: [{ noFirstResponse: 5 }] }],
    ["when.0.noFirstResponse.minutes", { when: [{ noFirstResponse: { minutes: 0 } }] }],
    ["when.0.noFirstResponse.minutes", { when: [{ noFirstResponse: { minutes: -5 } }] }],
    ["when.0.ownerSilent.minutes", { when: [{ ownerSilent: { minutes: 1.5 } }] }],
    ["when.0.ownerSilent.minutes", { when: [{ ownerSilent: { minutes: 10_081 } }] }],
    ["when.1", { when: ["backlog", "backlog"] }],
    ["when.1", { when: ["ownerUnavailable", { ownerUnavailable: { minutes: 3 } }] }],
    ["when.0", { when: ["backlog"], strategy: "direct" }],
    ["match.status", { match: { status: "COMPLETE" } }],
    ["match.status", { match: { status: ["HIDDEN"] } }],
    ["match.channel", { match: { channel: "WHATSAPP" } }],
    ["match.metadata.plan", { match: { metadata: { plan: 1 } } }],
    ["match", { match: { stauts: "PENDING" } }],
    ["except.type", { except: { type: "PAIR" } }],
    ["department", { department: " " }],
    ["users", { users: [] }],
    ["users.1", { users: ["Ana", "ANÁ"] }],
    ["strategy", { strategy: "random" }],
    ["strategy", { strategy: "direct", department: undefined }],
    ["capacity", { capacity: 0 }],
    ["capacity", { capacity: -1 }],
    ["capacity", { capacity: 2.5 }],
    ["capacity", { capacity: 5, strategy: "direct" }],
    ["stickyOwner.days", { stickyOwner: { days: 0 } }],
    ["stickyOwner.cover", { stickyOwner: { days: 3, cover: "nobody" } }],
    ["botAtWork", { botAtWork: "stop" }],
    ["escalation.0.to", { escalation: [step({})] }],
    ["escalation.0", { escalation: [{ afterMinutes: 5 }].map((each) => ({ ...each, to: undefined })) }],
    ["escalation.0.afterMinutes", { escalation: [step({ user: "Ana" }, 0)] }],
    ["escalation.0.afterMinutes", { escalation: [step({ user: "Ana" }, "5")] }],
    ["escalation.0.to", { escalation: [step({ department: "sales" })] }],
    [
      "escalation.2.to",
      { escalation: [step({ user: "Ana" }), step({ user: "Bia" }), step({ user: "ana", department: "Sales" })] },
    ],
    ["escalation", { escalation: Array.from({ length: 11 }, (_, index) => step({ user: `U${index}` })) }],
    ["fallback.department", { fallback: { department: "SALES" } }],
    ["fallback.department", { fallback: {} }],
    ["fallback.afterMinutes", { fallback: { department: "Triage", afterMinutes: 5 } }],
    ["note", { note: "yes" }],
    ["metadata", { metadata: 1 }],
  ])("is refused for its %s: %j", (path, more) => {
    const lines = refused({ ...withSales(more), maxHopsPerDay: 20 });
    expect(lines.map((line) => line.split(":")[0])).toContainEqual(
      expect.stringMatching(new RegExp(`^routing\\.policies\\.(sales|0)\\.${path.replaceAll(".", "\\.")}(\\.|$)`)),
    );
    expect(lines).toHaveLength(1);
  });

  test.each([["sessionNew"], ["noFirstResponse"]])("the trigger %j is answered with those there are", (trigger) => {
    expect(refused(withSales({ when: [trigger] }))).toEqual([
      expect.stringMatching(
        /^routing\.policies\.sales\.when\.0: must be SESSION_NEW, .*\{noFirstResponse: \{minutes\}\}/,
      ),
    ]);
  });

  test("a misspelt key is answered with the nearest one", () => {
    expect(refused(withSales({ escalations: [] }))[0]).toMatch(
      /^routing\.policies\.sales: unknown escalations; .*nearest is escalation$/,
    );
    expect(refused({ maxHops: 3 })[0]).toMatch(/^routing: unknown maxHops; .*nearest is maxHopsPerDay$/);
  });

  test.each([[0], [-1], [1.5], ["10"], [null]])("maxHopsPerDay is not %j", (maxHopsPerDay) => {
    expect(refused({ maxHopsPerDay }).map((line) => line.split(":")[0])).toEqual(["routing.maxHopsPerDay"]);
  });
});

describe("policies together", () => {
  test("have names of their own", () => {
    expect(refused({ policies: [sales, { ...sales, department: "Support" }] })).toEqual([
      "routing.policies.1.name: is another policy's name already; each needs its own",
    ]);
  });

  const passesOn = (name: string, department: string, to: object) => ({ ...sales, name, department, ...to });
  const fallback = (department: string) => ({ fallback: { department } });

  test.each<[string, object[], string]>([
    ["two fallbacks", [passesOn("one", "A", fallback("B")), passesOn("two", "B", fallback("a"))], "one → two → one"],
    [
      "a fallback and an escalation",
      [passesOn("one", "A", fallback("B")), passesOn("two", "B", { escalation: [step({ department: "A" })] })],
      "one → two → one",
    ],
    [
      "three, by what they match",
      [
        passesOn("one", "A", fallback("B")),
        passesOn("two", "X", { match: { department: ["B"] }, ...fallback("C") }),
        passesOn("three", "C", fallback("A")),
      ],
      "one → two → three → one",
    ],
  ])("are refused when they lead in a circle: %s", (_what, policies, names) => {
    const lines = refused({ policies });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`lead back to itself: ${names}; let one of them end elsewhere`);
  });

  test("may share an end, and may lead back in another account", () => {
    const ends = [
      passesOn("one", "A", fallback("T")),
      passesOn("two", "B", fallback("T")),
      passesOn("three", "C", fallback("A")),
    ];
    expect(define({ policies: ends }).routing.policies).toHaveLength(3);
    const apart = [passesOn("one", "A", fallback("B")), { ...passesOn("two", "B", fallback("A")), account: "filial" }];
    expect(define({ policies: apart }).routing.policies).toHaveLength(2);
  });

  test("a chain that maxHopsPerDay would cut is refused", () => {
    const escalation = [step({ user: "Ana" }), step({ user: "Bia" })];
    const chain = { ...withSales({ escalation, fallback: { department: "Triage" } }), maxHopsPerDay: 3 };
    expect(refused(chain)[0]).toContain("takes 4 moves to its end, and maxHopsPerDay stops at 3");
    expect(define({ ...chain, maxHopsPerDay: 4 }).routing.maxHopsPerDay).toBe(4);
  });

  test("all problems are reported at once, also those of rules about several keys", () => {
    const lines = refused({
      maxHopsPerDay: 0,
      policies: [
        { ...sales, capacity: 0, strategy: "fast", fallback: { department: "Support" }, escalation: [step({})] },
        {
          ...sales,
          name: "support",
          department: "Support",
          when: ["nope"],
          fallback: { department: "Sales" },
          notes: true,
        },
        "x",
      ],
    });
    expect(lines.map((line) => line.split(":")[0]).toSorted()).toEqual([
      "routing.maxHopsPerDay",
      "routing.policies.2",
      "routing.policies.2.escalation",
      "routing.policies.sales",
      "routing.policies.sales.capacity",
      "routing.policies.sales.escalation",
      "routing.policies.sales.escalation.0.to",
      "routing.policies.sales.strategy",
      "routing.policies.support",
      "routing.policies.support.escalation",
      "routing.policies.support.when.0",
    ]);
  });

  test("belong to their account, or to the configuration's own, while they are enabled", () => {
    const { routing } = define({
      policies: [sales, { ...sales, name: "branch", account: "filial" }, { ...sales, name: "off", enabled: false }],
    });
    const names = (account: string) => policiesOf(routing, account, "default").map(({ name }) => name);
    expect([names("default"), names("filial"), names("other")]).toEqual([["sales"], ["branch"], []]);
  });
});
