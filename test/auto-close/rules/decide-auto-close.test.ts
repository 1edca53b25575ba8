// When an idle session is warned, closed or left alone: each rule in a case that its author would recognise.
import { describe, expect, test } from "@jest/globals";
import type { AutoCloseMoment } from "../../../lib/auto-close/rules/auto-close-case.ts";
import { decideAutoClose } from "../../../lib/auto-close/rules/decide-auto-close.ts";
import type { SessionFacts } from "../../../lib/core/sessions/session-facts.ts";
import {
  answeredAt,
  comercial,
  contactWroteAt,
  factsOf,
  financeiro,
  joao,
  type PolicyInput,
  readyOf,
  whatsapp,
} from "./support/policies.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const saoPaulo = (wall: string) => Date.parse(`${wall}:00-03:00`);

/** `at` is both the run's now and the moment of acting, unless `moment` says otherwise. */
const decide = (
  policies: PolicyInput | PolicyInput[],
  facts: Partial<SessionFacts>,
  at: number,
  moment: Partial<AutoCloseMoment> = {},
) => decideAutoClose(factsOf(facts), readyOf([policies].flat()), { nowMs: at, actNowMs: at, ...moment });
const codesOf = ({ reasons }: { reasons: readonly { code: string }[] }) => reasons.map(({ code }) => code);

const fourHoursLater = answeredAt + 4 * hourMs;

describe("idle time on the wall clock", () => {
  test("counts from the last message to the contact: 10:30 and 4 hours are 14:30", () => {
    expect(decide({}, {}, fourHoursLater)).toMatchObject({ action: "close", policy: "policy-1", sendFarewell: false });
    expect(decide({}, {}, fourHoursLater - 1)).toMatchObject({ action: "wait", untilMs: saoPaulo("2026-11-18T14:30") });
  });

  test.each<[string, PolicyInput, Partial<SessionFacts>, string]>([
    ["out: 10:30 + 4 h", { idle: { hours: 4, since: "out" } }, {}, "2026-11-18T14:30"],
    ["in: 10:00 + 4 h", { idle: { hours: 4, since: "in" } }, {}, "2026-11-18T14:00"],
    ["any, ours is the later: 10:30 + 4 h", { idle: { hours: 4, since: "any" } }, {}, "2026-11-18T14:30"],
    [
      "any, the contact's is the later: 11:00 + 4 h",
      { idle: { hours: 4, since: "any" }, waitingOn: "anyone" },
      { lastMessageInMs: saoPaulo("2026-11-18T11:00") },
      "2026-11-18T15:00",
    ],
    ["in minutes", { idle: { minutes: 90 } }, {}, "2026-11-18T12:00"],
    ["in days", { idle: { days: 2 } }, {}, "2026-11-20T10:30"],
  ])("since %s", (_case, policy, facts, due) => {
    expect(decide(policy, facts, saoPaulo(due) - 1)).toMatchObject({ action: "wait", untilMs: saoPaulo(due) });
    expect(decide(policy, facts, saoPaulo(due))).toMatchObject({ action: "close" });
  });

  test("since any, for a session in which nobody wrote: since it was made, and only if it need not have an answer", () => {
    const empty = { lastMessageInMs: null, lastMessageOutMs: null, windowStatus: "NOT_STARTED" } as const;
    const policy: PolicyInput = { idle: { hours: 4, since: "any" }, waitingOn: "anyone" };
    expect(decide(policy, empty, contactWroteAt + 4 * hourMs)).toMatchObject({ action: "close" });
    expect(decide(policy, { ...empty, createdAtMs: undefined }, fourHoursLater)).toMatchObject({ action: "leave" });
    expect(codesOf(decide({}, empty, fourHoursLater))).toEqual(["MATCHED", "NO_MESSAGE"]);
  });
});

