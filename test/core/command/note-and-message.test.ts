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

describe("a message", () => {
  const message = { command: "message", sessionId, text: "Seu boleto vence amanhã." };
  test("takes a template for when WhatsApp's window is closed", () => {
    const template = { id: "boleto_lembrete", parameters: { vencimento: "30/11" } };
    expect(accepted({ ...message, template })).toStrictEqual({ ...message, template });
    expect(accepted({ ...message, template: { id: "sem_lacunas", parameters: {} } })).toMatchObject({
      template: { id: "sem_lacunas" },
    });
  });
  test.each([
    [{ template: "boleto" }, "template TEMPLATE_INVALID"],
    [{ template: {} }, "template.id TEMPLATE_INVALID"],
    [{ template: { id: "x", parameters: { a: "" } } }, "template.parameters.a TEMPLATE_INVALID"],
    [{ template: { id: "x", parameter: {} } }, "template.parameter TEMPLATE_INVALID"],
    [{ text: "Olá {nome}" }, "text PLACEHOLDER_INVALID"],
    [{ template: { id: "x", parameters: { a: "{atendente}" } } }, "text PLACEHOLDER_INVALID"],
  ])("is refused with %j", (more, problem) => {
    expect(problems(refused({ ...message, ...more }))).toStrictEqual([problem]);
  });
  test("needs a text beside its template, which is used only outside the window", () => {
    expect(problems(refused({ command: "message", sessionId, template: { id: "x" } }))).toStrictEqual([
      "text TYPE_INVALID",
    ]);
  });
  test("keeps braces of its sender's own", () => {
    expect(accepted({ ...message, text: '{"a":1} {policy}' })).toMatchObject({ text: '{"a":1} {policy}' });
  });
});
