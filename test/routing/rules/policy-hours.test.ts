// Outside a policy's hours nothing is given out and no minute counts; nobody gets anything outside their shift.
import { describe, expect, test } from "@jest/globals";
import type { BusinessHours } from "../../../lib/core/hours/business-hours.ts";
import type { ClosedDay } from "../../../lib/core/hours/closed-day.ts";
import { departmentCalendars } from "../../../lib/core/hours/department-calendars.ts";
import type { SessionFacts } from "../../../lib/core/sessions/session-facts.ts";
import type { Language } from "../../../lib/core/texts/language.ts";
import { decideRouting } from "../../../lib/routing/rules/decide-routing.ts";
import { dueTrigger } from "../../../lib/routing/rules/due-trigger.ts";
import { rejectionText, routingReasonText } from "../../../lib/routing/rules/reason-texts.ts";
import type { RoutingContext, RoutingState } from "../../../lib/routing/rules/routing-context.ts";
import type { RoutingPolicy } from "../../../lib/routing/rules/routing-policy.ts";
import { context, type PolicyInput, person, policiesOf, policy, sales, session, support } from "./support/routing.ts";

const timeZone = "America/Sao_Paulo";
const at = (wall: string): number => Date.parse(`${wall}:00-03:00`);
const days = ["monday", "tuesday", "wednesday", "thursday", "friday"] as const;
const week = (...periods: string[]) => ({ weekly: Object.fromEntries(days.map((day) => [day, periods])) });
const office = week("09:00-18:00");
const friday = at("2026-11-27T18:01");
const monday = at("2026-11-30T09:00");

const hoursOf = (policies: readonly RoutingPolicy[], closedDays: readonly ClosedDay[] = []) => ({
  calendars: new Map(
    policies.flatMap(({ name, hours }) =>
      hours ? [[name, departmentCalendars(hours as BusinessHours, { timeZone, closedDays })] as const] : [],
    ),
  ),
});

const asked = (
  on: Parameters<typeof context>[0],
  nowMs: number,
  policies: readonly RoutingPolicy[],
  more: Partial<RoutingContext> & { closedDays?: readonly ClosedDay[] } = {},
) => {
  const { closedDays, ...rest } = more;
  return context(on, { nowMs, hours: hoursOf(policies, closedDays), ...rest });
};

const vip = (more: Partial<PolicyInput> = {}) =>
  policiesOf(
    policy({
      ...{ name: "vip", when: ["SESSION_NEW"], hours: office },
      escalation: [{ afterMinutes: 5, to: { department: "Support" } }],
      ...more,
    }),
  );
const people = [person("ana"), person("bia", { departmentIds: [support] })];
const wroteAt = (ms: number, more: Partial<SessionFacts> = {}) =>
  session({ createdAtMs: ms, lastMessageInMs: ms, lastInteractionMs: ms, ...more });

describe("a VIP who writes on Friday at 18:01", () => {
  const policies = vip();
  const facts = wroteAt(friday);
  const decided = decideRouting(facts, policies, asked("SESSION_NEW", friday, policies, { candidates: people }));

  test("waits in the queue, and is told until when", () => {
    expect(decided).toMatchObject({ action: "keep", policy: "vip", failed: false, untilMs: monday });
    expect(decided.reasons).toEqual([{ code: "OUTSIDE_HOURS", params: { untilMs: monday } }]);
    const said = (language: Language) => decided.reasons.map((each) => routingReasonText(each, { language, timeZone }));
    expect(said("en")).toEqual(["waits until Mon 2026-11-30 09:00 (the policy's hours)"]);
    expect(said("pt-BR")).toEqual(["espera até seg., 30/11/2026 09:00 (horário da regra)"]);
    expect(decided.state).toMatchObject({ policy: "vip", step: 0, postponed: "SESSION_NEW" });
  });

  const due = (nowMs: number, more: Partial<RoutingContext> = {}) =>
    dueTrigger(facts, policies, asked("opening", nowMs, policies, { candidates: people, ...more }));
  const state = decided.state as RoutingState;

  test("moves nowhere before Monday 09:00, whatever the minute", () => {
    for (let nowMs = friday; nowMs < monday; nowMs += 7 * 60_000) expect(due(nowMs, { state })).toBeUndefined();
    expect(due(monday, { state })).toEqual({ on: "opening", needsMessages: false });
  });

  test("is given out at the opening, and goes on five minutes of the open day later", () => {
    const opened = decideRouting(facts, policies, asked("opening", monday, policies, { candidates: people, state }));
    expect(opened).toMatchObject({ action: "assign", userId: "ana", untilMs: monday + 300_000 });
    expect(opened.state).not.toHaveProperty("postponed");
  });

  test("goes on to the next step though nobody is there at the opening, five minutes after it", () => {
    const late = people.map((each) => ({ ...each, available: each.userId === "bia" }));
    const more = { candidates: late, state };
    expect(due(monday + 299_000, more)).toBeUndefined();
    expect(due(monday + 300_000, more)).toEqual({ on: "escalation", needsMessages: false });
  });
});

