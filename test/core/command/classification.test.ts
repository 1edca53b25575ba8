// How a conversation ended, in WTS's categories.
import { describe, expect, test } from "@jest/globals";
import { accepted, problems, refused, sessionId } from "../support/parse.ts";

describe.each([
  ["an update", { sessionId }],
  ["a completion", { command: "complete", sessionId }],
])("the classification of %s", (_kind, command) => {
  test.each([
    [{ category: "WON" }],
    [{ category: "LOST", description: "Too expensive" }],
    [{ category: "INFO" }],
    [{ category: "OTHER" }],
    [{ amount: 0 }],
    [{ amount: -10.5 }],
    [{ description: "x" }],
    [{ category: "WON", description: "Annual plan", amount: 1990.9 }],
  ])("is passed on as it is: %j", (classification) => {
    expect(accepted({ ...command, classification })).toMatchObject({ classification });
  });

  test.each([
    [{ category: "MAYBE" }, ["classification.category TYPE_INVALID"]],
    [{ category: null }, ["classification.category TYPE_INVALID"]],
    [{ category: 1 }, ["classification.category TYPE_INVALID"]],
    [{ category: "constructor" }, ["classification.category TYPE_INVALID"]],
    [{ category: "WON", description: 7 }, ["classification.description TYPE_INVALID"]],
    [{ category: "WON", amount: "10" }, ["classification.amount TYPE_INVALID"]],
    [{ category: "WON", amount: null }, ["classification.amount TYPE_INVALID"]],
    [{ category: "WON", amount: Number.NaN }, ["classification.amount TYPE_INVALID"]],
    [{ category: "WON", amount: Number.POSITIVE_INFINITY }, ["classification.amount TYPE_INVALID"]],
    [{ category: "WON", amout: 10 }, ["classification.amout PROPERTY_UNKNOWN"]],
    [
      { category: "X", description: 7, amount: "1", reason: "y" },
      [
        "classification.reason PROPERTY_UNKNOWN",
        "classification.category TYPE_INVALID",
        "classification.description TYPE_INVALID",
        "classification.amount TYPE_INVALID",
      ],
    ],
    ["WON", ["classification TYPE_INVALID"]],
    [["WON"], ["classification TYPE_INVALID"]],
    [7, ["classification TYPE_INVALID"]],
    [{}, ["classification FIELD_WITHOUT_VALUE"]],
  ])("is refused, every problem at once: %j", (classification, expected) => {
    expect(problems(refused({ ...command, classification }))).toStrictEqual(expected);
  });
});
