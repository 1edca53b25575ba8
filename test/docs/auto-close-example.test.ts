// What the documents say of the policies that they show for closing idle sessions is what those do.
import { describe, expect, test } from "@jest/globals";
import { decideAutoClose } from "../../lib/auto-close/rules/decide-auto-close.ts";
import { prepareAutoClose } from "../../lib/auto-close/rules/prepare-auto-close.ts";
import { readSessionFacts } from "../../lib/core/sessions/session-facts.ts";
import { configurationOf, exampleWith } from "./support/example-configuration.ts";

const sessionId = "2617d127-4314-4954-a7f6-07c17e7f7d2c";

describe("the policies of the example", () => {
  const { autoClose, timeZone } = configurationOf(exampleWith('name: "comercial-sem-resposta"'));
  const comercial = "d0000000-0000-4000-8000-000000000001";
  const saoPaulo = (wall: string) => Date.parse(`${wall}:00-03:00`);

  /** Wednesday 25 November 2026: the contact wrote at 10:00, and was answered at 10:30. */
  const session = (more: object = {}) => ({
    ...{ id: sessionId, status: "IN_PROGRESS", departmentId: comercial, userId: "u", botId: null, metadata: null },
    ...{ contactDetails: { tagsId: [], tagsName: [] }, channelType: "CLOUDAPI_WHATSAPP", windowStatus: "ACTIVE" },
    ...{ createdAt: "2026-11-25T13:00:00Z", lastMessageIn: "2026-11-25T13:00:00Z" },
    ...{ lastMessageOut: "2026-11-25T13:30:00Z", ...more },
  });
  const answers = [{ origin: "DEFAULT", atMs: saoPaulo("2026-11-25T10:30") }];
  const warned = {
    ...{ policy: "comercial-sem-resposta", warnedAtMs: saoPaulo("2026-11-25T15:30") },
    ...{ messageAtMs: saoPaulo("2026-11-25T15:30"), lastMessageInMs: saoPaulo("2026-11-25T10:00") },
  };
  const decide = (item: object, wall: string, more: object = {}) => {
    const departmentIds = new Map([["Comercial", comercial]]);
    const prepared = prepareAutoClose(autoClose.policies, { timeZone, departmentIds, userIds: new Map() });
    const facts = readSessionFacts(item);
    if (!prepared.ok || !facts) throw new Error("the example is not prepared");
    const at = saoPaulo(wall);
    return decideAutoClose(facts, prepared.policies, { nowMs: at, actNowMs: at, answers, ...more });
  };

  test.each<[string, object, string, object, object]>([
    [
      "4 working hours, 10:30-12:00 and 13:00-15:30, are waited for",
      {},
      "2026-11-25T15:29",
      {},
      { action: "wait", untilMs: saoPaulo("2026-11-25T15:30") },
    ],
    ["then there is a question", {}, "2026-11-25T15:30", {}, { action: "warn", policy: "comercial-sem-resposta" }],
    [
      "a bot's answer is none",
      {},
      "2026-11-25T15:30",
      { answers: [{ origin: "BOT", atMs: answers[0]?.atMs }] },
      { action: "leave" },
    ],
    ["a working hour later it is closed", {}, "2026-11-25T16:30", { warned }, { action: "close", sendFarewell: true }],
    [
      "over a weekend, Friday 15:30-17:00 and Monday 9-11:30, the window shuts, and it is closed without a word",
      { lastMessageIn: "2026-11-27T18:00:00Z", lastMessageOut: "2026-11-27T18:30:00Z" },
      "2026-11-30T11:30",
      { answers: [{ origin: "DEFAULT", atMs: saoPaulo("2026-11-27T15:30") }] },
      { action: "close", policy: "comercial-sem-resposta", sendFarewell: false },
    ],
    [
      "unless the contact replied",
      { lastMessageIn: "2026-11-25T18:40:00Z" },
      "2026-11-25T16:30",
      { warned },
      { action: "leave" },
    ],
    [
      "a VIP has the 3 days of everybody else",
      { contactDetails: { tagsName: ["VIP"] } },
      "2026-11-25T15:30",
      {},
      { action: "wait", policy: "esquecidas" },
    ],
    [
      "which end on Saturday, so on Monday",
      { departmentId: null },
      "2026-11-28T10:30",
      {},
      { action: "wait", untilMs: saoPaulo("2026-11-30T09:00") },
    ],
    ["in silence", { departmentId: null }, "2026-11-30T09:00", {}, { action: "close", sendFarewell: false }],
  ])("%s", (_case, more, wall, context, expected) => {
    expect(decide(session(more), wall, context)).toMatchObject(expected);
  });
});