test("minutes that had begun to count before the closing go on at the opening", () => {
  const policies = vip();
  const state: RoutingState = {
    ...{ policy: "vip", step: 0, atMs: at("2026-11-27T17:58"), departmentId: sales, userId: "ana" },
    ...{ originDepartmentId: sales, tried: [] },
  };
  const facts = wroteAt(at("2026-11-27T17:57"), { userId: "ana" });
  const due = (nowMs: number) =>
    dueTrigger(facts, policies, asked("escalation", nowMs, policies, { candidates: people, state }));
  expect(due(at("2026-11-27T18:03"))).toBeUndefined();
  expect(due(monday + 179_000)).toBeUndefined();
  expect(due(monday + 180_000)?.on).toBe("escalation");
});

describe("a trigger by the clock", () => {
  test.each<[string, PolicyInput["when"][number], Partial<SessionFacts>]>([
    ["noFirstResponse", { noFirstResponse: { minutes: 10 } }, {}],
    ["ownerSilent", { ownerSilent: { minutes: 10 } }, { userId: "bia" }],
    ["ownerUnavailable", { ownerUnavailable: { minutes: 10 } }, { userId: "gone" }],
  ])("%s counts only the minutes of the policy's hours", (on, when, more) => {
    const policies = policiesOf(policy({ name: "dia", when: [when], hours: office }));
    const facts = wroteAt(at("2026-11-27T17:55"), more);
    const read = { lastReplyMs: null, candidates: [person("ana")] };
    const due = (nowMs: number) => dueTrigger(facts, policies, asked("backlog", nowMs, policies, read))?.on;
    expect(due(at("2026-11-27T18:30"))).toBeUndefined();
    expect(due(monday + 4 * 60_000)).toBeUndefined();
    expect(due(monday + 5 * 60_000)).toBe(on);
  });

  test("that has come to be due just before the closing waits for the opening", () => {
    const policies = policiesOf(policy({ when: ["backlog"], hours: office }));
    const decide = (nowMs: number) => decideRouting(wroteAt(friday), policies, asked("backlog", nowMs, policies));
    expect(decide(at("2026-11-27T17:59")).action).toBe("assign");
    expect(decide(at("2026-11-27T18:00"))).toMatchObject({
      action: "keep",
      skipped: [{ policy: "sales", code: "OUTSIDE_HOURS" }],
    });
    expect(decide(monday).action).toBe("assign");
  });
});

