// What WTS was asked for is kept a while, and shared.
import { expect, test } from "@jest/globals";
import { answerCache } from "../../console/server/answer-cache.ts";
import { manualClock } from "../support/manual-clock.ts";

const world = () => {
  const clock = manualClock();
  const cache = answerCache<number>({ clock });
  let runs = 0;
  const ask = (...words: readonly string[]) =>
    cache.answer(words, async () => {
      runs += 1;
      return runs;
    });
  return { clock, cache, ask };
};

test("the same words are answered once in ten seconds, with the time that the answer is of", async () => {
  const { clock, ask } = world();
  const first = await ask("directory");
  expect(first).toEqual({ answer: 1, atMs: clock.now() });
  clock.advance(9_999);
  expect(await ask("directory")).toEqual(first);
  clock.advance(1);
  expect((await ask("directory")).answer).toBe(2);
});

test("other words, also such that read alike, are asked for themselves", async () => {
  const { ask } = world();
  await ask("session", "a b");
  expect((await ask("session", "a", "b")).answer).toBe(2);
  expect((await ask("session", "a b", "--reveal")).answer).toBe(3);
});

test("who asks while the same is being answered waits for that", async () => {
  const { clock, cache } = world();
  const { promise, resolve } = Promise.withResolvers<number>();
  const asked = [1, 2, 3].map(() => cache.answer(["directory"], () => promise));
  // However long it takes: the time begins when it is there.
  clock.advance(60_000);
  resolve(7);
  expect((await Promise.all(asked)).map(({ answer }) => answer)).toEqual([7, 7, 7]);
  expect((await cache.answer(["directory"], async () => 8)).answer).toBe(7);
});

test("what failed is thrown to all who wait, and asked anew by the next", async () => {
  const { cache } = world();
  const { promise, reject } = Promise.withResolvers<number>();
  const asked = [1, 2].map(() => cache.answer(["directory"], () => promise));
  reject(new Error("away"));
  for (const each of asked) await expect(each).rejects.toThrow("away");
  expect((await cache.answer(["directory"], async () => 8)).answer).toBe(8);
});

test("after a change nothing from before it is answered, also where it was still being asked for", async () => {
  const { cache, ask } = world();
  const { promise, resolve } = Promise.withResolvers<number>();
  const before = cache.answer(["holds"], () => promise);
  cache.forget();
  const after = await ask("holds");
  resolve(99);
  expect((await before).answer).toBe(99);
  expect((await ask("holds")).answer).toBe(after.answer);
});

test("a clock that is put back keeps nothing for longer", async () => {
  const { clock, ask } = world();
  await ask("directory");
  clock.advance(-3_600_000);
  expect((await ask("directory")).answer).toBe(2);
});
