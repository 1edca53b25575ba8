// Placeholders: what a text may hold, and that nothing in braces and nothing empty ever reaches a contact.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  contactTextProblem,
  detailsOf,
  fillIn,
  missingFallback,
  placeholderProblem,
} from "../../../lib/core/texts/placeholders.ts";

describe("what the contact reads", () => {
  test.each([
    ["Olá, {nome|cliente}! Protocolo {protocolo}.", "Olá, Maria! Protocolo 2026112900017."],
    ["{atendente|a equipe} encerrou ({policy}, {run})", "Carla encerrou (sem-resposta, run-1)"],
    ["sem nada", "sem nada"],
  ])("%s is filled in", (text, filled) => {
    const values = {
      nome: "Maria",
      atendente: "Carla",
      protocolo: "2026112900017",
      policy: "sem-resposta",
      run: "run-1",
    };
    expect(contactTextProblem(text)).toBeUndefined();
    expect(fillIn(text, values)).toBe(filled);
  });

  test("a missing name gives way to the fallback, and a missing protocol without one keeps the text back", () => {
    expect(fillIn("Olá, {nome|cliente}!", { nome: undefined })).toBe("Olá, cliente!");
    expect(fillIn("Protocolo {protocolo}", { protocolo: undefined })).toBeUndefined();
    expect(fillIn("Protocolo {protocolo|a informar}", { protocolo: "" })).toBe("Protocolo a informar");
  });

  test.each([
    ["Olá {nome}", "write {nome|cliente}"],
    ["{atendente} se despede", "write {atendente|cliente}"],
    ["Olá {nome|}", "fallback"],
    ["Olá {nome| }", "fallback"],
    ["Olá {nomes|cliente}", "the nearest is {nome}"],
    ["Olá {{nome|cliente}}", "brace"],
    ["Olá {", "brace"],
    ["a } b", "brace"],
    ["{ nome }", "brace"],
    [`Olá {nome|${"a".repeat(61)}}`, "1 to 60"],
  ])("%s is refused", (text, hint) => {
    expect(contactTextProblem(text)).toContain(hint);
  });

  test("whatever passes the build and whatever is known, no brace and no empty value goes out", () => {
    const piece = fc.constantFrom(
      "Olá, ",
      "{nome|cliente}",
      "{protocolo}",
      "{atendente|a equipe}",
      "{policy}",
      "{run}",
      "{",
      "}",
      "|",
      "{nome}",
      "{nome|}",
      "!",
    );
    const value = fc.option(fc.constantFrom("Ana", "{run}", "{nome|x}", ""), { nil: undefined });
    fc.assert(
      fc.property(
        fc.array(piece),
        fc.record({ nome: value, protocolo: value, atendente: value, policy: fc.constant("p"), run: fc.constant("r") }),
        (pieces, filling) => {
          const text = pieces.join("");
          if (contactTextProblem(text) !== undefined) return;
          const filled = fillIn(text, filling);
          if (filled === undefined) {
            expect(filling.protocolo || "").toBe("");
            return;
          }
          // A value is not read again: what braces there are, a value brought them; names of people never do (first-name.test.ts).
          const values = Object.values(filling).filter((each) => each?.includes("{"));
          expect(values.reduce<string>((left, each) => left.replaceAll(each ?? "", ""), filled)).not.toMatch(/[{}]/);
          expect(filled.length > 0 || text === "").toBe(true);
        },
      ),
    );
  });
});

test("a text of a sender keeps the braces that are its own, and is refused only where ours lack their fallback", () => {
  expect(fillIn('{"a":1} {outro} {policy} { nome }', { nome: "Ana", protocolo: "1" })).toBe(
    '{"a":1} {outro} {policy} { nome }',
  );
  expect(missingFallback('{"a":1} {outro} {policy}')).toBeUndefined();
  expect(missingFallback("Oi {nome}")).toContain("{nome|cliente}");
});

test("notes, metadata and descriptions take the policy and the run only", () => {
  expect(placeholderProblem("por {policy} em {run}")).toBeUndefined();
  expect(placeholderProblem("para {nome|cliente}")).toContain("only in what the contact reads");
  expect(placeholderProblem("{polici}")).toContain("the nearest is {policy}");
  expect(placeholderProblem("{policy|x}")).toContain("other than");
});

test("it is known which details WTS has to be asked for", () => {
  expect(detailsOf(["oi", "{protocolo}"])).toEqual({ contact: false, owner: false });
  expect(detailsOf(["{nome|cliente}", "{atendente|a equipe}"])).toEqual({ contact: true, owner: true });
});