describe("idle time in business time, Monday to Friday 09:00-18:00", () => {
  const hours = {
    weekly: Object.fromEntries(
      (["monday", "tuesday", "wednesday", "thursday", "friday"] as const).map((day) => [day, ["09:00-18:00"]]),
    ),
    holidays: ["BR"],
  };
  const policy: PolicyInput = { idle: { hours: 4, clock: "business" }, hours };

  test.each([
    ["a day: 10:30 + 4 h", "2026-11-18T10:30", "2026-11-18T14:30"],
    ["a night: 2 of 16-18, 2 of 9-11", "2026-11-18T16:00", "2026-11-19T11:00"],
    [
      "a holiday and a weekend: Thursday 2 of 16-18; Friday 20 November; Monday 2 of 9-11",
      "2026-11-19T16:00",
      "2026-11-23T11:00",
    ],
  ])("passes over %s", (_case, out, due) => {
    const facts = { lastMessageInMs: saoPaulo(out) - 1, lastMessageOutMs: saoPaulo(out) };
    expect(decide(policy, facts, saoPaulo(due) - 1)).toMatchObject({ action: "wait", untilMs: saoPaulo(due) });
    expect(decide(policy, facts, saoPaulo(due))).toMatchObject({ action: "close" });
  });

  test("in the zone the hours name: 09:00 in Manaus is 10:00 in São Paulo", () => {
    const facts = { lastMessageOutMs: saoPaulo("2026-11-18T18:30"), lastMessageInMs: contactWroteAt };
    const manaus: PolicyInput = { ...policy, hours: { ...hours, timeZone: "America/Manaus" } };
    // Half an hour counts of 18:30-19:00 (17:30-18:00 in Manaus), then 3.5 hours of 10:00-13:30.
    expect(decide(manaus, facts, saoPaulo("2026-11-18T20:00"))).toMatchObject({
      untilMs: saoPaulo("2026-11-19T13:30"),
    });
  });
});

describe("who waits for whom", () => {
  test.each<[string, Partial<SessionFacts>, string]>([
    ["the contact spoke last", { lastMessageInMs: answeredAt + 1 }, "CONTACT_SPOKE_LAST"],
    ["both at the same instant, which is a doubt", { lastMessageInMs: answeredAt }, "CONTACT_SPOKE_LAST"],
    ["nobody ever answered", { lastMessageOutMs: null }, "CONTACT_SPOKE_LAST"],
    ["WTS does not say when the contact wrote", { lastMessageInMs: undefined }, "FACT_MISSING"],
    ["WTS does not say when we wrote", { lastMessageOutMs: undefined }, "FACT_MISSING"],
    ["a time is out of range", { lastMessageOutMs: 8.64e15 }, "FACT_MISSING"],
    ["the window was opened by a contact that never wrote", { lastMessageInMs: null }, "FACTS_CONTRADICT"],
  ])("a session is never closed where %s", (_case, facts, code) => {
    const decision = decide({}, facts, answeredAt + 1000 * hourMs);
    expect(decision).toMatchObject({ action: "leave", policy: "policy-1" });
    expect(codesOf(decision)).toEqual(["MATCHED", code]);
  });

  test("a contact that never wrote waits for nothing: a campaign's session is closed", () => {
    const facts = { lastMessageInMs: null, windowStatus: "NOT_STARTED" } as const;
    expect(decide({}, facts, fourHoursLater)).toMatchObject({ action: "close" });
    expect(decide({}, { lastMessageInMs: null, channelType: "ZAPI_WHATSAPP" }, fourHoursLater)).toMatchObject({
      action: "close",
    });
  });

  test('waitingOn "anyone" closes although the contact spoke last', () => {
    const policy: PolicyInput = { waitingOn: "anyone", idle: { hours: 4, since: "any" } };
    expect(decide(policy, { lastMessageInMs: answeredAt + 1 }, fourHoursLater + 1)).toMatchObject({ action: "close" });
  });
});

