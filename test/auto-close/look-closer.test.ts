// A closer look at one session: what it needs is read once, and a contact that has written meanwhile is heard.
import { expect, test } from "@jest/globals";
import { lookCloser } from "../../lib/auto-close/look-closer.ts";
import type { SessionCase } from "../../lib/auto-close/rules/plan-session.ts";
import type { WtsClient } from "../../lib/wts/client.ts";
import type { WtsMessage } from "../../lib/wts/types.ts";
import { answeredAt, contactWroteAt, factsOf, readyOf } from "./rules/support/policies.ts";

const hourMs = 3_600_000;
const dueMs = answeredAt + 5 * hourMs;

const message = (direction: "FROM_HUB" | "TO_HUB", atMs: number, origin = "DEFAULT"): WtsMessage => {
  const at = new Date(atMs).toISOString();
  return { id: `m-${atMs}`, direction, origin, type: "TEXT", text: "oi", createdAt: at, timestamp: at } as WtsMessage;
};

const looking = (messages: readonly WtsMessage[]) => {
  const asked: string[] = [];
  const client = {
    listMessages: async (id: string) => {
      asked.push(id);
      return { items: messages };
    },
  } as unknown as WtsClient;
  return { client, asked };
};

const caseOf = (rest: Partial<SessionCase> = {}, policy: object = { answersThatDoNotCount: ["BOT"] }): SessionCase => ({
  facts: factsOf(),
  policies: readyOf([policy]),
  nowMs: dueMs,
  actNowMs: dueMs,
  runId: "run-2",
  ...rest,
});

test("the messages are read once, however often the decision comes back to them", async () => {
  const closing = {
    policy: "policy-1",
    runId: "run-1",
    state: "closing" as const,
    lastMessageInMs: contactWroteAt,
    lastMessageOutMs: answeredAt,
  };
  const sentAt = answeredAt + hourMs;
  const facts = factsOf({ lastMessageOutMs: sentAt });
  const policy = { answersThatDoNotCount: ["BOT"], close: { farewell: "Até logo!" }, whenUnsendable: "leave" };
  const farewell = { ...message("TO_HUB", sentAt, "API"), text: "Até logo!" };
  const { client, asked } = looking([farewell, message("TO_HUB", answeredAt), message("FROM_HUB", contactWroteAt)]);
  expect(await lookCloser(client, caseOf({ facts, notice: closing }, policy))).toMatchObject({ action: "close" });
  expect(asked).toEqual([facts.id]);
});

test("what was known before is not read again", async () => {
  const { client, asked } = looking([]);
  const looked = { messages: [message("TO_HUB", answeredAt)] };
  expect(await lookCloser(client, caseOf({ looked }))).toMatchObject({ action: "close" });
  expect(asked).toEqual([]);
});

test.each([
  ["a millisecond later than the list knew", 1, { action: "none", policy: "policy-1", code: "CHANGED" }],
  ["when the list said", 0, { action: "close" }],
])("a message of the contact %s", async (_when, laterMs, expected) => {
  const { client } = looking([message("TO_HUB", answeredAt), message("FROM_HUB", contactWroteAt + laterMs)]);
  expect(await lookCloser(client, caseOf())).toMatchObject(expected);
});

test.each([
  ["has still not written", [], "close"],
  ["has written by now", [message("FROM_HUB", dueMs - 1)], "none"],
])("a contact that had never written and %s", async (_what, written, action) => {
  const warnedAtMs = answeredAt + hourMs;
  const facts = factsOf({
    lastMessageInMs: null,
    lastMessageOutMs: warnedAtMs + 1,
    channelType: "ZAPI_WHATSAPP",
    windowStatus: undefined,
  });
  const notice = {
    policy: "policy-1",
    runId: "run-1",
    state: "warned" as const,
    lastMessageInMs: null,
    lastMessageOutMs: answeredAt,
    warnedAtMs,
    messageAtMs: warnedAtMs,
  };
  const policy = { warning: { text: "Ainda está aí?", grace: { hours: 1 } }, whenUnsendable: "leave" };
  const { client } = looking([message("TO_HUB", warnedAtMs + 1, "BOT"), ...written]);
  expect(await lookCloser(client, caseOf({ facts, notice }, policy))).toMatchObject({ action });
});