describe("what waits for a policy's hours", () => {
  const dayAndAlways = policiesOf(
    policy({ name: "vip", match: { tags: "VIP" }, hours: office }),
    policy({ name: "todos", department: "Support" }),
  );
  const candidates = [person("ana"), person("bia", { departmentIds: [support] })];

  test("is not taken by a later policy without hours", () => {
    const facts = wroteAt(friday, { tags: ["VIP"] });
    const decided = decideRouting(facts, dayAndAlways, asked("SESSION_NEW", friday, dayAndAlways, { candidates }));
    expect(decided).toMatchObject({ action: "keep", policy: "vip" });
  });

  test("is taken by one that has hours for this time: the night shift", () => {
    const night = { weekly: Object.fromEntries(days.map((day) => [day, ["18:00-02:00"]])) };
    const policies = policiesOf(
      policy({ name: "dia", hours: office }),
      policy({ name: "plantao", department: "Support", hours: night }),
    );
    const decided = decideRouting(wroteAt(friday), policies, asked("SESSION_NEW", friday, policies, { candidates }));
    expect(decided).toMatchObject({ action: "assign", policy: "plantao", userId: "bia" });
  });

  test("is nothing where its owner keeps it anyway", () => {
    const policies = vip();
    const facts = wroteAt(friday, { userId: "ana" });
    const decided = decideRouting(facts, policies, asked("SESSION_UPDATE", friday, policies, { candidates: people }));
    expect(decided.reasons.map(({ code }) => code)).not.toContain("OUTSIDE_HOURS");
  });

  test("is recorded once, and does not end an escalation that is under way", () => {
    const policies = vip({ when: ["SESSION_NEW", "SESSION_UPDATE"] });
    const before: RoutingState = {
      ...{ policy: "vip", step: 1, atMs: friday - 600_000, departmentId: sales, userId: null },
      ...{ originDepartmentId: sales, tried: ["ana"] },
    };
    const decide = (state: RoutingState) =>
      decideRouting(wroteAt(friday), policies, asked("SESSION_UPDATE", friday, policies, { state })).state;
    const after = decide(before);
    expect(after).toEqual({ ...before, postponed: "SESSION_UPDATE" });
    expect(decide(after as RoutingState)).toBeUndefined();
  });

  test("goes to the fallback only when nobody has come for a quarter of an hour", () => {
    const policies = policiesOf(policy({ fallback: { department: "Triage" }, hours: office }));
    const absent = [person("ana", { available: false }), person("caio", { departmentIds: ["d-triage"] })];
    const facts = wroteAt(friday);
    const first = decideRouting(facts, policies, asked("SESSION_NEW", friday, policies, { candidates: absent }));
    const at = (minutes: number) =>
      decideRouting(
        facts,
        policies,
        asked("opening", monday + minutes * 60_000, policies, {
          candidates: absent,
          state: first.state as RoutingState,
        }),
      );
    expect(at(14)).toMatchObject({ action: "keep", reasons: [{ code: "NOBODY_ELIGIBLE" }, { code: "QUEUED" }] });
    expect(at(14).state).toBeUndefined();
    expect(at(15)).toMatchObject({ action: "queue", departmentId: "d-triage" });
    expect(at(15).state).not.toHaveProperty("postponed");
  });

  test("waits on for as long as nobody comes where there is no fallback", () => {
    const policies = policiesOf(policy({ hours: office }));
    const absent = [person("ana", { available: false })];
    const facts = wroteAt(friday);
    const { state } = decideRouting(facts, policies, asked("SESSION_NEW", friday, policies, { candidates: absent }));
    const later = (nowMs: number, candidates = absent) =>
      dueTrigger(facts, policies, asked("opening", nowMs, policies, { candidates, state: state as RoutingState }));
    expect(later(monday + 3_600_000)).toBeUndefined();
    expect(later(monday + 3_600_000, [person("ana")])?.on).toBe("opening");
  });

  test("is over when a person has moved it meanwhile", () => {
    const policies = vip();
    const { state } = decideRouting(wroteAt(friday), policies, asked("SESSION_NEW", friday, policies));
    const moved = wroteAt(friday, { departmentId: support });
    const due = dueTrigger(moved, policies, asked("opening", monday, policies, { state: state as RoutingState }));
    expect(due).toBeUndefined();
  });
});

test("whoever asks for a move has made the choice, whatever the hours are", () => {
  const policies = policiesOf(policy({ when: ["requested"], hours: office }));
  for (const trigger of [{ on: "requested" }, { on: "requested", policy: "sales" }] as const)
    expect(decideRouting(wroteAt(friday), policies, asked(trigger, friday, policies)).action).toBe("assign");
});

describe("a closed day that was set from the command line", () => {
  const day = { fromMinute: 0, toMinute: 1440, setBy: "arn:aws:iam::1:user/ana", setAt: "", reason: "luto da Ana" };
  const noon = at("2026-11-26T12:00");

  test("closes every policy with hours, and says which day it is, and nobody's name", () => {
    const policies = policiesOf(policy({ hours: office }));
    const closedDays = [{ ...day, date: "2026-11-26" }];
    const { reasons, untilMs } = decideRouting(
      wroteAt(noon),
      policies,
      asked("SESSION_NEW", noon, policies, { closedDays }),
    );
    expect(reasons.map(({ code }) => code)).toEqual(["OUTSIDE_HOURS", "CLOSED_DAY"]);
    expect(reasons[1]).toEqual({
      code: "CLOSED_DAY",
      params: { date: "2026-11-26", fromMinute: 0, toMinute: 1440 },
    });
    expect(JSON.stringify(reasons)).not.toMatch(/ana/i);
    expect(untilMs).toBe(at("2026-11-27T09:00"));
  });

  test("of one department closes the policies that are at home there, and no other", () => {
    const policies = policiesOf(
      policy({ hours: office }),
      policy({ name: "suporte", department: "Support", hours: office }),
    );
    const closedDays = [{ ...day, date: "2026-11-26", departmentId: support }];
    const of = (name: string, department: string) =>
      decideRouting(
        wroteAt(noon, { departmentId: department }),
        policies.filter((each) => each.name === name),
        asked("SESSION_NEW", noon, policies, { closedDays, candidates: people }),
      ).action;
    expect(of("sales", sales)).toBe("assign");
    expect(of("suporte", support)).toBe("keep");
  });

  test("of the department of a step makes the step be passed over", () => {
    const policies = vip({
      escalation: [{ afterMinutes: 5, to: { department: "Support" } }],
      fallback: { department: "Triage" },
    });
    const state: RoutingState = {
      ...{ policy: "vip", step: 0, atMs: noon - 600_000, departmentId: sales, userId: null },
      ...{ originDepartmentId: sales, tried: [] },
    };
    const facts = wroteAt(noon - 900_000);
    const closedDays = [{ ...day, date: "2026-11-26", departmentId: support }];
    const decide = (more: object) =>
      decideRouting(facts, policies, asked("escalation", noon, policies, { state, candidates: people, ...more }));
    expect(decide({}).userId).toBe("bia");
    expect(decide({ closedDays })).toMatchObject({ action: "queue", departmentId: "d-triage" });
  });
});

