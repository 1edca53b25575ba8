// A console that looks beside a queue that is full: it takes its budget and no more, and nobody who asks waits longer than they said.
import { expect, test } from "@jest/globals";
import { askAll, expectBudgetHolds, mostSustained, queueBeside } from "../cli/console/support/look-world.ts";

test("in no window of WTS is it called for more than the budget, and everybody is answered: granted, or told when there is room", () =>
  expectBudgetHolds(8, { isCrowded: true }));

test("one who would wait for hours keeps nobody behind it from being told", async () => {
  const hours = { atMs: 0, patienceMs: 6_000_000 };
  const asked = [...Array.from({ length: 40 }, () => hours), { atMs: 90_000, patienceMs: 4_000 }];
  const { refused } = await askAll(asked, { isCrowded: true });
  expect(refused).toHaveLength(1);
  expect(refused[0]?.afterMs).toBeLessThan(4_000);
});

test("a queue that is full keeps its rate beside a console that asks for all it can get", async () => {
  const [alone, beside] = [await queueBeside(false), await queueBeside(true)];
  expect(alone.looks).toBe(0);
  expect(beside.looks).toBeGreaterThan(3 * mostSustained);
  expect(beside.queue / alone.queue).toBeGreaterThan(0.97);
});
