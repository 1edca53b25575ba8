// en: Whom the policy closes, and whom not.
// pt: Quem a regra encerra, e quem não.
import assert from "node:assert/strict";
import { test } from "node:test";
import { decideClose } from "wts-session-hooks/testing";
import { abandonedBot } from "./policy.ts";

const asked = {
  bot: true,
  said: [
    { by: "contact", at: "2026-11-25 10:00", text: "Oi" },
    { by: "bot", at: "2026-11-25 10:00:05", text: "Digite 1 para vendas, 2 para suporte." },
  ],
} as const;

test("it closes two hours after the bot's question || encerra duas horas depois da pergunta do robô", () => {
  assert.equal(decideClose([abandonedBot], asked, "2026-11-25 11:59").action, "wait");
  assert.equal(decideClose([abandonedBot], asked, "2026-11-25 12:01").action, "close");
});

test("whoever answered the bot last stays || quem respondeu ao robô por último fica", () => {
  const replied = { ...asked, said: [...asked.said, { by: "contact", at: "2026-11-25 10:01", text: "2" }] as const };
  assert.equal(decideClose([abandonedBot], replied, "2026-11-25 20:00").action, "leave");
});

test("what a person has, or waits in the queue, stays || o que está com uma pessoa, ou na fila, fica", () => {
  const { said } = asked;
  assert.equal(decideClose([abandonedBot], { said, owner: "Carla Mendes" }, "2026-11-25 20:00").action, "leave");
  assert.equal(decideClose([abandonedBot], { said }, "2026-11-25 20:00").action, "leave");
});