describe("answers that do not count", () => {
  const policy: PolicyInput = { answersThatDoNotCount: ["BOT", "OFFICE_HOURS"] };
  const answers = (...origins: (string | undefined)[]) =>
    origins.map((origin, index) => ({ origin, atMs: answeredAt - index * 1000 }));

  test("who answered is asked for only when all else says close", () => {
    expect(decide(policy, {}, fourHoursLater)).toMatchObject({ action: "look", needs: "messages" });
    expect(decide(policy, {}, fourHoursLater - 1)).not.toMatchObject({ action: "look" });
    expect(decide(policy, { lastMessageInMs: answeredAt + 1 }, fourHoursLater + 1)).not.toMatchObject({
      action: "look",
    });
    expect(decide({}, {}, fourHoursLater)).not.toMatchObject({ action: "look" });
  });

  test.each([
    ["a person", answers("DEFAULT"), "close"],
    ["a bot", answers("BOT"), "leave"],
    ["the office hours' message, then a bot", answers("BOT", "OFFICE_HOURS"), "leave"],
    ["a person, then a bot asking whether there is anything else", answers("BOT", "DEFAULT"), "close"],
    ["a campaign, which this policy does not name", answers("CAMPAIGN"), "close"],
    ["nobody that is named", answers(undefined), "leave"],
    ["nobody", [], "leave"],
    ["a person, before the contact wrote again", [{ origin: "DEFAULT", atMs: contactWroteAt }], "leave"],
  ])("answered by %s", (_case, given, action) => {
    const decision = decide(policy, {}, fourHoursLater, { answers: given });
    expect(decision).toMatchObject({ action });
    expect(decision).not.toMatchObject({ action: "look" });
    if (action === "leave") expect(codesOf(decision).at(-1)).toBe("ANSWER_DOES_NOT_COUNT");
  });

  test("a contact that never wrote has asked nothing, so nobody's answer matters", () => {
    const facts = { lastMessageInMs: null, windowStatus: "NOT_STARTED" } as const;
    expect(decide(policy, facts, fourHoursLater)).toMatchObject({ action: "close" });
  });
});

