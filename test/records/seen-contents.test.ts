// Who brought a content, and when: whoever brings it within its time of another one hears of that one, wherever it stands.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { contentKey, referencePlace, sessionPlace } from "../../lib/aws/item-keys.ts";
import { dynamoTable } from "../../lib/aws/table.ts";
import { type ContentHolder, type Contents, contents } from "../../lib/records/seen-contents.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { startTable } from "../support/table.ts";

const minuteMs = 60_000;
let running: Awaited<ReturnType<typeof startTable>>;
let clock: ManualClock;
let seen: Contents;
let content: { id: string; withinMs: number };
let count = 0;

beforeAll(async () => {
  running = await startTable();
});
afterAll(() => running.stop());
beforeEach(() => {
  clock = manualClock();
  seen = contents({ table: dynamoTable(running.client, running.tableName), clock });
  count += 1;
  content = { id: `content-${count}`, withinMs: 5 * minuteMs };
});

/** It came so many milliseconds after the test began. */
const holder = (commandId: string, afterMs = 0): ContentHolder => ({
  commandId,
  place: sessionPlace({ account: "default", sessionId: `s-${commandId}` }),
  receivedAt: new Date(Date.parse("2026-11-20T12:00:00Z") + afterMs).toISOString(),
});
const rivalsOf = async (one: ContentHolder) => (await seen.claim(content, one)).rivals;

test("the first command that brings a content has it, and every other hears which that is and where its record stands", async () => {
  const first = { ...holder("a"), place: referencePlace("default", { contactPhone: "+5511900000000" }) };
  expect(await rivalsOf(first)).toEqual([]);
  expect(await rivalsOf(holder("b"))).toEqual([first]);
  expect(await rivalsOf(first)).toEqual([]);
  content = { ...content, id: `${content.id}-other` };
  expect(await rivalsOf(holder("b"))).toEqual([]);
});

test("of twenty commands at once exactly one has a content, and all the others hear which", async () => {
  const holders = Array.from({ length: 20 }, (_, index) => holder(`c-${index}`));
  const answers = await Promise.all(holders.map(rivalsOf));
  const winners = holders.filter((_, index) => answers[index]?.length === 0);
  expect(winners).toHaveLength(1);
  for (const answer of answers.filter(({ length }) => length > 0)) expect(answer).toEqual(winners);
});

test("beside a command that came to nothing exactly one of ten is put, and the others have to look again", async () => {
  await seen.claim(content, holder("a"));
  const holders = Array.from({ length: 10 }, (_, index) => holder(`c-${index}`, index + 1));
  const claims = await Promise.all(holders.map((one) => seen.claim(content, one)));
  const joined = await Promise.all(claims.map(({ join }) => join()));
  expect(joined.filter(Boolean)).toHaveLength(1);
  expect(await rivalsOf(holder("z"))).toEqual([holder("a"), holders[joined.indexOf(true)]]);
});

test.each([
  [5 * minuteMs, true],
  [5 * minuteMs + 1, false],
  [-5 * minuteMs, true],
  [-5 * minuteMs - 1, false],
])("of two that came %i ms after each other, one in five minutes hears of the other: %j", async (afterMs, isRival) => {
  await seen.claim(content, holder("a"));
  expect(await rivalsOf(holder("b", afterMs))).toEqual(isRival ? [holder("a")] : []);
  // Whoever hears of nobody has it as well, and whoever is a copy has not.
  const next = await rivalsOf(holder("c", afterMs));
  expect(next.map(({ commandId }) => commandId)).toEqual(isRival ? ["a"] : ["b"]);
});

test("who came in between is not forgotten by whoever came much later, so that the replay of the first finds it", async () => {
  await seen.claim(content, holder("refused"));
  const { join } = await seen.claim(content, holder("repetition", minuteMs));
  await join();
  await seen.claim(content, holder("another", 10 * minuteMs));
  expect(await rivalsOf(holder("refused"))).toEqual([holder("repetition", minuteMs)]);
});

test("a content is remembered for 14 days after somebody brought it, and five who did", async () => {
  const key = contentKey(content.id);
  const table = dynamoTable(running.client, running.tableName);
  for (let index = 0; index < 8; index += 1) await seen.claim(content, holder(`c-${index}`, index * 10 * minuteMs));
  const item = await table.get(key);
  expect(JSON.parse(String(item?.holders)).map(([commandId]: string[]) => commandId)).toEqual([
    "c-7",
    "c-6",
    "c-5",
    "c-4",
    "c-3",
  ]);
  expect(item?.expires).toBe(Math.ceil((clock.now() + 14 * 86_400_000) / 1000));
});

test("a command that came for the second time, as SQS brings it, is nobody's rival, and takes nobody's place", async () => {
  await seen.claim(content, holder("a"));
  await seen.claim(content, holder("b", 10 * minuteMs));
  expect(await rivalsOf(holder("a"))).toEqual([]);
  expect(await rivalsOf(holder("c", 11 * minuteMs))).toEqual([holder("b", 10 * minuteMs)]);
});
