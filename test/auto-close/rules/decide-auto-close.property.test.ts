// What no policy, no session and no hour of the day may lead to.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { AutoCloseMoment, Warned } from "../../../lib/auto-close/rules/auto-close-case.ts";
import { candidateFilter } from "../../../lib/auto-close/rules/candidate-filter.ts";
import { decideAutoClose } from "../../../lib/auto-close/rules/decide-auto-close.ts";
import type { AutoCloseDecision } from "../../../lib/auto-close/rules/first-decision.ts";
import { prepareAutoClose, type ReadyPolicy } from "../../../lib/auto-close/rules/prepare-auto-close.ts";
import { reasonText } from "../../../lib/auto-close/rules/reason-texts.ts";
import { readSessionFacts, type SessionFacts } from "../../../lib/core/sessions/session-facts.ts";
import type { Answer } from "../../../lib/core/sessions/team-answers.ts";
import { languages } from "../../../lib/core/texts/language.ts";
import {
  account,
  comercial,
  factsOf,
  financeiro,
  joao,
  type PolicyInput,
  policiesOf,
  whatsapp,
} from "./support/policies.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const start = Date.parse("2026-11-18T12:00:00Z");

/** Minutes around each other, so that ties and bare misses happen. */
const near = fc.integer({ min: -30, max: 30 }).map((minutes) => start + minutes * minuteMs);
const far = fc.integer({ min: -80, max: 80 }).map((hours) => start + hours * hourMs);
const soon = fc.integer({ min: 0, max: 300 }).map((minutes) => start + minutes * minuteMs);
const instant = fc.oneof({ arbitrary: near, weight: 3 }, { arbitrary: far, weight: 1 });

const mostly = <Usual, Rare>(usual: fc.Arbitrary<Usual>, rare: fc.Arbitrary<Rare>) =>
  fc.oneof({ arbitrary: usual, weight: 8 }, { arbitrary: rare, weight: 1 });
const maybe = <Value>(value: fc.Arbitrary<Value>) => mostly(value, fc.constant(undefined));
const sometimes = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 });

const anyFacts: fc.Arbitrary<SessionFacts> = fc
  .record({
    status: mostly(
      fc.constantFrom("STARTED", "PENDING", "IN_PROGRESS"),
      fc.constantFrom("COMPLETED", "HIDDEN", undefined),
    ),
    departmentId: fc.constantFrom(comercial, financeiro, null),
    userId: fc.constantFrom(joao, null),
    botId: fc.constantFrom("b", null),
    channelId: maybe(fc.constant(whatsapp)),
    channelType: maybe(fc.constantFrom("CLOUDAPI_WHATSAPP", "ZAPI_WHATSAPP", "TELEGRAM")),
    type: maybe(fc.constantFrom("INDIVIDUAL", "GROUP")),
    tags: maybe(fc.subarray(["VIP", "Retorno"])),
    metadata: fc.constantFrom({}, { manter: "sim" }),
    createdAtMs: maybe(instant),
    lastMessageInMs: mostly(instant, fc.constantFrom(null, undefined)),
    lastMessageOutMs: mostly(instant, fc.constantFrom(null, undefined)),
    windowStatus: maybe(fc.constantFrom("ACTIVE", "EXPIRED", "NOT_STARTED")),
  })
  .map((some) => factsOf(some as Partial<SessionFacts>));

/** The team wrote last, or in the same minute, and the contact may be written to: of those above hardly one is so. */
const quietFacts: fc.Arbitrary<SessionFacts> = fc
  .record({
    one: anyFacts,
    status: fc.constantFrom("STARTED", "PENDING", "IN_PROGRESS"),
    lastInMinutes: fc.integer({ min: -120, max: -1 }),
    answerMinutes: fc.integer({ min: 0, max: 60 }),
  })
  .map(({ one, status, lastInMinutes, answerMinutes }) => ({
    ...one,
    status: status as SessionFacts["status"],
    lastMessageInMs: start + lastInMinutes * minuteMs,
    lastMessageOutMs: start + (lastInMinutes + answerMinutes) * minuteMs,
    windowStatus: "ACTIVE",
  }));
const facts = fc.oneof(anyFacts, quietFacts);