describe("which sessions a policy is about", () => {
  test.each<[string, PolicyInput["match"], Partial<SessionFacts>]>([
    ["STATUS_DIFFERS", { status: "PENDING" }, {}],
    ["STATUS_DIFFERS", undefined, { status: "COMPLETED" }],
    ["STATUS_DIFFERS", undefined, { status: "HIDDEN" }],
    ["STATUS_DIFFERS", undefined, { status: undefined }],
    ["DEPARTMENT_DIFFERS", { department: "Financeiro" }, {}],
    ["DEPARTMENT_DIFFERS", { department: null }, {}],
    ["USER_DIFFERS", { user: null }, {}],
    ["USER_DIFFERS", { user: "joao.silva@clinicaboavista.example" }, { userId: null }],
    ["CHANNEL_DIFFERS", { channel: ["INSTAGRAM", "c0000000-0000-4000-8000-00000000000f"] }, {}],
    ["TAGS_DIFFER", { tags: ["VIP"] }, { tags: ["Retorno"] }],
    ["METADATA_DIFFERS", { metadata: { origem: "instagram" } }, { metadata: { origem: "site" } }],
    ["METADATA_DIFFERS", { metadata: { origem: true } }, { metadata: { origem: null } }],
    ["TYPE_DIFFERS", { type: "GROUP" }, {}],
    ["HANDLER_DIFFERS", { handledBy: "bot" }, {}],
    ["HANDLER_DIFFERS", { handledBy: ["nobody"] }, { userId: null, botId: "b", status: "STARTED" }],
    ["HANDLER_DIFFERS", { handledBy: "bot" }, { userId: null, botId: "b", status: "PENDING" }],
  ])("%s: %j is not about it", (code, match, facts) => {
    const decision = decide(match === undefined ? {} : { match }, facts, fourHoursLater);
    expect(decision).toMatchObject({ action: "leave" });
    expect(decision).not.toHaveProperty("policy");
    expect(codesOf(decision)).toEqual([code, "NO_POLICY"]);
  });

  test.each<[PolicyInput["match"], Partial<SessionFacts>]>([
    [{ status: ["HIDDEN", "IN_PROGRESS"] }, { status: "HIDDEN" }],
    [{ department: ["Financeiro", "Comercial"] }, {}],
    [{ department: comercial.toUpperCase() }, {}],
    [{ department: [null, "Financeiro"] }, { departmentId: null }],
    [{ user: "joao.silva@clinicaboavista.example" }, {}],
    [{ channel: "CLOUDAPI_WHATSAPP" }, {}],
    [{ channel: [whatsapp.toUpperCase()] }, {}],
    [{ tags: ["vip", "convenio"] }, { tags: ["t-1", "Convênio"] }],
    [{ metadata: { origem: true, pedido: "42" } }, { metadata: { origem: "x", pedido: 42 } }],
    [{ metadata: { origem: true } }, { metadata: { origem: { toString: 1, valueOf: 1 } } }],
    [{ type: "INDIVIDUAL" }, {}],
    [{ handledBy: "human" }, { botId: "b" }],
    [{ handledBy: "bot" }, { userId: null, botId: "b", status: "STARTED" }],
    [{ handledBy: "nobody" }, { userId: null }],
    [{ handledBy: "nobody" }, { userId: null, botId: "b", status: "PENDING" }],
  ])("%j is about it", (match, facts) => {
    expect(decide({ match: match ?? {} }, facts, fourHoursLater)).toMatchObject({ action: "close" });
  });

  test.each<[PolicyInput["except"], Partial<SessionFacts>]>([
    [{ department: ["Comercial"] }, {}],
    [{ department: "Financeiro", tags: "VIP" }, { tags: ["VIP"] }],
    [{ metadata: { naoEncerrar: true, outra: "x" } }, { metadata: { naoEncerrar: "sim" } }],
    [{ user: [null] }, { userId: null }],
    [{ status: "STARTED" }, { status: "STARTED" }],
  ])("except %j leaves it alone: one of them is enough", (except, facts) => {
    expect(codesOf(decide({ except: except ?? {} }, facts, fourHoursLater))).toEqual(["EXCEPTED", "NO_POLICY"]);
  });

  test.each<[PolicyInput, Partial<SessionFacts>]>([
    [{ match: { tags: "VIP" } }, { tags: undefined }],
    [{ except: { tags: "VIP" } }, { tags: undefined }],
    [{ match: { type: "INDIVIDUAL" } }, { type: undefined }],
    [{ except: { channel: "INSTAGRAM" } }, { channelType: undefined }],
    [{ match: { channel: whatsapp } }, { channelId: undefined }],
    [{ except: { metadata: { naoEncerrar: true } } }, { metadata: undefined }],
  ])("what WTS does not say is a doubt, and a doubt closes nothing, by no later policy either: %j", (policy, facts) => {
    const decision = decide([policy, {}], facts, fourHoursLater);
    expect(decision).toMatchObject({ action: "leave", policy: "policy-1" });
    expect(codesOf(decision)).toEqual(["FACT_MISSING"]);
  });

  test("the first policy that is about a session decides, also when a later one would close it", () => {
    const policies: PolicyInput[] = [
      { match: { department: "Financeiro" } },
      { enabled: false },
      { match: { department: "Comercial" }, idle: { hours: 8 } },
      { idle: { minutes: 5 } },
    ];
    const decision = decide(policies, {}, fourHoursLater);
    expect(decision).toMatchObject({ action: "wait", policy: "policy-3", untilMs: answeredAt + 8 * hourMs });
    expect(decision.reasons.map(({ policy, code }) => [policy, code])).toEqual([
      ["policy-1", "DEPARTMENT_DIFFERS"],
      ["policy-2", "POLICY_DISABLED"],
      ["policy-3", "MATCHED"],
      ["policy-3", "NOT_IDLE_YET"],
    ]);
    expect(decide(policies, { departmentId: financeiro }, fourHoursLater)).toMatchObject({ policy: "policy-1" });
  });

  test("every reason holds when several do", () => {
    const match = { department: "Financeiro", user: null, tags: "VIP" } as const;
    expect(codesOf(decide({ match, except: { type: "INDIVIDUAL" } }, {}, fourHoursLater))).toEqual([
      "DEPARTMENT_DIFFERS",
      "USER_DIFFERS",
      "TAGS_DIFFER",
      "EXCEPTED",
      "NO_POLICY",
    ]);
  });
});

