// A content belongs for 14 days to the command that brought it first, unless that came to nothing.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { referencePlace, sessionPlace } from "../../lib/aws/item-keys.ts";
import { dynamoTable } from "../../lib/aws/table.ts";
import { type ContentHolder, type Contents, contents } from "../../lib/records/seen-contents.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { startTable } from "../support/table.ts";

let running: Awaited<ReturnType<typeof startTable>>;
let clock: ManualClock;
let seen: Contents;
let contentId: string;
let count = 0;

beforeAll(async () => {
  running = await startTable();
});
afterAll(() => running.stop());
beforeEach(() => {
  clock = manualClock();
  seen = contents({ table: dynamoTable(running.client, running.tableName), clock });
  count += 1;
  contentId = `content-${count}`;
});

const holder = (commandId: string): ContentHolder => ({
  commandId,
  place: sessionPlace({ account: "default", sessionId: `s-${commandId}` }),
});

test("the first command that brings a content has it, and every other hears which that is and where its record stands", async () => {
  const first = { commandId: "a", place: referencePlace("default", { contactPhone: "+5511900000000" }) };
  expect(await seen.claim(contentId, first)).toEqual(first);
  expect(await seen.claim(contentId, holder("b"))).toEqual(first);
  expect(await seen.claim(contentId, first)).toEqual(first);
  expect(await seen.claim(`${contentId}-other`, holder("b"))).toEqual(holder("b"));
});

test("of twenty commands at once exactly one has a content, and all the others hear which", async () => {
  const holders = Array.from({ length: 20 }, (_, index) => holder(`c-${index}`));
  const answers = await Promise.all(holders.map((one) => seen.claim(contentId, one)));
  const winners = answers.filter(({ commandId }, index) => commandId === holders[index]?.commandId);
  expect(winners).toHaveLength(1);
  for (const answer of answers) expect(answer).toEqual(winners[0]);
});

test("a content is taken over from the command that came to nothing by exactly one of ten", async () => {
  await seen.claim(contentId, holder("a"));
  const holders = Array.from({ length: 10 }, (_, index) => holder(`c-${index}`));
  const taken = await Promise.all(holders.map((one) => seen.takeOver(contentId, "a", one)));
  expect(taken.filter(Boolean)).toHaveLength(1);
  expect(await seen.claim(contentId, holder("z"))).toEqual(holders[taken.indexOf(true)]);
  expect(await seen.takeOver(contentId, "a", holder("z"))).toBe(false);
});

test("a content is remembered for 14 days, then brought like a new one, also before the table drops it", async () => {
  await seen.claim(contentId, holder("a"));
  clock.advance(14 * 86_400_000);
  expect(await seen.claim(contentId, holder("b"))).toEqual(holder("a"));
  clock.advance(1_001);
  expect(await seen.claim(contentId, holder("b"))).toEqual(holder("b"));
});
