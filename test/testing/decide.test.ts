// What users' own tests ask of their policies is what a run and routing would decide.
import { describe, expect, test } from "@jest/globals";
import { decideClose, decideMove } from "../../testing/testing.ts";

describe("decideClose", () => {
  const policy = {
    name: "parados",
    match: { department: "Comercial" },
    except: { tags: "VIP" },
    idle: { hours: 4 },
    courtesyReplies: true,
    warning: { text: "Ainda precisa, {nome|cliente}?", grace: { hours: 1 } },
    close: { farewell: "Até logo!" },
  };
  const answered = {
    department: "Comercial",
    owner: "Carla Mendes",
    said: [
      { by: "contact", at: "2026-11-25 10:00", text: "Qual o preço?" },
      { by: "person", at: "2026-11-25 10:30", text: "R$ 10" },
    ],
  } as const;
  const at = (time: string, more: object = {}) => decideClose([policy], { ...answered, ...more }, `2026-11-25 ${time}`);

  test("waits, warns, and closes with its farewell", () => {
    expect(at("14:29")).toMatchObject({ action: "wait", until: "2026-11-25T17:30:00.000Z" });
    expect(at("14:30")).toMatchObject({ action: "warn", policy: "parados" });
    expect(at("15:30", { warnedAt: "2026-11-25 14:30" })).toMatchObject({ action: "close", farewell: true });
  });

  test("a reply to the warning, another department and an exception stay", () => {
    const replied = [...answered.said, { by: "contact", at: "2026-11-25 14:40", text: "Preciso, sim: tem em azul?" }];
    expect(at("15:30", { warnedAt: "2026-11-25 14:30", said: replied })).toMatchObject({
      action: "leave",
      because: expect.arrayContaining(["CONTACT_SPOKE_LAST"]),
    });
    expect(at("20:00", { department: "Financeiro" })).toMatchObject({ action: "leave" });
    expect(at("20:00", { tags: ["VIP"] })).toMatchObject({ action: "leave" });
  });

  test("thanks make nobody wait, and an automatic reply is no answer", () => {
    const thanked = [...answered.said, { by: "contact", at: "2026-11-25 10:31", text: "Obrigado!" }];
    expect(at("14:31", { said: thanked })).toMatchObject({ action: "warn" });
    const [question] = answered.said;
    const automatic = [question, { by: "office-hours", at: "2026-11-25 10:01", text: "Estamos fechados." }];
    expect(at("14:31", { said: automatic })).toMatchObject({ action: "leave" });
  });

  test("a time that is none is refused with one that is", () => {
    expect(() => at("ontem")).toThrow('write "2026-11-25 10:00"');
  });
});

describe("decideMove", () => {
  const policy = {
    name: "comercial",
    when: ["SESSION_NEW" as const, "backlog" as const],
    department: "Comercial",
    capacity: 2,
  };
  const people = [
    { name: "Carla Mendes", departments: ["Comercial"], openSessions: 2 },
    { name: "João Silva", departments: ["Comercial"], openSessions: 1 },
    { name: "Eva Reis", departments: ["Financeiro"] },
  ];
  const fresh = { said: [{ by: "contact", at: "2026-11-25 10:00" }] } as const;
  const question = { on: "SESSION_NEW", now: "2026-11-25 10:01" } as const;

  test("who has room gets it, and nobody's name is an id", () => {
    expect(decideMove([policy], fresh, { ...question, people })).toEqual({
      ...{ action: "assign", policy: "comercial", department: "Comercial", person: "João Silva" },
      because: ["CHOSEN"],
    });
  });

  test("where everybody is full or away it waits in the queue, and what no policy is about stays", () => {
    const away = people.map((person) => ({ ...person, available: false }));
    expect(decideMove([policy], fresh, { ...question, people: away })).toMatchObject({
      action: "queue",
      department: "Comercial",
    });
    const busy = { ...fresh, bot: true };
    expect(decideMove([policy], busy, { ...question, people })).toMatchObject({
      action: "keep",
      because: ["NO_POLICY"],
    });
  });

  test("outside the policy's hours nothing is given out", () => {
    const hours = { weekly: { monday: ["09:00-18:00"] } };
    expect(decideMove([{ ...policy, hours }], fresh, { ...question, people })).toMatchObject({ action: "keep" });
  });
});
