// en: Whom the policy closes, and whom not.
// pt: Quem a regra encerra, e quem não.
import assert from "node:assert/strict";
import { test } from "node:test";
import { decideClose } from "wts-session-hooks/testing";
import { closeIdle } from "./policy.ts";

// en: A channel that takes texts at any time.
// pt: Um canal que aceita texto a qualquer hora.
const answered = {
  channel: "ZAPI_WHATSAPP",
  said: [
    { by: "contact", at: "2026-11-23 10:00", text: "Qual o prazo?" },
    { by: "person", at: "2026-11-23 10:30", text: "Cinco dias." },
  ],
} as const;

test("it warns after 3 days and closes a day later || avisa depois de 3 dias e encerra um dia depois", () => {
  assert.equal(decideClose([closeIdle], answered, "2026-11-26 10:29").action, "wait");
  assert.equal(decideClose([closeIdle], answered, "2026-11-26 10:30").action, "warn");
  const warned = { ...answered, warnedAt: "2026-11-26 10:30" };
  assert.equal(decideClose([closeIdle], warned, "2026-11-27 10:29").action, "wait");
  assert.equal(decideClose([closeIdle], warned, "2026-11-27 10:30").action, "close");
});

test("on WhatsApp's official channel it closes without a warning || no canal oficial do WhatsApp encerra sem aviso", () => {
  const official = { ...answered, channel: "CLOUDAPI_WHATSAPP" };
  assert.equal(decideClose([closeIdle], official, "2026-11-26 10:30").action, "close");
});

test("thanks are no question, a question is || um obrigado não é pergunta, uma pergunta é", () => {
  const after = (text: string) => ({
    ...answered,
    said: [...answered.said, { by: "contact", at: "2026-11-23 11:00", text }] as const,
  });
  assert.equal(decideClose([closeIdle], after("Obrigada!"), "2026-11-26 11:00").action, "warn");
  assert.equal(decideClose([closeIdle], after("E o frete?"), "2026-11-30 11:00").action, "leave");
});

test("whoever is marked stays || quem está marcado fica", () => {
  const marked = { ...answered, metadata: { naoEncerrar: "sim" } };
  assert.equal(decideClose([closeIdle], marked, "2026-11-30 10:30").action, "leave");
});
