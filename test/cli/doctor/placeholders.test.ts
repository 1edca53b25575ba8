// What examples have where a secret is to go is told from a secret, of which no letter is ever said.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { isPlaceholder } from "../../../cli/doctor/checks/check-secrets.ts";
import { exampleSecrets } from "../../support/own-files.ts";

test.each([
  exampleSecrets.accounts.default.apiKey,
  ...Object.values(exampleSecrets.sources).flatMap(([secret]) => (secret.startsWith("whsec_") ? [] : [secret])),
  "pn_xxxxxxxxxxxxxxxxxxxx",
  "<sua chave aqui>",
  "pn_coloque_a_sua_chave_aqui",
  "CHANGE-ME-CHANGE-ME",
  "pn_your_api_key_here",
  "****************",
])("%s is a placeholder", (secret) => {
  expect(isPlaceholder(secret)).toBe(true);
});

test("no secret that a machine made is taken for one", () => {
  const letters = [..."abcdefghijkmnopqrstuvwyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"];
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...letters), { minLength: 32, maxLength: 64 }),
      (made) => !isPlaceholder(`pn_${made.join("")}`) || new Set(made).size === 1,
    ),
  );
});
