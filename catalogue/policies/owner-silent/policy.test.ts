// en: When a session changes hands, and when not.
// pt: Quando um atendimento muda de mãos, e quando não.
import assert from "node:assert/strict";
import { test } from "node:test";
import { decideMove } from "wts-session-hooks/testing";
import { ownerSilent } from "./policy.ts";

const people = [
  { name: "João Silva", departments: ["Suporte"], openSessions: 3 },
  { name: "Bia Rocha", departments: ["Suporte"], openSessions: 5 },
];
const waiting = {
  department: "Suporte",
  owner: "João Silva",
  said: [{ by: "contact", at: "2026-11-25 10:00", text: "Alguém aí?" }],
} as const;
const question = { on: "ownerSilent", people } as const;

test("a colleague gets it after 20 minutes, not before || um colega recebe depois de 20 minutos, não antes", () => {
  assert.equal(decideMove([ownerSilent], waiting, { ...question, now: "2026-11-25 10:19" }).action, "keep");
  assert.equal(decideMove([ownerSilent], waiting, { ...question, now: "2026-11-25 10:20" }).person, "Bia Rocha");
});

test("whoever was answered stays || quem teve resposta fica", () => {
  const answered = { ...waiting, said: [...waiting.said, { by: "person", at: "2026-11-25 10:05" }] as const };
  assert.equal(decideMove([ownerSilent], answered, { ...question, now: "2026-11-25 12:00" }).action, "keep");
});

test("the night does not count || a noite não conta", () => {
  const late = { ...waiting, said: [{ by: "contact", at: "2026-11-25 17:50" }] as const };
  assert.equal(decideMove([ownerSilent], late, { ...question, now: "2026-11-26 09:09" }).action, "keep");
  assert.equal(decideMove([ownerSilent], late, { ...question, now: "2026-11-26 09:10" }).person, "Bia Rocha");
});

test("a VIP stays with their person || um VIP fica com a sua pessoa", () => {
  const vip = { ...waiting, tags: ["VIP"] };
  assert.equal(decideMove([ownerSilent], vip, { ...question, now: "2026-11-25 12:00" }).action, "keep");
});
