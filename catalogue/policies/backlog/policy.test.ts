// en: Who gets what waits in the queue, and what goes on waiting.
// pt: Com quem fica o que espera na fila, e o que continua esperando.
import assert from "node:assert/strict";
import { test } from "node:test";
import { decideMove } from "wts-session-hooks/testing";
import { backlog } from "./policy.ts";

const people = [
  { name: "João Silva", departments: ["Suporte"], openSessions: 4 },
  { name: "Davi Alves", departments: ["Financeiro"] },
];
const queued = { department: "Suporte", said: [{ by: "contact", at: "2026-11-25 10:00" }] } as const;
const question = { on: "backlog", now: "2026-11-25 10:05", people } as const;

test("somebody of the session's own department || alguém do departamento do atendimento", () => {
  assert.equal(decideMove([backlog], queued, question).person, "João Silva");
  assert.equal(decideMove([backlog], { ...queued, department: "Financeiro" }, question).person, "Davi Alves");
});

test("with 5 open sessions nobody gets one more || com 5 atendimentos abertos ninguém recebe mais um", () => {
  const full = people.map((person) => ({ ...person, openSessions: 5 }));
  assert.equal(decideMove([backlog], queued, { ...question, people: full }).action, "keep");
});

test("groups and other departments go on waiting || grupos e outros departamentos continuam esperando", () => {
  assert.equal(decideMove([backlog], { ...queued, group: true }, question).action, "keep");
  assert.equal(decideMove([backlog], { ...queued, department: "Comercial" }, question).action, "keep");
});
