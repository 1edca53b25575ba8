// When work ends that is shared: worked out by going through it second by second, too.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { endOfSharedWork } from "../../../lib/core/queue/share-time.ts";

describe("work that is shared", () => {
  test.each([
    ["alone, takes what it takes", [], 110],
    ["with somebody who is at it longer, takes twice as long", [1_000], 120],
    ["with two, takes three times as long", [1_000, 1_000], 130],
    ["with somebody who soon ends, goes on alone", [106], 113],
    ["with somebody who has ended, is alone", [100], 110],
  ])("%s", (_case, others, end) => {
    expect(endOfSharedWork(100, 10, others)).toBe(end);
  });

  test("ends when as much has been done as it needs, whoever else is at it", () => {
    const times = fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 5 });
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), times, times, (from, work, others, within) => {
        const end = endOfSharedWork(from, work, others, within);
        let done = 0;
        const step = 1 / 64;
        const partsOf = (untils: number[], at: number) => 1 + untils.filter((until) => until > at).length;
        for (let at = from; at < end - step / 2; at += step) done += step / partsOf(others, at) / partsOf(within, at);
        expect(Math.abs(done - work)).toBeLessThan(0.5);
      }),
      { numRuns: 100 },
    );
  });
});
