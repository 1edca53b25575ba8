// What the bench makes of its samples: who is sampled when, what a ratio is of, and when a goal is met.
import { expect, test } from "@jest/globals";
import { type Goal, measureGoals } from "../../bench/frame/goal.ts";
import type { Group, Line } from "../../bench/frame/group.ts";
import { measureGroup } from "../../bench/frame/measure-group.ts";
import { groupTables } from "../../bench/frame/results-page.ts";
import type { Shared } from "../../bench/frame/shared.ts";
import { summaryOf } from "../../bench/frame/summary.ts";

const shared: Shared = {
  isQuick: false,
  beside: undefined,
  note: () => {},
  world: () => Promise.reject(new Error("nobody of this test needs it")),
};

const groupOf = (lines: readonly Line[], more: Partial<Group> = {}): Group => ({
  ...{ name: "starts", title: "Starts", measures: "Starts.", rounds: 3, quickRounds: 1 },
  metrics: [{ key: "ms", heading: "ms", digits: 0, hasRatio: true }],
  open: async () => ({ lines }),
  ...more,
});

/** Its samples are these, one after the other. */
const lineOf = (name: string, samples: readonly number[], taken: string[] = []): Line => {
  const left = samples.values();
  const sample = async () => {
    taken.push(name);
    return { ms: left.next().value ?? Number.NaN };
  };
  return { name, role: "ours", sample };
};
const everything = { wants: () => true };

test("the middle half of a few numbers lies between their quartiles", () => {
  expect(summaryOf([5, 1, 2, 4, 3])).toEqual({ median: 3, low: 2, high: 4 });
  expect(summaryOf([1, 2])).toEqual({ median: 1.5, low: 1.25, high: 1.75 });
  expect(() => summaryOf([])).toThrow("expected one number or more");
});

test("what is the same each time is asked once, whatever number of samples is wanted", async () => {
  const counted = groupOf([lineOf("ours", [7])], { rounds: 1 });
  const { rounds, lines } = await measureGroup(counted, shared, { ...everything, rounds: 5 });
  expect([rounds, lines[0]?.samples]).toEqual([1, [{ ms: 7 }]]);
});

test("each round takes one sample of every line, every other round from the last to the first", async () => {
  const taken: string[] = [];
  const lines = [lineOf("a", [1, 2, 3], taken), lineOf("b", [1, 2, 3], taken)];
  await measureGroup(groupOf(lines), shared, everything);
  expect(taken.join("")).toBe("abbaab");
});

test("a ratio is the middle of the rounds' own ratios, not that of two medians", async () => {
  // The machine was ten times as slow in the second round, for both.
  const lines = [lineOf("ours", [20, 300, 20]), lineOf("floor", [10, 100, 20])];
  const measured = await measureGroup(groupOf(lines, { reference: "floor" }), shared, everything);
  expect(groupTables([measured])).toContain("| **ours** | 20 (20–160) | 2.00 (1.50–2.50) |");
});

test("what was not asked for is not sampled, but for the line that ratios are of", async () => {
  const lines = [lineOf("ours", [4]), lineOf("other", [1]), lineOf("floor", [2])];
  const options = { rounds: 1, wants: (line: string) => line === "ours" };
  const measured = await measureGroup(groupOf(lines, { reference: "floor" }), shared, options);
  expect(measured.lines.map(({ name }) => name)).toEqual(["ours", "floor"]);
});

test("a group is closed although a sample of it failed", async () => {
  let isClosed = false;
  const sample = () => Promise.reject(new Error("it did not do its work"));
  const group = groupOf([], {
    open: async () => ({
      lines: [{ name: "ours", role: "ours", sample }],
      close: async () => {
        isClosed = true;
      },
    }),
  });
  await expect(measureGroup(group, shared, everything)).rejects.toThrow("it did not do its work");
  expect(isClosed).toBe(true);
});

test.each([
  [{ atMost: 2 }, 2.04, true],
  [{ atMost: 2 }, 2.06, false],
  [{ atLeast: 97 }, 96.96, true],
  [{ atLeast: 97 }, 96.94, false],
])("a goal of %j is compared with %d as it is printed", async (limit, value, isMet) => {
  const measured = await measureGroup(groupOf([lineOf("ours", [value])], { rounds: 1 }), shared, everything);
  const goal: Goal = { text: "ours", group: "starts", line: "ours", metric: "ms", digits: 1, ...limit };
  expect(measureGoals([goal], [measured])).toEqual([{ goal, measured: value, isMet }]);
});

test("a goal that this run did not measure is neither met nor missed", () => {
  const goal: Goal = { text: "ours", group: "starts", line: "ours", metric: "ms", digits: 1, atMost: 1 };
  expect(measureGoals([goal], [])).toEqual([{ goal, measured: undefined, isMet: undefined }]);
});
