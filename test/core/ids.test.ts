// A session id becomes part of a URL path at WTS; what a sender calls its own deliveries is shown when it looks like an id, and only then.
import { describe, expect, test } from "@jest/globals";
import { shownId } from "../../lib/core/ids.ts";
import { accepted, problems, refused } from "./support/parse.ts";

describe("a session id", () => {
  test.each([["a"], ["0b1f6f0e-5a7d-4b52-9f0c-3f1f3a8f7c21"], ["ABC-123"], ["-"], ["x".repeat(64)]])(
    "is kept as it is: %s",
    (sessionId) => {
      expect(accepted({ sessionId, status: "PENDING" })).toMatchObject({ sessionId });
    },
  );

  test.each([[undefined], [null], [""], ["   "], ["\n\t"]])(
    "that is missing or blank is called empty: %j",
    (sessionId) => {
      expect(refused({ sessionId, status: "PENDING" })).toStrictEqual([
        { path: "sessionId", code: "SESSION_ID_EMPTY", message: "SessionID is empty!" },
      ]);
    },
  );

  test("is asked for by every command", () => {
    for (const command of ["update", "complete", "transfer", "note", "message"])
      expect(refused({ command }).map(({ message }) => message)).toContain("SessionID is empty!");
  });

  test.each([
    [".."],
    ["../../core/v1/company"],
    ["a/b"],
    ["a\\b"],
    ["a%2Fb"],
    ["a?b=c"],
    ["a#b"],
    ["a b"],
    [" abc"],
    ["abc\n"],
    ["abc\0"],
    ["a_b"],
    ["a.b"],
    ["á"],
    ["１２"],
    ["x".repeat(65)],
    [0],
    [123],
    [true],
    [["abc"]],
    [{ id: "abc" }],
    [{ toString: () => "abc" }],
  ])("that could leave its place in a path, or is no text, is refused: %j", (sessionId) => {
    expect(problems(refused({ sessionId, status: "PENDING" }))).toStrictEqual(["sessionId SESSION_ID_INVALID"]);
  });
});

describe("what the log shows of an id", () => {
  test.each([
    "crm-4711",
    "event:my.crm",
    "0a1b2c3d-0000-4000-8000-123456789012",
    "JKJaXmPLvHcESHA=",
    "a/b:c_1",
    `sha256:${"01234567".repeat(8)}`,
  ])("shows the id %s", (id) => {
    expect(shownId(id)).toBe(id);
  });

  test.each([
    "5511987654321",
    "+55 11 98765-4321",
    "order of João",
    "joao@example.com",
    "12345678909",
    "123.456.789-09",
    "11-98765-4321",
    "lead:55.11.98765.4321",
    "",
    "a\nb",
    "x".repeat(81),
  ])("does not show %j, which may be somebody's data", (text) => {
    expect(shownId(text)).toBe("not shown");
  });
});