const periods = fc.constantFrom(["00:00-24:00"], ["09:00-12:00", "13:00-18:00"], ["00:00-24:00"], []);
const hours = fc.record({
  weekly: fc.record(
    { monday: fc.constant(["09:00-18:00"]), wednesday: periods, thursday: periods, friday: periods, sunday: periods },
    { requiredKeys: ["monday"] },
  ),
  holidays: mostly(fc.constant(["BR"]), fc.constant(["2026-11-18", "2026-11-19"])),
});
const match = fc.record(
  {
    status: fc.subarray(["STARTED", "PENDING", "IN_PROGRESS", "HIDDEN"] as const, { minLength: 1 }),
    department: fc.constantFrom("Comercial", ["Financeiro", null]),
    user: fc.constantFrom(null, "joao.silva@clinicaboavista.example"),
    channel: fc.constantFrom(whatsapp, "ZAPI_WHATSAPP"),
    tags: fc.constantFrom("VIP"),
    metadata: fc.constantFrom({ manter: true as const }),
    type: fc.constantFrom("INDIVIDUAL" as const),
    handledBy: fc.constantFrom("bot" as const, "human" as const, "nobody" as const),
  },
  { requiredKeys: [] },
);
const clock = fc.constantFrom("wall" as const, "business" as const);

const policy: fc.Arbitrary<PolicyInput> = fc
  .record(
    {
      enabled: mostly(fc.constant(true), fc.constant(false)),
      match: mostly(fc.constant({}), match),
      except: mostly(fc.constant({}), match),
      idle: fc.record({
        minutes: fc.constantFrom(1, 5, 20, 60, 3000),
        since: fc.constantFrom("out", "in", "any"),
        clock,
      }),
      waitingOn: fc.constantFrom("contact", "anyone"),
      answersThatDoNotCount: fc.subarray(["BOT", "OFFICE_HOURS"]),
      hours,
      onlyInHours: fc.boolean(),
      warning: fc.record({
        text: fc.constant("Oi?"),
        grace: fc.record({ minutes: fc.constantFrom(1, 30, 600), clock }),
      }),
      whenUnsendable: fc.constantFrom("leave", "close"),
      close: fc.constantFrom({}, { farewell: "Tchau" }),
    },
    { requiredKeys: ["idle", "hours", "whenUnsendable"] },
  )
  .map((some) => some as unknown as PolicyInput);

/** What a configuration refuses is not what a decision has to cope with. */
const acceptable: fc.Arbitrary<readonly ReadyPolicy[]> = fc
  .array(policy, { minLength: 1, maxLength: 3 })
  .map((inputs) => {
    try {
      const prepared = prepareAutoClose(policiesOf(...inputs), account);
      return prepared.ok ? prepared.policies : [];
    } catch {
      return [];
    }
  })
  .filter((policies) => policies.length > 0);

/** They are prepared once and asked about many sessions, as in a run: reading configurations would take most of the time. */
const prepared = fc.sample(acceptable, { numRuns: 150, seed: 1 });
const ready = fc.constantFrom(...prepared);
/** Those that look at who answered. */
const particular = fc.constantFrom(
  ...prepared.filter((policies) => policies.every(({ policy: each }) => each.answersThatDoNotCount.length > 0)),
);

const answer: fc.Arbitrary<Answer> = fc.record({
  origin: fc.constantFrom("DEFAULT", "BOT", "API", undefined),
  atMs: instant,
});
const warned: fc.Arbitrary<Warned> = fc
  .record({
    warnedAtMs: fc.oneof(near, soon),
    messageAtMs: sometimes(fc.constant(0)),
    /** The far future stands for "nothing came in since". */
    lastMessageInMs: fc.oneof(fc.constant(start + 1000 * hourMs), fc.option(instant)),
  })
  .map(({ messageAtMs, ...rest }) => ({
    ...rest,
    ...(messageAtMs !== undefined && { messageAtMs: rest.warnedAtMs + 500 }),
  }));
/** The origin of what the team answered is known mostly, where it was looked up. */
const answers = fc.oneof(
  fc.array(answer, { maxLength: 4 }),
  fc.record({ origin: fc.constantFrom("DEFAULT", "BOT"), atMs: near }).map((each) => [each]),
);
const moment: fc.Arbitrary<AutoCloseMoment> = fc
  .record({
    nowMs: fc.oneof(soon, soon, far),
    laterMs: fc.integer({ min: 0, max: 10 * minuteMs }),
    answers: sometimes(answers),
    warned: sometimes(warned),
  })
  .map(({ nowMs, laterMs, answers, warned }) => ({
    nowMs,
    actNowMs: nowMs + laterMs,
    ...(answers && { answers }),
    ...(warned && { warned }),
  }));

