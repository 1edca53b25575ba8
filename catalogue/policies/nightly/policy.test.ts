// en: Whom the policy closes, and whom not.
// pt: Quem a regra encerra, e quem não.
import assert from "node:assert/strict";
import { test } from "node:test";
import { decideClose } from "wts-session-hooks/testing";
import { nightly } from "./policy.ts";

const answered = {
  owner: "Carla Mendes",
  said: [
    { by: "contact", at: "2026-11-25 15:00" },
    { by: "person", at: "2026-11-25 15:10" },
  ],
} as const;

test("what is quiet stays until the evening, and is closed then || o que está quieto fica até a noite, e aí encerra", () => {
  assert.equal(decideClose([nightly], answered, "2026-11-25 19:59").action, "wait");
  assert.equal(decideClose([nightly], answered, "2026-11-25 20:00").action, "close");
});

test("what was still talked about at 19:00 waits || o que ainda se conversava às 19:00 espera", () => {
  const late = { ...answered, said: [...answered.said, { by: "person", at: "2026-11-25 19:00" }] as const };
  assert.equal(decideClose([nightly], late, "2026-11-25 20:00").action, "wait");
});

test("on a Saturday, and where only a bot answered, nothing is closed || no sábado, e onde só o robô respondeu, nada encerra", () => {
  assert.equal(decideClose([nightly], answered, "2026-11-28 20:30").action, "wait");
  const [question] = answered.said;
  const byBot = { ...answered, said: [question, { by: "bot", at: "2026-11-25 15:01" }] as const };
  assert.equal(decideClose([nightly], byBot, "2026-11-25 20:30").action, "leave");
});

test("a VIP stays || um VIP fica", () => {
  assert.equal(decideClose([nightly], { ...answered, tags: ["VIP"] }, "2026-11-25 20:30").action, "leave");
});
