// The first name that a text may greet with, out of what people and integrations write where a name should stand.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { firstName } from "../../../lib/core/texts/first-name.ts";

test.each([
  ["MARIA DA SILVA", "Maria"],
  ["maria", "Maria"],
  ["  João   Souza ", "João"],
  ["JOÃO-PEDRO LIMA", "João-Pedro"],
  ["d'ávila", "D'Ávila"],
  ["McDonald Junior", "McDonald"],
  ["Dr. João Mendes", "João"],
  ["Dra Ana", "Ana"],
  ["Dona Cida", "Cida"],
  ["🌟 Bia 🌟", "Bia"],
  ["~Carla", "Carla"],
  ["*Rafa*", "Rafa"],
  ["𝓜𝓪𝓻𝓲𝓪", "Maria"],
  ["Ana\u202Emaria", "Anamaria"],
  ["Ana\nSouza", "Ana"],
  ["Иван Петров", "Иван"],
])("%j is greeted as %s", (given, name) => {
  expect(firstName(given)).toBe(name);
});

test.each([
  "5511999998888",
  "+55 (11) 99999-8888",
  "~",
  "🌟",
  "",
  "   ",
  ".",
  "Cliente 🌟",
  "Lead site",
  "Padaria do Zé",
  "ACME LTDA",
  "da Silva",
  "J. Souza",
  "X",
  "maria@exemplo.com",
  "@maria",
  "www.loja.com.br",
  "wa.me/5511",
  "{nome}",
  "{{name}}",
  "<b>",
  "maria2",
  "Bartolomeuzinhodasneves",
  null,
  undefined,
  7,
  {},
  "Dr.",
  "Sem_nome",
  "WhatsApp",
])("%j is nobody's first name", (given) => {
  expect(firstName(given)).toBeUndefined();
});

test("whatever is written there, a first name has letters only, and is short", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" })), (given) => {
      const name = firstName(given);
      if (name !== undefined) expect(name).toMatch(/^(?=.{2,30}$)\p{L}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*)*$/u);
    }),
  );
});
