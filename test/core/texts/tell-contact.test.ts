// What a contact is told about who takes over is known again, whoever was named, and nothing else is taken for it.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { languages } from "../../../lib/core/texts/language.ts";
import { contactTextProblem, fillIn } from "../../../lib/core/texts/placeholders.ts";
import { tellingReader, tellingText } from "../../../lib/core/texts/tell-contact.ts";

describe.each(languages)("in %s", (language) => {
  const text = tellingText(true, language) ?? "";

  test("the text names the person, or the team where there is no name", () => {
    expect(contactTextProblem(text)).toBeUndefined();
    expect(fillIn(text, { atendente: "Carla" })).toContain("Carla");
    expect(fillIn(text, { atendente: undefined })).toMatch(/our team|a nossa equipe/);
  });

  test("it is known again, whatever the language of the configuration is by now", () => {
    const isTelling = tellingReader({ routing: { tellContact: true, policies: [] } });
    for (const atendente of ["Carla", undefined]) expect(isTelling?.(fillIn(text, { atendente }))).toBe(true);
    expect(isTelling?.("Olá! O boleto segue em anexo.")).toBe(false);
    expect(isTelling?.(undefined)).toBe(false);
  });
});

test("any text of a policy's own is known again, filled in, and not with something behind it", () => {
  const part = fc.string({ maxLength: 30 }).filter((text) => !/[{}]/.test(text));
  fc.assert(
    fc.property(part, part, fc.constantFrom("Ana", "João", "D'Ávila"), (before, after, atendente) => {
      const text = `a${before}{atendente|equipe}${after}z`;
      const isTelling = tellingReader({
        routing: { tellContact: false, policies: [{ tellContact: text }, {}] },
      });
      expect(isTelling?.(fillIn(text, { atendente }))).toBe(true);
      expect(isTelling?.(`${fillIn(text, { atendente })}!`)).toBe(false);
    }),
  );
});

test("where nothing is told, nothing is looked for", () => {
  const routing = { tellContact: false, policies: [{ tellContact: false }, {}] };
  expect(tellingReader({ routing })).toBeUndefined();
});