const acts = ({ action }: AutoCloseDecision) => action === "close" || action === "warn";
const policyOf = (policies: readonly ReadyPolicy[], { policy: name }: AutoCloseDecision) =>
  policies.find(({ policy }) => policy.name === name);

const runs = { numRuns: 1_500 };

describe("whatever the policies, the session and the hour", () => {
  test("the cases are such that all of it happens", () => {
    const seen = new Map<string, number>();
    for (const [one, policies, when] of fc.sample(fc.tuple(facts, ready, moment), { numRuns: 1500, seed: 5 })) {
      const decision = decideAutoClose(one, policies, when);
      for (const key of [decision.action, ...decision.reasons.map(({ code }) => code)])
        seen.set(key, (seen.get(key) ?? 0) + 1);
    }
    for (const key of [
      "close",
      "warn",
      "wait",
      "leave",
      "look",
      "WARNED",
      "WARNING_STANDS",
      "WINDOW_CLOSED",
      "OUTSIDE_HOURS",
      "EXCEPTED",
    ])
      expect([key, (seen.get(key) ?? 0) > 10]).toEqual([key, true]);
  });

  test("nobody is closed or warned who spoke last, unless the policy says that it waits for anyone", () => {
    let looked = 0;
    fc.assert(
      fc.property(facts, ready, moment, (one, policies, when) => {
        const decision = decideAutoClose(one, policies, when);
        if (!acts(decision) || policyOf(policies, decision)?.policy.waitingOn === "anyone") return;
        looked += 1;
        expect(typeof one.lastMessageOutMs).toBe("number");
        expect(one.lastMessageInMs).not.toBeUndefined();
        expect(one.lastMessageInMs ?? -1).toBeLessThan(one.lastMessageOutMs ?? -1);
      }),
      runs,
    );
    expect(looked).toBeGreaterThan(25);
  });

  test("nobody is closed or warned whose only answers do not count", () => {
    let looked = 0;
    fc.assert(
      fc.property(quietFacts, particular, moment, (one, policies, when) => {
        const decision = decideAutoClose(one, policies, when);
        const by = policyOf(policies, decision)?.policy;
        if (!acts(decision) || !by || by.waitingOn === "anyone" || by.answersThatDoNotCount.length === 0) return;
        const { lastMessageInMs } = one;
        if (typeof lastMessageInMs !== "number") return;
        looked += 1;
        expect(
          when.answers?.some(
            ({ origin, atMs }) =>
              atMs > lastMessageInMs &&
              origin !== undefined &&
              !by.answersThatDoNotCount.some((none) => none === origin),
          ),
        ).toBe(true);
      }),
      runs,
    );
    expect(looked).toBeGreaterThan(30);
  });

  test("nobody is closed or warned whom a policy in force excepts, nor one that is not open", () => {
    let looked = 0;
    fc.assert(
      fc.property(facts, ready, moment, (one, policies, when) => {
        const decision = decideAutoClose(one, policies, when);
        if (!acts(decision)) return;
        looked += 1;
        expect(policyOf(policies, decision)?.policy.enabled).toBe(true);
        expect(one.status).not.toBe("COMPLETED");
        expect(one.status).not.toBeUndefined();
        expect(
          decision.reasons.filter(({ policy }) => policy === decision.policy).map(({ code }) => code),
        ).not.toContain("EXCEPTED");
      }),
      runs,
    );
    expect(looked).toBeGreaterThan(50);
  });

  test("nothing is written to a contact outside the window or the hours", () => {
    let looked = 0;
    fc.assert(
      fc.property(facts, ready, moment, (one, policies, when) => {
        const decision = decideAutoClose(one, policies, when);
        const writes = decision.action === "warn" || (decision.action === "close" && decision.sendFarewell);
        if (!writes || one.channelType === "ZAPI_WHATSAPP") return;
        looked += 1;
        expect(when.actNowMs - (one.lastMessageInMs ?? 0)).toBeLessThan(24 * hourMs);
        expect(one.windowStatus === "EXPIRED" || one.windowStatus === "NOT_STARTED").toBe(false);
      }),
      runs,
    );
    expect(looked).toBeGreaterThan(10);
  });

  test("a session is due only after its idle time, counted on the wall at the least, and a warned one after its grace", () => {
    let looked = 0;
    fc.assert(
      fc.property(facts, ready, moment, (one, policies, when) => {
        const decision = decideAutoClose(one, policies, when);
        const by = policyOf(policies, decision);
        if (!acts(decision) || !by) return;
        looked += 1;
        const codes = decision.reasons.map(({ code }) => code);
        if (codes.includes("WARNED")) {
          expect(when.nowMs).toBeGreaterThanOrEqual(
            (when.warned?.warnedAtMs ?? Number.NaN) + (by.grace?.ms ?? Number.NaN),
          );
          return;
        }
        const said = {
          in: one.lastMessageInMs,
          out: one.lastMessageOutMs,
          any: one.lastMessageOutMs ?? one.lastMessageInMs ?? one.createdAtMs,
        };
        expect(when.nowMs).toBeGreaterThanOrEqual((said[by.policy.idle.since] ?? Number.NaN) + by.idleMs);
      }),
      runs,
    );
    expect(looked).toBeGreaterThan(50);
  });

  test("no wait ends early: a millisecond before, it is still that wait, and no later one is shorter", () => {
    let looked = 0;
    fc.assert(
      fc.property(
        facts,
        ready,
        moment,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (one, policies, { warned, answers, nowMs }, share) => {
          const decideAt = (ms: number) =>
            decideAutoClose(one, policies, {
              nowMs: ms,
              actNowMs: ms,
              ...(warned && { warned }),
              ...(answers && { answers }),
            });
          const decision = decideAt(nowMs);
          if (decision.action !== "wait") return;
          looked += 1;
          expect(decision.untilMs).toBeGreaterThan(nowMs);
          const between = Math.floor(nowMs + share * (decision.untilMs - 1 - nowMs));
          for (const ms of [between, decision.untilMs - 1]) expect(decideAt(ms)).toEqual(decision);
        },
      ),
      runs,
    );
    expect(looked).toBeGreaterThan(250);
  });

  test("waiting from one end of a wait to the next comes to an end", () => {
    let looked = 0;
    fc.assert(
      fc.property(facts, ready, moment, (one, policies, { warned, answers, nowMs }) => {
        let ms = nowMs;
        for (let step = 0; step < 12; step++) {
          const decision = decideAutoClose(one, policies, {
            nowMs: ms,
            actNowMs: ms,
            ...(warned && { warned }),
            ...(answers && { answers }),
          });
          if (decision.action !== "wait") return;
          if (step === 0) looked += 1;
          ms = decision.untilMs;
        }
        throw new Error("still waiting");
      }),
      runs,
    );
    expect(looked).toBeGreaterThan(250);
  });

  test("asking for answers is done once: with them there is a decision", () => {
    fc.assert(
      fc.property(facts, ready, moment, fc.array(answer), (one, policies, when, answers) => {
        expect(decideAutoClose(one, policies, { ...when, answers }).action).not.toBe("look");
      }),
      runs,
    );
  });

  test("every session acted upon is among those WTS is asked for", () => {
    let looked = 0;
    fc.assert(
      fc.property(facts, ready, moment, (one, policies, when) => {
        if (!acts(decideAutoClose(one, policies, when))) return;
        looked += 1;
        const filter = candidateFilter(policies);
        expect(filter?.statuses).toContain(one.status);
        expect([one.departmentId, undefined]).toContain(filter?.departmentId);
        expect([one.userId, undefined]).toContain(filter?.userId);
        expect(filter?.channelIds ?? [one.channelId]).toContain(one.channelId);
      }),
      runs,
    );
    expect(looked).toBeGreaterThan(50);
  });
});

describe("whatever WTS answers", () => {
  const session = fc
    .record(
      Object.fromEntries(
        [
          "status",
          "departmentId",
          "userId",
          "botId",
          "channelId",
          "channelType",
          "type",
          "contactDetails",
          "metadata",
          "createdAt",
          "lastMessageIn",
          "lastMessageOut",
          "windowStatus",
        ].map((name) => [
          name,
          fc.oneof(
            fc.anything(),
            fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
            fc.constantFrom("IN_PROGRESS", "ACTIVE"),
          ),
        ]),
      ),
      { requiredKeys: [] },
    )
    .map((some) => ({ ...some, id: "s" }));

  test("there is a decision with a reason, and no error", () => {
    fc.assert(
      fc.property(session, ready, moment, (object, policies, when) => {
        const read = readSessionFacts(object);
        if (!read) throw new Error("it has an id");
        const decision = decideAutoClose(read, policies, when);
        expect(decision.reasons.length).toBeGreaterThan(0);
        for (const language of languages)
          for (const reason of decision.reasons)
            expect(reasonText(reason, { language, timeZone: "America/Sao_Paulo" })).toMatch(/\w/);
      }),
      runs,
    );
  });
});
