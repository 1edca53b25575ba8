// en: Who gets a contact who comes back.
// pt: Com quem fica quem volta.
import assert from "node:assert/strict";
import { test } from "node:test";
import { decideMove } from "wts-session-hooks/testing";
import { returnToOwner } from "./policy.ts";

const people = [
  { name: "Bia Rocha", departments: ["Comercial"], openSessions: 9 },
  { name: "Caio Reis", departments: ["Comercial"] },
];
const back = { department: "Comercial", said: [{ by: "contact", at: "2026-11-25 10:00" }] } as const;
const question = { on: "SESSION_NEW", now: "2026-11-25 10:01", people } as const;
const lastServed = { person: "Bia Rocha", at: "2026-11-10 09:00" };

test("the person who served them last, busy or not || quem atendeu por último, mesmo ocupada", () => {
  assert.equal(decideMove([returnToOwner], back, { ...question, lastServed }).person, "Bia Rocha");
});

test("it waits for her while she is away || espera por ela enquanto não está", () => {
  const away = people.map((person) => ({ ...person, available: person.name !== "Bia Rocha" }));
  const { person } = decideMove([returnToOwner], back, { ...question, people: away, lastServed });
  assert.equal(person, undefined);
});

test("whoever comes for the first time, or after 30 days, gets whoever has least to do || quem vem pela primeira vez, ou depois de 30 dias, fica com quem tem menos atendimentos", () => {
  assert.equal(decideMove([returnToOwner], back, question).person, "Caio Reis");
  const long = { person: "Bia Rocha", at: "2026-10-01 09:00" };
  assert.equal(decideMove([returnToOwner], back, { ...question, lastServed: long }).person, "Caio Reis");
});
