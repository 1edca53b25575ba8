// en: Who gets what was asked for, and what moves nothing.
// pt: Com quem fica o que foi pedido, e o que não move nada.
import assert from "node:assert/strict";
import { test } from "node:test";
import { decideMove } from "wts-session-hooks/testing";
import { onRequest } from "./policy.ts";

const people = [
  { name: "Davi Alves", departments: ["Financeiro"] },
  { name: "Bia Rocha", departments: ["Comercial"] },
];
const session = { department: "Comercial", said: [{ by: "contact", at: "2026-11-25 10:00" }] } as const;
const question = { on: "requested", now: "2026-11-25 10:01", people } as const;

test("somebody of Financeiro || alguém do Financeiro", () => {
  const { action, person, department } = decideMove([onRequest], session, question);
  assert.deepEqual(
    { action, person, department },
    { action: "assign", person: "Davi Alves", department: "Financeiro" },
  );
});

test("where nobody is there it waits in their queue || se não houver ninguém, espera na fila deles", () => {
  const away = people.map((person) => ({ ...person, available: false }));
  const { action, department } = decideMove([onRequest], session, { ...question, people: away });
  assert.deepEqual({ action, department }, { action: "queue", department: "Financeiro" });
});

test("a new session that nobody asked for stays || um atendimento novo que ninguém pediu fica", () => {
  assert.equal(decideMove([onRequest], session, { ...question, on: "SESSION_NEW" }).action, "keep");
});
