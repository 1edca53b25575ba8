// What was written by us is recognised when WTS tells us of it, for ten minutes, and nothing else is.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { isOwnEcho as isOwnEchoSince, longestEchoMs, rememberWrites } from "../../../lib/core/sessions/own-writes.ts";
import { readSessionChanges } from "../../../lib/core/sessions/reported-changes.ts";

const at = Date.parse("2026-11-20T12:00:00Z");
const userId = "A0E1D2C3-0000-4000-8000-000000000001";
const ownWriteMs = 600_000;
const isOwnEcho = (held: unknown, changes: Parameters<typeof isOwnEchoSince>[1], nowMs: number) =>
  isOwnEchoSince(held, changes, nowMs - ownWriteMs);
const remembered = (written: Record<string, unknown>) => rememberWrites(undefined, written, at);
const change = (property: string, value: string | null | undefined) => ({ property, value });

describe("a change", () => {
  test.each<[string, unknown, string | null | undefined]>([
    ["an id, in any letter case", userId, userId.toLowerCase()],
    ["none", null, null],
    ["a status", "PENDING", "PENDING"],
    ["a date with more digits", "2026-11-30T21:00:00Z", "2026-11-30T21:00:00.0000000Z"],
    ["metadata in another order", { b: "2", a: "1" }, '{"a":"1","b":"2"}'],
    ["a value that the event does not show", "PENDING", undefined],
  ])("to %s is known as ours", (_, written, shown) => {
    expect(isOwnEcho(remembered({ property: written }), [change("Property", shown)], at + 1)).toBe(true);
  });

  test("to another value, or of another property, is not", () => {
    const held = remembered({ userId, departmentId: "d-1" });
    expect(isOwnEcho(held, [change("userId", "someone")], at)).toBe(false);
    expect(isOwnEcho(held, [change("status", "PENDING")], at)).toBe(false);
    expect(isOwnEcho(held, [change("userId", userId), change("status", "PENDING")], at)).toBe(false);
    expect(isOwnEcho(undefined, [change("userId", userId)], at)).toBe(false);
  });

  test("of a property that was written with a value nobody knows is ours, whatever it is", () => {
    expect(isOwnEcho(remembered({ metadata: undefined }), [change("metadata", '{"x":"1"}')], at)).toBe(true);
  });

  test("to a value before the last one is ours as well: its event may be late", () => {
    const held = rememberWrites(remembered({ userId: "u-1" }), { userId: "u-2" }, at + 1_000);
    for (const value of ["u-1", "u-2"]) expect(isOwnEcho(held, [change("userId", value)], at + 2_000)).toBe(true);
  });
});

test("an event that names no change is nobody's echo", () => {
  expect(isOwnEcho(remembered({ userId }), [], at)).toBe(false);
});

test("it is forgotten after ten minutes, but not a moment sooner", () => {
  const held = remembered({ userId });
  expect(isOwnEcho(held, [change("userId", userId)], at + ownWriteMs - 1)).toBe(true);
  expect(isOwnEcho(held, [change("userId", userId)], at + ownWriteMs)).toBe(false);
  expect(rememberWrites(held, {}, at + longestEchoMs)).toBe("[]");
});

test("of more than sixty writes at once the last sixty are known as ours, and none before them", () => {
  const written = Object.fromEntries(Array.from({ length: 61 }, (_, index) => [`property${index}`, "x"]));
  const held = remembered(written);
  const isOurs = (index: number) => isOwnEcho(held, [change(`property${index}`, "x")], at);
  expect([isOurs(0), isOurs(1), isOurs(60)]).toEqual([false, true, true]);
});

test("what is held shows no value, and stays small however much is written", () => {
  let held: string | undefined;
  for (let index = 0; index < 500; index += 1)
    held = rememberWrites(held, { metadata: { cpf: `canary ${index}` } }, at);
  expect(held).not.toMatch(/canary|cpf/);
  expect(String(held).length).toBeLessThan(4_000);
});

test("any value that was written is recognised, and never taken for another", () => {
  const value = fc.oneof(
    fc.constant(null),
    fc.uuid(),
    fc.string({ minLength: 1 }),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  );
  const text = (written: unknown) => (written === null ? null : String(written));
  fc.assert(
    fc.property(value, value, (written, other) => {
      const held = remembered({ userId: written });
      expect(isOwnEcho(held, [change("userId", text(written))], at)).toBe(true);
      const isSame = JSON.stringify(text(written))?.toLowerCase() === JSON.stringify(text(other))?.toLowerCase();
      if (!isSame && !dateOrJson(written) && !dateOrJson(other))
        expect(isOwnEcho(held, [change("userId", text(other))], at)).toBe(false);
    }),
  );
});

const dateOrJson = (value: unknown): boolean => typeof value === "string" && /^(\d{4}-|\{|null$)/.test(value);

test.each([
  ["a text", `${'{"a":'.repeat(40_000)}1${"}".repeat(40_000)}`],
  ["a value", undefined],
])("nested without end as %s is nobody's echo and breaks nothing", (_, text) => {
  let nested: unknown = "1";
  for (let depth = 0; depth < 40_000; depth += 1) nested = { a: nested };
  const changes = readSessionChanges([{ property: "metadata", currentValue: text ?? nested }]);
  expect(isOwnEcho(remembered({ userId }), changes, at)).toBe(false);
  expect(changes).toHaveLength(1);
  if (text !== undefined) expect(isOwnEcho(remembered({ metadata: "{}" }), changes, at)).toBe(false);
});
