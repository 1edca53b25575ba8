// A note for the team and a message for the contact are a text each.
import { describe, expect, test } from "@jest/globals";
import { accepted, problems, refused, sessionId } from "../support/parse.ts";

describe.each(["note", "message"])("a %s", (command) => {
  test.each([["Olá!"], ["  kept as it is \n"], ["👍"], ["x".repeat(10_000)]])("keeps its text (case %#)", (text) => {
    expect(accepted({ command, sessionId, text })).toStrictEqual({ command, sessionId, text });
  });

  test.each([[undefined], [null], [""], [" \n\t"], [7], [true], [["x"]], [{ text: "x" }]])(
    "without a text that says something is refused: %j",
    (text) => {
      expect(problems(refused({ command, sessionId, text }))).toStrictEqual(["text TYPE_INVALID"]);
    },
  );
});
