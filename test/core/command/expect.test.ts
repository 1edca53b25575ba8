// What the sender believes of the session, so that a decision taken on an old picture is dropped.
import { describe, expect, test } from "@jest/globals";
import { accepted, departmentId, problems, refused, sessionId, userId } from "../support/parse.ts";

const commands = [
  { status: "PENDING" },
  { command: "complete" },
  { command: "transfer", department: "Vendas" },
  { command: "note", text: "x" },
  { command: "message", text: "x" },
];

describe("an expectation", () => {
  test.each([
    [{ status: "in progress" }, { status: "IN_PROGRESS" }],
    [{ userId: ` ${userId.toUpperCase()}` }, { userId }],
    [{ userId: null }, { userId: null }],
    [{ departmentId }, { departmentId }],
    [{ departmentId: null }, { departmentId: null }],
    // 09:30 in Brazil is 09:30 + 3 h in UTC.
    [{ lastMessageIn: "2026-11-20 09:30" }, { lastMessageIn: "2026-11-20T12:30:00.000Z" }],
    [{ lastMessageIn: "2026-11-20T09:30:00.123-03:00" }, { lastMessageIn: "2026-11-20T12:30:00.123Z" }],
    [{ lastMessageIn: null }, { lastMessageIn: null }],
    [
      { status: "PENDING", userId: null, departmentId, lastMessageIn: null },
      { status: "PENDING", userId: null, departmentId, lastMessageIn: null },
    ],
  ])("may be %j of every command", (given, kept) => {
    for (const command of commands) {
      const parsed = accepted({ sessionId, ...command, expect: given });
      expect(parsed.expect).toStrictEqual(kept);
    }
  });

  test("is left out when nobody gives it", () => {
    for (const command of commands) expect(accepted({ sessionId, ...command })).not.toHaveProperty("expect");
  });

  test.each([
    [{ status: "UNDEFINED" }, ["expect.status STATUS_INVALID"]],
    [{ status: null }, ["expect.status STATUS_INVALID"]],
    [{ status: "" }, ["expect.status STATUS_INVALID"]],
    [{ userId: "Ana" }, ["expect.userId TYPE_INVALID"]],
    [{ departmentId: "" }, ["expect.departmentId TYPE_INVALID"]],
    [{ lastMessageIn: "yesterday" }, ["expect.lastMessageIn TYPE_INVALID"]],
    [{ lastMessageIn: "" }, ["expect.lastMessageIn TYPE_INVALID"]],
    [{ status: "PENDING", staus: "PENDING" }, ["expect.staus PROPERTY_UNKNOWN"]],
    [
      { status: "open", userId: 7, departmentId: [], lastMessageIn: 0 },
      [
        "expect.status STATUS_INVALID",
        "expect.userId TYPE_INVALID",
        "expect.departmentId TYPE_INVALID",
        "expect.lastMessageIn TYPE_INVALID",
      ],
    ],
  ])("is refused, every problem at once: %j", (given, expected) => {
    for (const command of commands)
      expect(problems(refused({ sessionId, ...command, expect: given }))).toStrictEqual(expected);
  });

  test.each([[{}], [null], [""], ["PENDING"], [[]], [{ status: undefined }]])(
    "that expects nothing is refused: %j",
    (given) => {
      expect(problems(refused({ sessionId, status: "PENDING", expect: given }))).toStrictEqual(["expect TYPE_INVALID"]);
    },
  );

  test("with a bad status is refused in the words of the n8n node", () => {
    expect(refused({ sessionId, status: "PENDING", expect: { status: "open" } })[0]?.message).toBe(
      "Add a valid status!",
    );
  });
});