describe("a warning", () => {
  const policy: PolicyInput = { warning: { text: "Ainda está aí?", grace: { minutes: 30 } } };
  const warnedAtMs = fourHoursLater + 2000;
  const warned = { warnedAtMs, messageAtMs: warnedAtMs + 700, lastMessageInMs: contactWroteAt };
  /** WTS shows the session like this once the warning went out. */
  const afterwards = { lastMessageOutMs: warned.messageAtMs, lastInteractionMs: warned.messageAtMs };
  const graceEnd = warnedAtMs + 30 * minuteMs;

  test("comes first, when the session is idle long enough", () => {
    expect(decide(policy, {}, fourHoursLater)).toMatchObject({ action: "warn", policy: "policy-1" });
    expect(decide(policy, {}, fourHoursLater - 1)).toMatchObject({ action: "wait", untilMs: fourHoursLater });
  });

  test("gives its grace, on our own clock: warned at 14:30:02, closed from 15:00:02 on", () => {
    expect(decide(policy, afterwards, graceEnd - 1, { warned })).toMatchObject({ action: "wait", untilMs: graceEnd });
    expect(decide(policy, afterwards, graceEnd, { warned })).toMatchObject({ action: "close" });
  });

  test("holds too where WTS does not move lastMessageOut for messages of the API", () => {
    expect(decide(policy, {}, graceEnd - 1, { warned })).toMatchObject({ action: "wait", untilMs: graceEnd });
    expect(decide(policy, {}, graceEnd, { warned })).toMatchObject({ action: "close" });
  });

  test.each([
    ["the contact", { lastMessageInMs: graceEnd - 1, lastMessageOutMs: warned.messageAtMs }],
    ["a contact that had never written", { lastMessageInMs: graceEnd - 1, lastMessageOutMs: warned.messageAtMs }],
  ])("is cancelled by a reply of %s, at the last moment too", (who, facts) => {
    const before = who === "the contact" ? warned : { ...warned, lastMessageInMs: null };
    expect(decide(policy, facts, graceEnd, { warned: before })).toMatchObject({ action: "leave" });
    expect(codesOf(decide(policy, facts, graceEnd, { warned: before }))).toEqual(["MATCHED", "CONTACT_SPOKE_LAST"]);
  });

  test("cancelled and answered, the session is idle anew from the answer on, and warned anew", () => {
    const replied = graceEnd - 1;
    const answered = { lastMessageInMs: replied, lastMessageOutMs: replied + 60_000 };
    const due = replied + 60_000 + 4 * hourMs;
    expect(decide(policy, answered, due - 1, { warned })).toMatchObject({ action: "wait", untilMs: due });
    expect(decide(policy, answered, due, { warned })).toMatchObject({ action: "warn" });
  });

  describe("after which something else went out", () => {
    const touchedAt = warned.messageAtMs + 5 * minuteMs;
    const touched = { lastMessageOutMs: touchedAt };
    const sent = (origin: string | undefined) => [
      { origin, atMs: touchedAt },
      { origin: "API", atMs: warned.messageAtMs },
      { origin: "DEFAULT", atMs: answeredAt },
    ];

    test("waits for its grace first, and then asks who wrote", () => {
      expect(decide(policy, touched, graceEnd - 1, { warned })).toMatchObject({ action: "wait", untilMs: graceEnd });
      expect(decide(policy, touched, graceEnd, { warned })).toMatchObject({ action: "look", needs: "messages" });
    });

    test("is not cancelled by a bot or a campaign", () => {
      expect(decide(policy, touched, graceEnd, { warned, answers: sent("BOT") })).toMatchObject({ action: "close" });
    });

    test.each([["DEFAULT"], [undefined]])("is cancelled by a person (%s): idle from then on", (origin) => {
      const due = touchedAt + 4 * hourMs;
      const decision = decide(policy, touched, graceEnd, { warned, answers: sent(origin) });
      expect(decision).toMatchObject({ action: "wait", untilMs: due });
      expect(codesOf(decision)).toContain("WARNING_CANCELLED");
      expect(decide(policy, touched, due, { warned, answers: sent(origin) })).toMatchObject({ action: "warn" });
    });
  });

  test("has its grace in business time where its policy counts in it: 17:45, 15 minutes to 18:00, 15 from 09:00", () => {
    const business: PolicyInput = {
      ...policy,
      idle: { hours: 4, clock: "business" },
      hours: { weekly: { wednesday: ["09:00-18:00"], thursday: ["09:00-18:00"] } },
    };
    const late = { ...warned, warnedAtMs: saoPaulo("2026-11-18T17:45") };
    expect(decide(business, {}, saoPaulo("2026-11-18T23:00"), { warned: late })).toMatchObject({
      action: "wait",
      untilMs: saoPaulo("2026-11-19T09:15"),
    });
    const onTheWall: PolicyInput = { ...business, warning: { text: "x", grace: { minutes: 30, clock: "wall" } } };
    expect(decide(onTheWall, {}, saoPaulo("2026-11-18T18:00"), { warned: late })).toMatchObject({
      untilMs: saoPaulo("2026-11-18T18:15"),
    });
  });
});

