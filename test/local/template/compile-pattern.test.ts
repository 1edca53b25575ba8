// EventBridge patterns, as far as they are known here.
import { expect, test } from "@jest/globals";
import { compilePattern } from "../../../local/template/compile-pattern.ts";

const event = {
  "detail-type": "Session Update Requested",
  source: "shop",
  resources: ["a", "b"],
  detail: { hops: 1, door: null, session: { id: "s-1", open: true } },
};

test.each([
  [{}, true],
  [{ "detail-type": ["Session Update Requested"] }, true],
  [{ "detail-type": ["Session Updated", "Session Update Requested"] }, true],
  [{ "detail-type": ["Session Updated"] }, false],
  [{ source: ["shop"], "detail-type": ["Session Updated"] }, false],
  [{ source: [] }, false],
  [{ resources: ["b"] }, true],
  [{ resources: ["c"] }, false],
  [{ detail: { hops: [1], door: [null], session: { open: [true] } } }, true],
  [{ detail: { hops: ["1"] } }, false],
  [{ detail: { session: { missing: ["x"] } } }, false],
  [{ detail: { door: { deeper: ["x"] } } }, false],
  [{ detail: { session: { id: [{ prefix: "s-" }] } } }, true],
  [{ detail: { session: { id: [{ prefix: "t-" }, "s-1"] } } }, true],
  [{ detail: { hops: [{ prefix: "1" }] } }, false],
  [{ detail: { hops: [{ exists: true }], session: { missing: [{ exists: false }] } } }, true],
  [{ detail: { hops: [{ exists: false }] } }, false],
  [{ detail: { session: [{ exists: true }] } }, false],
  [{ source: [{ "anything-but": "crm" }] }, true],
  [{ source: [{ "anything-but": ["crm", "shop"] }] }, false],
  [{ resources: [{ "anything-but": "a" }] }, true],
  [{ missing: [{ "anything-but": "a" }] }, false],
])("%j matches: %j", (pattern, expected) => {
  expect(compilePattern(pattern)(event)).toBe(expected);
});

test.each([
  [{ source: [{ suffix: "x" }] }, 'source has {"suffix":"x"}'],
  [{ detail: { hops: [{ numeric: [">", 1] }] } }, "detail.hops has"],
  [{ source: [{ prefix: "a", exists: true }] }, "source has"],
  [{ source: [{ "anything-but": { prefix: "a" } }] }, "source has"],
  [{ source: [{ prefix: 1 }] }, "source has"],
  [{ source: [["shop"]] }, "source has"],
  [{ source: "shop" }, "source must be an array of values, or an object"],
  [{ $or: [{ source: ["shop"] }] }, "$or must be"],
])("%j is refused", (pattern, message) => {
  expect(() => compilePattern(pattern)).toThrow(message);
});
