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
      fc.property(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }), times, (from, work, others) => {
        const end = endOfSharedWork(from, work, others);
        let done = 0;
        const step = 1 / 64;
        for (let at = from; at < end - step / 2; at += step)
          done += step / (1 + others.filter((until) => until > at).length);
        expect(Math.abs(done - work)).toBeLessThan(0.5);
      }),
      { numRuns: 100 },
    );
  });
});
