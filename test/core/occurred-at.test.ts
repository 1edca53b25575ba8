// When it happened, in whatever way senders write that.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { parseOccurredAt } from "../../lib/core/occurred-at.ts";

const zone = "America/Sao_Paulo";

test.each([
  [1_763_640_000, "2025-11-20T12:00:00.000Z"],
  [1_763_640_000_123, "2025-11-20T12:00:00.123Z"],
  ["1763640000", "2025-11-20T12:00:00.000Z"],
  ["1763640000123", "2025-11-20T12:00:00.123Z"],
  ["2025-11-20T09:00:00-03:00", "2025-11-20T12:00:00.000Z"],
  ["2025-11-20 09:00", "2025-11-20T12:00:00.000Z"],
])("%j is %s", (given, instant) => {
  expect(parseOccurredAt(given, zone)).toEqual({ ok: true, instant });
});

test.each([[Number.NaN], [Number.POSITIVE_INFINITY], [1e300], ["yesterday"], [{}], [true], ["99999999999999999999"]])(
  "%j is refused with what is expected",
  (given) => {
    expect(parseOccurredAt(given, zone)).toMatchObject({ ok: false, message: expect.stringMatching(/expected|year/) });
  },
);

test("never throws, and what it accepts is an instant", () => {
  fc.assert(
    fc.property(fc.anything(), (anything) => {
      const parsed = parseOccurredAt(anything, zone);
      expect(!parsed.ok || new Date(parsed.instant).toISOString() === parsed.instant).toBe(true);
    }),
  );
});
