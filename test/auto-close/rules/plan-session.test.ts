// What we said ourselves does not count: not as activity, not as an answer, and not as a new silence.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Notice } from "../../../lib/auto-close/rules/notice.ts";
import { mayHaveNotice, planSession, type SessionCase } from "../../../lib/auto-close/rules/plan-session.ts";
import { answeredAt, contactWroteAt, factsOf, readyOf } from "./support/policies.ts";

const hourMs = 3_600_000;
const warningText = "Ainda está aí?";
const gentle = { warning: { text: warningText, grace: { hours: 1 } }, whenUnsendable: "leave" as const };
const goodbye = { close: { farewell: "Até logo, {run}!" }, whenUnsendable: "leave" as const };
const dueMs = answeredAt + 5 * hourMs;

const caseOf = (policy: object, rest: Partial<SessionCase> = {}): SessionCase => ({
  facts: factsOf(),
  policies: readyOf([policy]),
  nowMs: dueMs,
  actNowMs: dueMs,
  runId: "run-2",
  ...rest,
});
const noticeOf = (rest: Partial<Notice>): Notice => ({
  policy: "policy-1",
  runId: "run-1",
  state: "warning",
  lastMessageInMs: contactWroteAt,
  lastMessageOutMs: answeredAt,
  ...rest,
});
const message = (text: string, atMs: number, rest: object = {}) => ({
  id: `m-${atMs}`,
  text,
  direction: "TO_HUB",
  origin: "API",
  timestamp: new Date(atMs).toISOString(),
  ...rest,
});
const silenceOf = (one: SessionCase) => {
  const plan = planSession(one);
  return "silence" in plan ? plan.silence : undefined;
};

describe("a warning that was begun", () => {
  const sentAt = dueMs - 60_000;
  const begun = { notice: noticeOf({}), facts: factsOf({ lastMessageOutMs: sentAt }) };

  test("is looked for where WTS shows a message since", () => {
    expect(planSession(caseOf(gentle, begun))).toMatchObject({ action: "look", reasons: ["OWN_MESSAGE"] });
  });

  test("is finished where only ours was sent since: under the run that began it, in the same silence", () => {
    const messages = [message(warningText, sentAt), message("Olá!", answeredAt, { origin: "DEFAULT" })];
    const plan = planSession(caseOf(gentle, { ...begun, looked: { messages } }));
    expect(plan).toMatchObject({
      action: "warn",
      runId: "run-1",
      notice: { messageAtMs: sentAt, messageId: `m-${sentAt}` },
    });
    expect(silenceOf(caseOf(gentle, { ...begun, looked: { messages } }))).toBe(silenceOf(caseOf(gentle)));
  });

  test.each([
    ["comes back from the other side", message(warningText, sentAt, { direction: "FROM_HUB" })],
    ["comes back with a person", message(warningText, sentAt, { userId: "u-1" })],
  ])("is known as ours where it %s", (_how, own) => {
    const plan = planSession(caseOf(gentle, { ...begun, looked: { messages: [own] } }));
    expect(plan).toMatchObject({ action: "warn", runId: "run-1", notice: { messageAtMs: sentAt } });
  });

  test("is not undone by marks that nobody sees, whoever they name", () => {
    const marks = ["TRACK", "TRANSITION", "NOTE"].map((type) =>
      message("", sentAt + 1, { type, origin: "DEFAULT", userId: "u-1" }),
    );
    const messages = [...marks, message(warningText, sentAt)];
    expect(planSession(caseOf(gentle, { ...begun, looked: { messages } }))).toMatchObject({ action: "warn" });
  });

  test.each([
    ["a person said something since", message("Oi", sentAt, { origin: "DEFAULT" })],
    ["a person said the very same", message(warningText, sentAt, { origin: "DEFAULT" })],
    ["a bot said something since", message("Menu", sentAt, { origin: "BOT" })],
    ["the contact said something since", message("Oi", sentAt, { direction: "FROM_HUB", origin: "GATEWAY" })],
  ])("counts no more when %s", (_what, other) => {
    const plan = planSession(caseOf(gentle, { ...begun, looked: { messages: [other] } }));
    expect(plan).toMatchObject({ action: "none", code: "NOT_IDLE_YET" });
  });

  test("waits for the next run where it is in doubt, and no longer", () => {
    const unsure = { ...begun, facts: factsOf(), notice: noticeOf({ unsureInRun: "run-2" }) };
    expect(planSession(caseOf(gentle, unsure))).toMatchObject({ action: "none", code: "WAITS_FOR_NEXT_RUN" });
    expect(planSession(caseOf(gentle, { ...unsure, runId: "run-3" }))).toMatchObject({
      action: "warn",
      runId: "run-1",
    });
  });

  test("is finished under its own policy when another one has the session by now", () => {
    const policies = readyOf([
      { ...gentle, match: { status: "PENDING" } },
      { ...gentle, name: "later" },
    ]);
    const plan = planSession({ ...caseOf({}), policies, notice: noticeOf({}) });
    expect(plan).toMatchObject({ action: "warn", policy: { policy: { name: "policy-1" } }, runId: "run-1" });
  });
});

