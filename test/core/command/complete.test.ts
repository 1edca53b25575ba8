// Completing a session: a note, a farewell, metadata and a classification, then the completion itself.
import { describe, expect, test } from "@jest/globals";
import { accepted, problems, refused, sessionId } from "../support/parse.ts";

const complete = { command: "complete", sessionId };

describe("a completion", () => {
  test("neither reopens on a new message nor stops a bot unless it says so", () => {
    expect(accepted(complete)).toStrictEqual({ ...complete, reactivateOnNewMessage: false, stopBotInExecution: false });
  });

  test("takes everything that belongs to it", () => {
    const full = {
      ...complete,
      companyId: "9e107d9d-372b-4b6a-8f3e-0c1d2e3f4a5b",
      expect: { status: "PENDING" },
      reactivateOnNewMessage: true,
      stopBotInExecution: true,
      note: "Closed by policy",
      farewell: " Até logo! ",
      metadata: { reason: "idle" },
      classification: { category: "OTHER" },
    };
    expect(accepted(full)).toStrictEqual(full);
  });

  test.each(["reactivateOnNewMessage", "stopBotInExecution"])("takes only true or false for %s", (property) => {
    for (const value of ["true", "", null, 1, {}])
      expect(problems(refused({ ...complete, [property]: value }))).toStrictEqual([`${property} TYPE_INVALID`]);
    expect(accepted({ ...complete, [property]: true })).toMatchObject({ [property]: true });
    expect(accepted({ ...complete, [property]: false })).toMatchObject({ [property]: false });
  });

  test.each(["note", "farewell"])("takes only a text that says something as %s", (property) => {
    for (const value of ["", "  ", null, 7, ["x"]])
      expect(problems(refused({ ...complete, [property]: value }))).toStrictEqual([`${property} TYPE_INVALID`]);
    expect(problems(refused({ ...complete, note: { text: "x" } }))).toStrictEqual(["note TYPE_INVALID"]);
  });

  test("takes a template beside the farewell's text, and a farewell without one as its text alone", () => {
    const farewell = { text: "Até logo!", template: { id: "despedida", parameters: { nome: "{nome|cliente}" } } };
    expect(accepted({ ...complete, farewell })).toMatchObject({ farewell });
    expect(accepted({ ...complete, farewell: { text: "Até logo!" } })).toMatchObject({ farewell: "Até logo!" });
    expect(problems(refused({ ...complete, farewell: { template: { id: "x" } } }))).toStrictEqual([
      "farewell.text TYPE_INVALID",
    ]);
    expect(problems(refused({ ...complete, farewell: { text: "oi {nome}" } }))).toStrictEqual([
      "farewell.text PLACEHOLDER_INVALID",
    ]);
    expect(
      problems(refused({ ...complete, farewell: { text: "x", template: { id: "", parameters: { a: 1 } } } })),
    ).toStrictEqual(["farewell.template.id TEMPLATE_INVALID", "farewell.template.parameters.a TEMPLATE_INVALID"]);
  });

  test.each([[{}], [[]]])("refuses metadata without a key: %j", (metadata) => {
    expect(problems(refused({ ...complete, metadata }))).toStrictEqual(["metadata FIELD_WITHOUT_VALUE"]);
  });

  test.each([[null], [""]])("refuses metadata that is none: %j", (metadata) => {
    expect(problems(refused({ ...complete, metadata }))).toStrictEqual(["metadata TYPE_INVALID"]);
  });
});
