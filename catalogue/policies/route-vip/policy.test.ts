// en: Who gets a VIP, and who is no VIP.
// pt: Com quem fica um VIP, e quem não é VIP.
import assert from "node:assert/strict";
import { test } from "node:test";
import { decideMove } from "wts-session-hooks/testing";
import { routeVip } from "./policy.ts";

const people = [
  { name: "Carla Mendes", departments: ["Atendimento VIP"], openSessions: 4 },
  { name: "Ana Lima", departments: ["Atendimento VIP"] },
];
const vip = { tags: ["VIP"], said: [{ by: "contact", at: "2026-11-25 10:00" }] } as const;
const question = { on: "SESSION_NEW", now: "2026-11-25 10:01", people } as const;

test("the person who knows them || quem já conhece", () => {
  const lastServed = { person: "Carla Mendes", at: "2026-10-01 09:00" };
  assert.equal(decideMove([routeVip], vip, { ...question, lastServed }).person, "Carla Mendes");
});

test("else whoever has least to do || senão, quem tem menos atendimentos", () => {
  assert.equal(decideMove([routeVip], vip, question).person, "Ana Lima");
});

test("where nobody is there, the reception || se não houver ninguém, a recepção", () => {
  const away = people.map((person) => ({ ...person, available: false }));
  const { action, department } = decideMove([routeVip], vip, { ...question, people: away });
  assert.deepEqual({ action, department }, { action: "queue", department: "Recepção" });
});

test("who is no VIP stays || quem não é VIP fica onde está", () => {
  assert.equal(decideMove([routeVip], { ...vip, tags: [] }, question).action, "keep");
});