describe("a farewell that went out", () => {
  const sentAt = dueMs - 60_000;
  const closing = { notice: noticeOf({ state: "closing" }), facts: factsOf({ lastMessageOutMs: sentAt }) };

  test("is known by the run that it names, and the close goes on", () => {
    const messages = [message("Até logo, run-1!", sentAt)];
    expect(planSession(caseOf(goodbye, { ...closing, looked: { messages } }))).toMatchObject({
      action: "close",
      runId: "run-1",
    });
    const foreign = [message("Até logo, run-9!", sentAt)];
    expect(planSession(caseOf(goodbye, { ...closing, looked: { messages: foreign } }))).toMatchObject({
      action: "none",
    });
  });

  test("is no answer to the contact", () => {
    const policy = { ...goodbye, answersThatDoNotCount: ["BOT" as const] };
    const messages = [message("Até logo, run-1!", sentAt), message("Menu", answeredAt, { origin: "BOT" })];
    const plan = planSession(caseOf(policy, { ...closing, looked: { messages } }));
    expect(plan).toMatchObject({ action: "none", code: "ANSWER_DOES_NOT_COUNT" });
  });
});

describe("a silence", () => {
  test("is the same before and after everything that we say in it, and another one when anybody else has spoken", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 * hourMs }),
        fc.integer({ min: 1, max: 3 * hourMs }),
        (afterMs, laterMs) => {
          const warnedAtMs = dueMs + afterMs;
          const warned = noticeOf({ state: "warned", warnedAtMs, messageAtMs: warnedAtMs });
          const atMs = warnedAtMs + hourMs + laterMs;
          const times = { nowMs: atMs, actNowMs: atMs };
          const facts = factsOf({ lastMessageOutMs: warnedAtMs });
          const closed = caseOf(gentle, { ...times, facts, notice: warned });
          expect(planSession(closed)).toMatchObject({ action: "close" });
          expect(silenceOf(closed)).toBe(silenceOf(caseOf(gentle)));
          const spoken = factsOf({ lastMessageInMs: contactWroteAt + afterMs, lastMessageOutMs: answeredAt + afterMs });
          expect(silenceOf(caseOf(gentle, { facts: spoken, nowMs: atMs, actNowMs: atMs }))).not.toBe(silenceOf(closed));
        },
      ),
    );
  });

  test("is known by no policy: whichever closes, it is the same", () => {
    expect(silenceOf(caseOf({ name: "one" }))).toBe(silenceOf(caseOf({ name: "other" })));
  });

  test("goes on after our warning for a policy that warns nobody, so that it does not close again what was opened again", () => {
    const warnedAtMs = dueMs;
    const notice = noticeOf({ state: "warned", warnedAtMs, messageAtMs: warnedAtMs });
    const later = { nowMs: warnedAtMs + 5 * hourMs, actNowMs: warnedAtMs + 5 * hourMs };
    const silent = { ...later, facts: factsOf({ lastMessageOutMs: warnedAtMs }), notice };
    expect(planSession(caseOf({}, silent))).toMatchObject({ action: "close" });
    expect(silenceOf(caseOf({}, silent))).toBe(silenceOf(caseOf(gentle)));
    const spoken = { ...silent, facts: factsOf({ lastMessageOutMs: warnedAtMs + 1 }) };
    expect(silenceOf(caseOf({}, spoken))).not.toBe(silenceOf(caseOf(gentle)));
  });
});

describe("our record of a session", () => {
  test.each([
    ["any policy speaks", [{}, goodbye], {}, "always"],
    ["no policy speaks", [{}], {}, "never"],
    ["the contact waits anyway", [goodbye], { lastMessageInMs: answeredAt + 1 }, "never"],
    ["no policy is about it", [{ ...goodbye, match: { status: "PENDING" as const } }], {}, "never"],
  ])("is asked for when %s: %p", (_what, policies, facts, isAsked) => {
    const named = policies.map((policy, index) => ({
      ...(index < policies.length - 1 && { match: { status: "IN_PROGRESS" as const } }),
      ...policy,
    }));
    expect(mayHaveNotice({ ...caseOf({}), policies: readyOf(named), facts: factsOf(facts) })).toBe(isAsked);
  });

  test("counts no more when the contact has written since", () => {
    const facts = factsOf({ lastMessageInMs: answeredAt - 1 });
    const warned = noticeOf({ state: "warned", warnedAtMs: answeredAt, messageAtMs: answeredAt });
    expect(planSession(caseOf(gentle, { facts, notice: warned }))).toMatchObject({ action: "warn" });
  });
});

describe("a contact who was told who takes over", () => {
  const text = "Carla vai cuidar do seu atendimento.";
  const isTelling = (said: unknown) => said === text;
  const planned = (messages: readonly object[], policy: object = {}) =>
    planSession({
      ...caseOf({ answersThatDoNotCount: ["OFFICE_HOURS"], ...policy }, { looked: { messages } }),
      policies: readyOf([{ answersThatDoNotCount: ["OFFICE_HOURS"], ...policy }]).map((ready) => ({
        ...ready,
        isTelling,
      })),
    });

  test("still waits for the answer", () => {
    expect(planned([message(text, answeredAt)])).toMatchObject({ action: "none", code: "ANSWER_DOES_NOT_COUNT" });
  });

  test("has one where a person writes, even the same words, or something else is sent", () => {
    for (const answer of [message(text, answeredAt, { origin: "DEFAULT" }), message("Segue o orçamento.", answeredAt)])
      expect(planned([answer]).action).toBe("close");
  });
});
