// A transfer goes to a department, or to a person of that department.
import { describe, expect, test } from "@jest/globals";
import { accepted, departmentId, problems, refused, sessionId, userId } from "../support/parse.ts";

const transfer = { command: "transfer", sessionId };

describe("a transfer", () => {
  test.each([
    [{ department: "Vendas" }, { department: "Vendas" }],
    [{ departmentId }, { departmentId }],
    [
      { department: " Vendas ", user: "ana@example.com" },
      { department: "Vendas", user: "ana@example.com" },
    ],
    [
      { departmentId, userId: userId.toUpperCase() },
      { departmentId, userId },
    ],
    // To the queue of that department.
    [
      { department: "Vendas", userId: null },
      { department: "Vendas", userId: null },
    ],
  ])("may go to %j", (given, kept) => {
    expect(accepted({ ...transfer, ...given })).toStrictEqual({ ...transfer, ...kept });
  });

  test.each([
    [{}, "departmentId"],
    [{ department: "" }, "department"],
    [{ department: {} }, "department"],
    [{ departmentId: null }, "departmentId"],
    [{ user: "Ana" }, "departmentId"],
    [{ userId }, "departmentId"],
    [{ userId: null }, "departmentId"],
  ])("without a department is refused in the words of the n8n node: %j", (given, path) => {
    expect(refused({ ...transfer, ...given })).toStrictEqual([
      {
        path,
        code: "DESTINATION_MISSING",
        message: "The transfer destination user or department must be defined",
      },
    ]);
  });

  test("to a person whose name is left empty is refused, not sent to everybody", () => {
    expect(problems(refused({ ...transfer, department: "Vendas", user: "" }))).toStrictEqual([
      "user DESTINATION_MISSING",
    ]);
  });

  test.each([
    [{ departmentId, department: "Vendas" }, "department PROPERTY_CONFLICT"],
    [{ departmentId, userId, user: "Ana" }, "user PROPERTY_CONFLICT"],
    [{ department: 7 }, "department TYPE_INVALID"],
    [{ department: "Vendas", user: ["Ana"] }, "user TYPE_INVALID"],
  ])("is refused: %j", (given, problem) => {
    expect(problems(refused({ ...transfer, ...given }))).toStrictEqual([problem]);
  });
});
