// The one option of an update or a transfer: whether a bot that is running is stopped.
import { describe, expect, test } from "@jest/globals";
import { accepted, problems, refused, sessionId } from "../support/parse.ts";

describe.each([
  ["an update", { sessionId, status: "PENDING" }],
  ["a transfer", { command: "transfer", sessionId, department: "Vendas" }],
])("the options of %s", (_kind, command) => {
  test.each([[true], [false]])("may say stopBotInExecution %s", (stopBotInExecution) => {
    expect(accepted({ ...command, options: { stopBotInExecution } })).toMatchObject({
      options: { stopBotInExecution },
    });
  });

  test("are left out when nobody gives them", () => {
    expect(accepted(command)).not.toHaveProperty("options");
  });

  test.each([
    [{ stopBotInExecution: "true" }, "options.stopBotInExecution TYPE_INVALID"],
    [{ stopBotInExecution: null }, "options.stopBotInExecution TYPE_INVALID"],
    [{ stopBot: true }, "options.stopBot PROPERTY_UNKNOWN"],
    [[true], "options TYPE_INVALID"],
    ["stopBotInExecution", "options TYPE_INVALID"],
    [true, "options TYPE_INVALID"],
  ])("are refused as %j", (options, problem) => {
    expect(problems(refused({ ...command, options }))).toStrictEqual([problem]);
  });
});
