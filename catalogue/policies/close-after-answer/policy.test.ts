// en: Whom the policy closes, and whom not.
// pt: Quem a regra encerra, e quem não.
import assert from "node:assert/strict";
import { test } from "node:test";
import { decideClose } from "wts-session-hooks/testing";
import { closeAfterAnswer } from "./policy.ts";

// en: Wednesday: the customer wrote at 10:00, and was answered at 10:30.
// pt: Quarta-feira: o cliente escreveu às 10:00 e teve resposta às 10:30.
const answered = {
  department: "Comercial",
  owner: "Carla Mendes",
  said: [
    { by: "contact", at: "2026-11-25 10:00", text: "Vocês entregam em Santos?" },
    { by: "person", at: "2026-11-25 10:30", text: "Entregamos, sim!" },
  ],
} as const;

test("it asks after 4 working hours, lunch not counted || pergunta depois de 4 horas úteis, sem contar o almoço", () => {
  assert.equal(decideClose([closeAfterAnswer], answered, "2026-11-25 15:29").action, "wait");
  assert.equal(decideClose([closeAfterAnswer], answered, "2026-11-25 15:30").action, "warn");
});

test("a working hour later it closes, and says goodbye || uma hora útil depois encerra, e se despede", () => {
  const warned = { ...answered, warnedAt: "2026-11-25 15:30" };
  const { action, farewell } = decideClose([closeAfterAnswer], warned, "2026-11-25 16:30");
  assert.deepEqual({ action, farewell }, { action: "close", farewell: true });
});

test("whoever waits for an answer stays || quem espera resposta fica", () => {
  const [question] = answered.said;
  assert.equal(decideClose([closeAfterAnswer], { ...answered, said: [question] }, "2026-11-27 12:00").action, "leave");
});

test("a VIP and another department stay || um VIP e outro departamento ficam", () => {
  assert.equal(decideClose([closeAfterAnswer], { ...answered, tags: ["VIP"] }, "2026-11-27 12:00").action, "leave");
  const other = { ...answered, department: "Financeiro" };
  assert.equal(decideClose([closeAfterAnswer], other, "2026-11-27 12:00").action, "leave");
});
