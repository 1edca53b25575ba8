// en: Who gets a new session of Comercial, and what stays.
// pt: Com quem fica um atendimento novo do Comercial, e o que fica onde está.
import assert from "node:assert/strict";
import { test } from "node:test";
import { decideMove } from "wts-session-hooks/testing";
import { routeNew } from "./policy.ts";

const people = [
  { name: "Bia Rocha", departments: ["Comercial"], openSessions: 7 },
  { name: "Caio Reis", departments: ["Comercial"], openSessions: 8 },
];
const fresh = { department: "Comercial", said: [{ by: "contact", at: "2026-11-25 10:00" }] } as const;
const question = { on: "SESSION_NEW", now: "2026-11-25 10:01", people } as const;

test("whoever has room and least to do || quem tem vaga e menos atendimentos", () => {
  assert.equal(decideMove([routeNew], fresh, question).person, "Bia Rocha");
});

test("a full house leaves it in the queue, from where it is given out || com a casa cheia espera na fila, e de lá é distribuído", () => {
  const full = people.map((person) => ({ ...person, openSessions: 8 }));
  assert.equal(decideMove([routeNew], fresh, { ...question, people: full }).action, "keep");
  assert.equal(decideMove([routeNew], fresh, { ...question, on: "backlog" }).person, "Bia Rocha");
});

test("whoever has not answered for 30 minutes loses it || quem não responde em 30 minutos perde", () => {
  const silent = { ...fresh, owner: "Caio Reis" };
  const late = { ...question, on: "ownerSilent", now: "2026-11-25 10:30" } as const;
  assert.equal(decideMove([routeNew], silent, late).person, "Bia Rocha");
  assert.equal(decideMove([routeNew], silent, { ...late, now: "2026-11-25 10:29" }).action, "keep");
});

test("groups and other departments stay || grupos e outros departamentos ficam", () => {
  assert.equal(decideMove([routeNew], { ...fresh, group: true }, question).action, "keep");
  assert.equal(decideMove([routeNew], { ...fresh, department: "Financeiro" }, question).action, "keep");
});
