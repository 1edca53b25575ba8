// What was read of a session before its list is read anew holds as long as the list shows that nobody has said anything since.
import { expect, test } from "@jest/globals";
import { readAhead } from "../../lib/auto-close/read-ahead.ts";
import { readSessionFacts, type SessionFacts } from "../../lib/core/sessions/session-facts.ts";
import type { MessageReader } from "../../lib/wts/newest-messages.ts";
import { manualClock } from "../support/manual-clock.ts";

const factsOf = (session: object): SessionFacts => {
  const facts = readSessionFacts({
    id: "s-1",
    status: "IN_PROGRESS",
    lastMessageIn: "2026-11-20T08:00:00Z",
    ...session,
  });
  if (!facts) throw new Error("these are no facts");
  return facts;
};
const facts = factsOf({ lastMessageOut: "2026-11-20T09:00:00Z" });

const setUp = () => {
  const clock = manualClock(Date.parse("2026-11-20T12:00:00Z"));
  const asked: string[] = [];
  const client: MessageReader = {
    listMessages: async (id) => {
      asked.push(id);
      return { items: [{ id: `m-${asked.length}` }] };
    },
  };
  const ahead = readAhead(clock);
  const read = async (of: SessionFacts = facts) => (await ahead.reader(client, of).listMessages(of.id)).items[0]?.id;
  return { clock, asked, ahead, read };
};

test("is asked for once while nobody says anything", async () => {
  const { ahead, asked, read } = setUp();
  expect(ahead.has(facts)).toBe(false);
  expect([await read(), await read()]).toEqual(["m-1", "m-1"]);
  expect(ahead.has(facts)).toBe(true);
  expect(asked).toEqual(["s-1"]);
});

test.each([
  ["the contact has written", { lastMessageIn: "2026-11-20T11:59:00Z", lastMessageOut: "2026-11-20T09:00:00Z" }],
  ["somebody has answered", { lastMessageOut: "2026-11-20T11:59:00Z" }],
  ["its status is another one", { status: "PENDING", lastMessageOut: "2026-11-20T09:00:00Z" }],
  ["it is another session", { id: "s-2", lastMessageOut: "2026-11-20T09:00:00Z" }],
])("is read anew where %s", async (_what, session) => {
  const { ahead, read } = setUp();
  await read();
  const other = factsOf(session);
  expect(ahead.has(other)).toBe(false);
  expect(await read(other)).toBe("m-2");
});

test("is read anew after a minute, and where it is of no more use", async () => {
  const { ahead, clock, read } = setUp();
  await read();
  clock.advance(59_999);
  expect(ahead.has(facts)).toBe(true);
  clock.advance(1);
  expect(await read()).toBe("m-2");
  ahead.forget("s-1");
  expect(await read()).toBe("m-3");
});
