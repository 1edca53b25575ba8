// A hostile body costs us little: neither time, nor an answer larger than itself.
import { expect, test } from "@jest/globals";
import { parseCommand } from "../../../lib/core/command/command.ts";

const options = { timeZone: "America/Sao_Paulo" };

test.each([
  ["60,000 fields", { sessionId: "a", fields: Array(60_000).fill("a") }],
  ["100,000 metadata entries", { sessionId: "a", metadata: Array(100_000).fill(0) }],
  ["22,000 unknown properties", Object.fromEntries(Array.from({ length: 22_000 }, (_, index) => [`k${index}`, 1]))],
])("%s are answered with at most a hundred issues", (_name, input) => {
  const parsed = parseCommand(input, options);
  expect(parsed.ok).toBe(false);
  expect(parsed.ok ? [] : parsed.issues.length).toBeLessThanOrEqual(100);
  expect(JSON.stringify(parsed).length).toBeLessThan(20_000);
});

test.each(["\u200B", "\u2060 \uFEFF", "\u00AD"])("an invisible text is no text: %j", (text) => {
  for (const input of [{ command: "message", text }, { number: text }, { command: "complete", note: text }])
    expect(parseCommand({ sessionId: "a", ...input }, options).ok).toBe(false);
});

test("a mask with a typo is checked only as far as it is understood", () => {
  const parsed = parseCommand({ sessionId: "a", fields: ["Statuss", "EndAt"], status: "PENDING", number: "" }, options);
  expect(parsed.ok ? [] : parsed.issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
    "FIELD_UNKNOWN fields.0",
    "FIELD_WITHOUT_VALUE endAt",
  ]);
});
