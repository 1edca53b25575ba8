// The run says at its end what was left out for a reason, and is silent about what only `-t` passed over.
import { expect, jest, test } from "@jest/globals";

// Jest loads it as it is: it has no types.
const { default: LeftOutReporter } = await import(new URL("left-out-reporter.mjs", import.meta.url).href);

const result = (status: string, ...titles: string[]) => ({
  status,
  title: titles.at(-1) ?? "",
  ancestorTitles: titles.slice(0, -1),
});
const said = (...results: ReturnType<typeof result>[]): string => {
  const write = jest.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    new LeftOutReporter().onRunComplete(new Set(), { testResults: [{ testResults: results }] });
    return write.mock.calls.map(([text]) => String(text)).join("");
  } finally {
    write.mockRestore();
  }
};

test("tests are counted by the reason for which they were left out", () => {
  const one = "answers [left out: ../shared/one.json is not here]";
  const other = "bodies [left out: ../shared/other.json is not here]";
  expect(said(result("pending", one, "a"), result("pending", one, "b"), result("pending", other))).toBe(
    "Left out:    2 tests, since ../shared/one.json is not here\nLeft out:    1 test, since ../shared/other.json is not here\n",
  );
});

test("nothing is said of tests that ran, or that were skipped without a reason", () => {
  expect(said(result("passed", "answers", "a"), result("pending", "answers", "b"))).toBe("");
});
