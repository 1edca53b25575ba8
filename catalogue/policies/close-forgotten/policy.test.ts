// en: Whom the policy closes, and whom not.
// pt: Quem a regra encerra, e quem não.
import assert from "node:assert/strict";
import { test } from "node:test";
import { decideClose } from "wts-session-hooks/testing";
import { closeForgotten } from "./policy.ts";

const answered = {
  said: [
    { by: "contact", at: "2026-11-23 10:00" },
    { by: "person", at: "2026-11-23 10:30" },
  ],
} as const;

test("it closes after 3 days, without a word || encerra depois de 3 dias, sem dizer nada", () => {
  assert.equal(decideClose([closeForgotten], answered, "2026-11-26 10:29").action, "wait");
  const { action, farewell } = decideClose([closeForgotten], answered, "2026-11-26 10:30");
  assert.deepEqual({ action, farewell }, { action: "close", farewell: false });
});

test("what is due on a Saturday waits for Monday || o que vence no sábado espera a segunda", () => {
  const said = [
    { by: "contact", at: "2026-11-25 10:00" },
    { by: "person", at: "2026-11-25 10:30" },
  ] as const;
  assert.equal(decideClose([closeForgotten], { said }, "2026-11-28 11:00").action, "wait");
  assert.equal(decideClose([closeForgotten], { said }, "2026-11-30 09:00").action, "close");
});

test("whoever waits for an answer, and whoever is marked, stays || quem espera resposta, e quem está marcado, fica", () => {
  const [question] = answered.said;
  assert.equal(decideClose([closeForgotten], { said: [question] }, "2026-11-30 09:00").action, "leave");
  const marked = { ...answered, metadata: { naoEncerrar: "sim" } };
  assert.equal(decideClose([closeForgotten], marked, "2026-11-30 09:00").action, "leave");
});
