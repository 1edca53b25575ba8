// The changes of a SESSION_UPDATE, however WTS spells them, and which of them can matter to routing.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { lastingChanges, readSessionChanges } from "../../../lib/core/sessions/reported-changes.ts";
import { anyInput } from "../support/any-input.ts";

const inEveryShape: [string, unknown][] = [
  [
    "a list of properties",
    [
      { property: "userId", currentValue: "u-1", previousValue: null },
      { property: "unreadCount", currentValue: 3, previousValue: "2" },
    ],
  ],
  [
    "a list of fields",
    [
      { field: "userId", newValue: "u-1", oldValue: null },
      { field: "unreadCount", newValue: "3", oldValue: "2" },
    ],
  ],
  [
    "an object",
    {
      userId: { currentValue: "u-1", previousValue: null },
      unreadCount: { currentValue: "3", previousValue: "2" },
    },
  ],
];

test.each(inEveryShape)("are read from %s", (_, changes) => {
  expect(readSessionChanges(changes)).toEqual([
    { property: "userId", value: "u-1" },
    { property: "unreadCount", value: "3" },
  ]);
});

test("may come without their values, and with none", () => {
  expect(readSessionChanges([{ property: "metadata" }, { property: "userId", currentValue: null }])).toEqual([
    { property: "metadata", value: undefined },
    { property: "userId", value: null },
  ]);
  for (const nothing of [undefined, null, [], {}, "userId", [null, 7, {}]])
    expect(readSessionChanges(nothing)).toEqual([]);
});

test.each([["unreadCount"], ["lastInteractionDate"], ["LastMessageIn"], ["readTimestamp"]])(
  "of %s alone move no session",
  (property) => {
    expect(lastingChanges([{ property, value: "1" }])).toEqual([]);
  },
);

test("of what decides where a session belongs are left, and those nobody has heard of", () => {
  const changes = ["status", "departmentId", "userId", "botId", "metadata", "somethingNew"].map((property) => ({
    property,
    value: "x",
  }));
  expect(lastingChanges([...changes, { property: "unreadCount", value: "1" }])).toEqual(changes);
});

test("are read from anything at all", () => {
  fc.assert(fc.property(anyInput, (input) => Array.isArray(readSessionChanges(input))));
});