describe("WhatsApp's window, 24 hours from the contact's last message", () => {
  const farewell: PolicyInput = { idle: { hours: 23 }, close: { farewell: "Até logo!" } };
  const open = contactWroteAt + 23.5 * hourMs;
  const shut = contactWroteAt + 24 * hourMs;

  test("open: the farewell is sent", () => {
    expect(decide(farewell, {}, open)).toMatchObject({ action: "close", sendFarewell: true });
  });

  test.each<[string, Partial<SessionFacts>, number]>([
    ["by our own clock", {}, shut],
    ["in a minute, which a message needs", {}, shut - 60_000],
    ["by what WTS says", { windowStatus: "EXPIRED" }, open],
    ["on a channel that WTS does not name", { channelType: undefined }, shut],
    ["on a channel that we do not know", { channelType: "TELEGRAM" }, shut],
  ])("shut %s: left open by default, or closed without a word", (_case, facts, at) => {
    const decision = decide(farewell, facts, at);
    expect(decision).toMatchObject({ action: "leave", policy: "policy-1" });
    expect(codesOf(decision)).toEqual(["MATCHED", "IDLE", "WINDOW_CLOSED"]);
    const close = decide({ ...farewell, whenUnsendable: "close" }, facts, at);
    expect(close).toMatchObject({ action: "close", sendFarewell: false });
  });

  test("shut between the run's now and the action: what counts is whether a text can still go out", () => {
    const lastOpen = shut - 60_001;
    const sendFarewellAt = (actNowMs: number) => {
      const decision = decide({ ...farewell, whenUnsendable: "close" }, {}, lastOpen, { actNowMs });
      return "sendFarewell" in decision && decision.sendFarewell;
    };
    expect([sendFarewellAt(lastOpen), sendFarewellAt(lastOpen + 1)]).toEqual([true, false]);
    const warns: PolicyInput = { warning: { text: "Oi?", grace: { hours: 1 } }, whenUnsendable: "leave" };
    expect(decide(warns, {}, lastOpen)).toMatchObject({ action: "warn" });
    expect(decide(warns, {}, lastOpen, { actNowMs: lastOpen + 1 })).toMatchObject({ action: "leave" });
  });

  test.each(["ZAPI_WHATSAPP", "EVOLUTIONAPI_WHATSAPP", "INSTAGRAM", "MESSENGER"])("does not bind %s", (channelType) => {
    expect(decide(farewell, { channelType }, shut + 90 * hourMs)).toMatchObject({
      action: "close",
      sendFarewell: true,
    });
  });

  test("a warning that cannot be sent is left out or leaves the session open, as the policy says", () => {
    const policy: PolicyInput = {
      idle: { hours: 30 },
      warning: { text: "Oi?", grace: { hours: 1 } },
      close: { farewell: "Tchau" },
    };
    const at = answeredAt + 30 * hourMs;
    expect(decide({ ...policy, whenUnsendable: "leave" }, {}, at)).toMatchObject({ action: "leave" });
    expect(decide({ ...policy, whenUnsendable: "close" }, {}, at)).toMatchObject({
      action: "close",
      sendFarewell: false,
    });
  });

  test("says nothing to a policy that sends nothing", () => {
    expect(decide({ idle: { hours: 23 } }, { windowStatus: "EXPIRED" }, shut)).toMatchObject({
      action: "close",
      sendFarewell: false,
    });
  });
});