test("hours that could not be read never begin", () => {
  const policies = policiesOf(policy({ hours: { weekly: "account" } }));
  const hours = { calendars: new Map([["sales", { problem: "the account's office hours were not read" }]]) };
  for (const known of [{ hours }, {}])
    expect(decideRouting(session(), policies, context("SESSION_NEW", known))).toMatchObject({
      action: "keep",
      reasons: [{ code: "NEVER_OPEN" }],
    });
});

describe("somebody off shift", () => {
  const off = (userId: string, beginsMs?: number) =>
    person(userId, { available: false, offShift: beginsMs === undefined ? {} : { beginsMs } });

  test("gets nothing, and it is said when the shift begins", () => {
    const candidates = [off("ana", at("2026-11-30T13:00")), off("bia"), person("caio")];
    const { userId, rejected } = decideRouting(session(), policiesOf(policy()), context("SESSION_NEW", { candidates }));
    expect(userId).toBe("caio");
    expect(rejected).toEqual([
      { userId: "ana", code: "OFF_SHIFT", beginsMs: at("2026-11-30T13:00") },
      { userId: "bia", code: "OFF_SHIFT" },
    ]);
    expect(rejected.map((each) => rejectionText(each, { language: "en", timeZone }))).toEqual([
      "is off shift until Mon 2026-11-30 13:00",
      "is off shift",
    ]);
  });

  test("is given nothing on request either, and that is said", () => {
    const candidates = [off("ana"), person("bia")];
    const request = { on: "requested", to: { user: "Ana" } } as const;
    const decided = decideRouting(session(), [], context(request, { candidates }));
    expect(decided).toMatchObject({ action: "keep", failed: true, rejected: [{ code: "OFF_SHIFT" }, {}] });
    expect(decided.reasons[0]).toMatchObject({ code: "NOBODY_ELIGIBLE", params: { rejected: { OFF_SHIFT: 1 } } });
  });

  test("loses what waits for an answer as an unavailable owner does, after the policy's minutes", () => {
    const policies = policiesOf(policy({ when: [{ ownerUnavailable: { minutes: 20 } }] }));
    const candidates = [off("ana"), person("bia")];
    const decide = (nowMs: number) =>
      decideRouting(session({ userId: "ana" }), policies, context("ownerUnavailable", { candidates, nowMs }));
    const start = session().lastMessageInMs as number;
    expect(decide(start + 19 * 60_000).action).toBe("keep");
    expect(decide(start + 20 * 60_000).userId).toBe("bia");
  });

  test("is passed over by a step for them alone", () => {
    const policies = policiesOf(
      policy({
        escalation: [
          { afterMinutes: 5, to: { user: "Ana" } },
          { afterMinutes: 5, to: { user: "Bia" } },
        ],
      }),
    );
    const state: RoutingState = {
      ...{ policy: "sales", step: 0, atMs: session().createdAtMs as number, departmentId: sales, userId: null },
      ...{ originDepartmentId: sales, tried: [] },
    };
    const candidates = [off("ana"), person("bia")];
    expect(decideRouting(session(), policies, context("escalation", { candidates, state }))).toMatchObject({
      userId: "bia",
      step: 2,
    });
  });

  test("who served the contact last is away: the contact waits for them, or gets another, as the policy says", () => {
    const candidates = [off("ana"), person("bia")];
    const decide = (cover: "queue" | "others") =>
      decideRouting(
        session(),
        policiesOf(policy({ stickyOwner: { days: 30, cover } })),
        context("SESSION_NEW", { candidates, lastServed: { userId: "ana", atMs: session().createdAtMs as number } }),
      );
    expect(decide("others").userId).toBe("bia");
    expect(decide("queue").userId).toBeUndefined();
  });
});
