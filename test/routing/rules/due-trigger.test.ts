// What the schedule asks of every open session, before it reads anything more about it.
import { describe, expect, test } from "@jest/globals";
import type { SessionFacts } from "../../../lib/core/sessions/session-facts.ts";
import { dueTrigger } from "../../../lib/routing/rules/due-trigger.ts";
import { readReplies } from "../../../lib/routing/rules/waiting-contact.ts";
import {
  type context,
  minute,
  names,
  now,
  type PolicyInput,
  person,
  policiesOf,
  policy,
  session,
  team,
} from "./support/routing.ts";

const due = (when: PolicyInput["when"], facts: Partial<SessionFacts> = {}, more: Parameters<typeof context>[1] = {}) =>
  dueTrigger(session(facts), policiesOf(policy({ when })), { nowMs: now, candidates: team, names, ...more });

const answeredBy = (ms: number) => ({ userId: "ana", firstResponseMs: now - 60 * minute, lastMessageOutMs: ms });

describe("a session is due", () => {
  test("when somebody can take it from the queue, and not before", () => {
    expect(due(["backlog"])).toEqual({ on: "backlog", needsMessages: false });
    expect(due(["backlog"], {}, { candidates: [person("ana", { available: false })] })).toBeUndefined();
    expect(due(["backlog"], { userId: "bia" })).toBeUndefined();
  });

  test("from the queue without a look at its messages, also when the contact never wrote or had the last answer", () => {
    expect(due(["backlog"], { lastMessageInMs: null })).toEqual({ on: "backlog", needsMessages: false });
    expect(due(["backlog"], { lastMessageOutMs: now })).toEqual({ on: "backlog", needsMessages: false });
  });

  test("when nobody has answered for long enough", () => {
    const facts = answeredBy(now - 40 * minute);
    expect(due([{ ownerSilent: { minutes: 15 } }], facts)).toEqual({ on: "ownerSilent", needsMessages: false });
    expect(due([{ noFirstResponse: { minutes: 15 } }])).toEqual({ on: "noFirstResponse", needsMessages: false });
  });

  test("perhaps, when the last message may be a bot's or the contact may wait for longer", () => {
    const silent: PolicyInput["when"] = [{ ownerSilent: { minutes: 20 } }];
    // Answered a minute ago: by whom?
    expect(due(silent, answeredBy(now - minute))).toEqual({ on: "ownerSilent", needsMessages: true });
    expect(due(silent, answeredBy(now - minute), { lastReplyMs: now - minute })).toBeUndefined();
    const looked = { lastReplyMs: now - 50 * minute, waitingSinceMs: now - 45 * minute };
    expect(due(silent, answeredBy(now - minute), looked)).toEqual({ on: "ownerSilent", needsMessages: false });
    // The contact keeps writing.
    expect(due(silent, answeredBy(now - 50 * minute))).toEqual({ on: "ownerSilent", needsMessages: true });
    expect(due([{ noFirstResponse: { minutes: 5 } }], { lastMessageOutMs: now })).toEqual({
      on: "noFirstResponse",
      needsMessages: true,
    });
  });

  test("perhaps, where thanks are no wait and the contact spoke last", () => {
    const silent: PolicyInput["when"] = [{ ownerSilent: { minutes: 15 } }];
    const asked = { nowMs: now, candidates: team, names, readsCourtesy: true };
    const policies = policiesOf(policy({ when: silent }));
    const facts = session(answeredBy(now - 40 * minute));
    expect(dueTrigger(facts, policies, asked)).toEqual({ on: "ownerSilent", needsMessages: true });
    const lastInMs = facts.lastMessageInMs ?? 0;
    const said = (text: string, direction: string, ms: number) => ({
      ...{ type: "TEXT", text, direction, origin: direction === "TO_HUB" ? "DEFAULT" : "GATEWAY" },
      timestamp: new Date(ms).toISOString(),
    });
    const answer = said("Segue o boleto.", "TO_HUB", now - 40 * minute);
    const dueAfter = (text: string) => {
      const messages = [answer, said(text, "FROM_HUB", lastInMs)];
      return dueTrigger(facts, policies, { ...asked, ...readReplies(messages, { words: [], lastInMs }) });
    };
    expect(dueAfter("Obrigada! 🙏")).toBeUndefined();
    expect(dueAfter("e a segunda via?")).toEqual({ on: "ownerSilent", needsMessages: false });
    // The list does not show yet what was written last.
    const old = readReplies([answer, said("ok", "FROM_HUB", lastInMs)], { words: [], lastInMs: lastInMs + minute });
    expect(old.waitingSinceMs).toBe(lastInMs);
  });

  test("perhaps, when both wrote in the same instant: nobody can tell whose word is the last", () => {
    const facts = { lastMessageInMs: now - 20 * minute, lastMessageOutMs: now - 20 * minute };
    expect(due([{ noFirstResponse: { minutes: 5 } }], facts)).toEqual({ on: "noFirstResponse", needsMessages: true });
  });

  test("also when what the policy says cannot be done: that has to be published", () => {
    const policies = policiesOf(policy({ when: ["backlog"], department: "Nowhere" }));
    expect(dueTrigger(session(), policies, { nowMs: now, candidates: team, names })).toMatchObject({ on: "backlog" });
  });

  test("never when it is closed, or has nothing to do with any policy", () => {
    expect(due(["backlog"], { status: "COMPLETED" })).toBeUndefined();
    expect(due(["SESSION_NEW", "SESSION_UPDATE", "requested"])).toBeUndefined();
  });
});

describe("who answered", () => {
  const message = (direction: string, origin: string, minutesAgo: number, status = "SENT") => ({
    ...{ direction, origin, status },
    createdAt: new Date(now - minutesAgo * minute).toISOString(),
  });

  test("a person in the app counts; bots, campaigns and what was never delivered do not", () => {
    const messages = [
      message("TO_HUB", "OFFICE_HOURS", 1),
      message("TO_HUB", "DEFAULT", 2, "FAILED"),
      message("FROM_HUB", "GATEWAY", 5),
      message("FROM_HUB", "GATEWAY", 20),
      message("TO_HUB", "DEFAULT", 30),
      message("FROM_HUB", "GATEWAY", 40),
    ];
    expect(readReplies(messages)).toEqual({ lastReplyMs: now - 30 * minute, waitingSinceMs: now - 20 * minute });
    expect(readReplies(messages.slice(0, 3))).toEqual({ lastReplyMs: null, waitingSinceMs: now - 5 * minute });
    expect(readReplies([message("TO_HUB", "DEFAULT", 1), ...messages])).toEqual({ lastReplyMs: now - minute });
    expect(readReplies([null, {}, { direction: "TO_HUB", origin: "DEFAULT", createdAt: "x" }])).toEqual({
      lastReplyMs: null,
    });
  });
});