describe("business hours, 09:00-18:00", () => {
  const hours = { weekly: { wednesday: ["09:00-18:00"], thursday: ["09:00-18:00"] } };
  const night = saoPaulo("2026-11-18T22:00");
  const opening = saoPaulo("2026-11-19T09:00");

  test.each<[string, PolicyInput]>([
    ["a farewell", { close: { farewell: "Até logo!" } }],
    ["a warning", { warning: { text: "Oi?", grace: { hours: 1 } } }],
    ["a close in silence, where the policy says onlyInHours", { onlyInHours: true }],
  ])("%s waits for the next opening", (_case, policy) => {
    expect(decide({ hours, ...policy }, {}, night)).toMatchObject({ action: "wait", untilMs: opening });
    expect(decide({ hours, ...policy }, {}, opening)).toMatchObject({ action: policy.warning ? "warn" : "close" });
  });

  test("a close in silence does not wait otherwise", () => {
    expect(decide({ hours }, {}, night)).toMatchObject({ action: "close" });
  });

  test("are looked at when acting, idleness is measured when the run began", () => {
    const policy: PolicyInput = { hours, close: { farewell: "Até logo!" } };
    const decideAt = (nowMs: number, actNowMs: number) =>
      decideAutoClose(factsOf(), readyOf([policy]), { nowMs, actNowMs });
    expect(decideAt(fourHoursLater, saoPaulo("2026-11-18T18:00"))).toMatchObject({ action: "wait", untilMs: opening });
    expect(decideAt(fourHoursLater - 1, fourHoursLater + hourMs)).toMatchObject({
      action: "wait",
      untilMs: fourHoursLater,
    });
  });

  test("outside of them a window that shuts before the opening ends the wait", () => {
    // The contact wrote at 08:00, so a day later the window is shut (one minute early), an hour before the opening.
    const facts = { lastMessageInMs: saoPaulo("2026-11-18T08:00") };
    const policy: PolicyInput = { hours, close: { farewell: "Até logo!" } };
    const shuts = saoPaulo("2026-11-19T07:59");
    expect(decide(policy, facts, night)).toMatchObject({ action: "wait", untilMs: shuts });
    expect(decide(policy, facts, shuts)).toMatchObject({ action: "leave" });
    expect(decide({ ...policy, whenUnsendable: "close" }, facts, shuts)).toMatchObject({
      action: "close",
      sendFarewell: false,
    });
    const hoursToo: PolicyInput = { ...policy, whenUnsendable: "close", onlyInHours: true };
    expect(decide(hoursToo, facts, shuts)).toMatchObject({ action: "wait", untilMs: opening });
  });

  test("that never come round close nothing", () => {
    const christmas = { weekly: { friday: ["09:00-18:00"] }, holidays: [] };
    const fridays = Array.from({ length: 210 }, (_, week) =>
      new Date(Date.UTC(2026, 10, 20) + week * 7 * 24 * hourMs).toISOString().slice(0, 10),
    );
    const policy: PolicyInput = { hours: { ...christmas, holidays: fridays }, onlyInHours: true };
    expect(codesOf(decide(policy, {}, night))).toEqual(["MATCHED", "IDLE", "NEVER_OPEN"]);
    expect(codesOf(decide({ ...policy, idle: { hours: 1, clock: "business" } }, {}, night))).toEqual([
      "MATCHED",
      "NEVER_OPEN",
    ]);
  });
});

test("no reason quotes anything of the contact", () => {
  const facts = { metadata: { telefone: "5511999990000" }, tags: ["VIP"], userId: joao };
  const policies: PolicyInput[] = [
    { match: { metadata: { telefone: "1" } } },
    { except: { tags: "VIP" } },
    { match: { tags: "vip" } },
  ];
  const text = JSON.stringify(decide(policies, facts, fourHoursLater).reasons);
  expect(text).not.toMatch(/5511|VIP|vip|a0000000/);
});

test("where WTS does not show whether the contact may be written to, it is not closed without its warning", () => {
  const atMs = answeredAt + 5 * 3_600_000;
  const messages = { neverMessage: ["VIP"], optOutWords: [], optInWords: [] };
  for (const [whenUnsendable, action] of [
    ["leave", "leave"],
    ["close", "close"],
  ] as const) {
    const policies = readyOf([{ warning: { text: "Oi?", grace: { hours: 1 } }, whenUnsendable }], { messages });
    const decision = decideAutoClose(factsOf({ tags: undefined }), policies, { nowMs: atMs, actNowMs: atMs });
    expect(decision).toMatchObject({ action });
    expect(decision.reasons.at(-1)).toMatchObject({ code: "CONTACT_UNKNOWN" });
  }
});
