// A mapping that would be refused with every delivery is refused when it is built: misspelt properties, fixed values that nobody takes.
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { commandNames, commandProperties } from "../../../lib/core/command/command.ts";
import { mappingProblems } from "../../../lib/webhooks/sources/mapping-problems.ts";

const problems = (map: unknown, policyNames?: readonly string[]) =>
  mappingProblems(map, { timeZone: "America/Sao_Paulo", policyNames });
const session = { contactPhone: "body.phone" };

describe("refused when built is", () => {
  test.each<[string, unknown, string[]]>([
    [
      "a misspelt property",
      { session, statu: "'COMPLETED'" },
      ["map.statu: statu is not a property of update; the nearest one is status"],
    ],
    [
      "a misspelt property of the session",
      { session: { contactFone: "body.x" }, number: "body.n" },
      ["map.session.contactFone: contactFone is not a property of session; the nearest one is contactPhone"],
    ],
    [
      "a misspelt property of one command in a list",
      [
        { session, number: "body.n" },
        { session, numbr: "body.n" },
      ],
      ["map.1.numbr: numbr is not a property of update; the nearest one is number"],
    ],
    [
      "what another command has",
      { command: "'note'", session, status: "'COMPLETED'", text: "body.t" },
      ["map.status: status is not a property of note; there are command, sessionId, companyId, expect, text"],
    ],
    ...[
      { command: "'route'", policy: "body.p", reason: "body.r" },
      { command: "'complete'" },
      { command: "'transfer'", department: "body.d" },
      { command: "'message'", text: "body.t" },
      { status: "'PENDING'" },
      { metadata: { pago: "body.x" }, status: "'PENDING'" },
    ].map((command): [string, unknown, string[]] => [
      `what a closed session is not reopened for: ${JSON.stringify(command)}`,
      { ...command, session: { contactPhone: "body.phone", closedWithinDays: 3 } },
      [
        expect.stringMatching(
          /^map\.session\.closedWithinDays: .*a closed session is not reopened; leave it out$/,
        ) as never,
      ],
    ]),
    [
      "a misspelt option",
      { session, status: "body.s", options: { stopBot: true } },
      [
        expect.stringMatching(
          /^map\.options\.stopBot: stopBot is not a property of options; the nearest one is stopBotInExecution/,
        ) as never,
      ],
    ],
    [
      "a misspelt expectation",
      { session, status: "body.s", expect: { stattus: "body.was" } },
      [expect.stringMatching(/^map\.expect\.stattus: /) as never],
    ],
    [
      "a misspelt classification",
      { session, classification: { categoria: "body.c" } },
      [expect.stringMatching(/^map\.classification\.categoria: .*nearest one is category/) as never],
    ],
    [
      "a command nobody knows",
      { command: "'close'", session },
      [expect.stringMatching(/^map\.command: command must be one of update, complete/) as never],
    ],
    ["a status nobody knows", { session, status: "'OPEN'" }, [expect.stringMatching(/^map\.status: /) as never]],
    [
      "a rule nobody knows",
      { session, onNone: "'skip'", number: "body.n" },
      ["map.onNone: onNone must be one of reject, ignore"],
    ],
    ["a command without a session", { number: "body.n" }, ["map.sessionId: SessionID is empty!"]],
    ["a note without its text", { command: "'note'", session }, ["map.text: text must be a non-blank text"]],
    ["a transfer to nowhere", { command: "'transfer'", session }, [expect.stringMatching(/^map\.department/) as never]],
    ["a route without its reason", { command: "'route'", session }, [expect.stringMatching(/^map\.reason: /) as never]],
    [
      "a misspelt destination",
      { command: "'route'", session, reason: "'x'", to: { departament: "body.d" } },
      [expect.stringMatching(/^map\.to\.departament: .*nearest one is department/) as never],
    ],
    [
      "a company",
      { session, number: "body.n", companyId: "body.c" },
      [expect.stringMatching(/^map\.companyId: .*`account`/) as never],
    ],
    [
      "a property that no command has, where the command comes with the delivery",
      { command: "body.what", session, statu: "body.s" },
      ["map.statu: statu is not a property of any command"],
    ],
  ])("%s", (_what, map, expected) => {
    expect(problems(map)).toEqual(expected);
  });

  test.each<[string, string]>([
    ["an object", "{'session': {'contactPhone': body.x}, 'statu': body.s}"],
    ["an object for each of a list", "body.leads.{'session': {'contactPhone': phone}, 'statu': s}"],
    ["one that a condition chooses", "body.ok ? {'session': {'contactPhone': body.x}, 'statu': body.s} : null"],
    ["one of a list", "[{'session': {'contactPhone': body.x}, 'statu': body.s}]"],
    ["one after a variable", "($x := body.x; {'session': {'contactPhone': $x}, 'statu': body.s})"],
    [
      "one that a function makes",
      "$map(body.leads, function($l){ {'session': {'contactPhone': $l.p}, 'statu': $l.s} })",
    ],
    [
      "one at the end of a chain",
      "body.leads ~> $map(function($l){ {'session': {'contactPhone': $l.p}, 'statu': $l.s} })",
    ],
  ])("a misspelt property in an expression that makes %s", (_what, map) => {
    expect(problems(map)).toEqual(["map.statu: statu is not a property of update; the nearest one is status"]);
  });

  test("a misspelt property in a part that an expression makes", () => {
    expect(problems({ session: "{'contactFone': body.x}", number: "body.n" })).toEqual([
      "map.session.contactFone: contactFone is not a property of session; the nearest one is contactPhone",
    ]);
  });

  test("a policy that nobody has written, with the nearest one", () => {
    const route = (policy: string) => ({ command: "'route'", session, reason: "'pago'", policy });
    expect(problems(route("'vendsa'"), ["vendas"])).toEqual([
      "map.policy: there is no routing policy of this name; the nearest is vendas",
    ]);
    expect(problems(route("'vip'"), ["vendas"])).toEqual(["map.policy: there is no routing policy of this name"]);
    expect(problems(route("'vendas'"), ["vendas"])).toEqual([]);
    expect(problems(route("body.fila"), [])).toEqual([]);
    expect(problems(route("'vendas'"))).toEqual([]);
  });
});

describe("never refused when built is what a delivery decides:", () => {
  test.each<[string, unknown]>([
    ["a function", () => ({ statu: "x" })],
    ["a value", { session, status: "body.status" }],
    ["a note in what was closed", { command: "'note'", session: { ...session, closedWithinDays: 3 }, text: "body.t" }],
    ["metadata of what was closed", { session: { ...session, closedWithinDays: 3 }, metadata: { pago: "body.x" } }],
    [
      "whether more is written",
      { session: { ...session, closedWithinDays: 3 }, metadata: { pago: "body.x" }, status: "body.s" },
    ],
    ["within how many days", { session: { ...session, closedWithinDays: "body.days" }, number: "'1'" }],
    ["which command it is", { command: "body.what", session, text: "body.t", status: "body.s" }],
    [
      "in which way the session is named",
      { session: { contactPhone: "body.p", contactId: "body.i" }, number: "body.n" },
    ],
    ["whether the session is named by its id", { sessionId: "body.id", session: "body.ref", number: "body.n" }],
    [
      "what stands in the metadata",
      { session: { metadata: { Pedido: "body.p" } }, metadata: { qualquer_coisa: "body.x" } },
    ],
    ["all of the metadata", { session, metadata: "body.all" }],
    ["a name of a property", "{'session': {'contactPhone': body.p}, body.key: body.value}"],
    ["whether there is a command", "body.ok ? body.command : null"],
    ["an expression that is none", { session, number: "body.(" }],
    ["a phone number that is fixed", { session: { contactPhone: "'11980045904'" }, number: "body.n" }],
    ["a person to be freed", { session, user: "body.user", fields: "body.fields" }],
  ])("%s", (_what, map) => {
    expect(problems(map)).toEqual([]);
  });

  test("any property that a command may have, whatever the delivery brings for it", () => {
    const command = fc.constantFrom(...commandNames);
    fc.assert(
      fc.property(command, fc.infiniteStream(fc.boolean()), (name, isGiven) => {
        const own = commandProperties(name).filter(
          (property) => !["command", "sessionId", "companyId"].includes(property),
        );
        const needed =
          { note: ["text"], message: ["text"], route: ["reason"], transfer: ["department"] }[name as "note"] ?? [];
        const given = own.filter((property) => needed.includes(property) || isGiven.next().value);
        const properties = Object.fromEntries(given.map((property) => [property, `body.${property}`]));
        expect(problems({ command: `'${name}'`, session, ...properties })).toEqual([]);
      }),
    );
  });

  test("any misspelling of a property is told, wherever the object stands", () => {
    const misspelt = fc.constantFrom("statu", "metadados", "departament", "sesion", "numer", "clasification");
    const around = fc.constantFrom<(object: string) => string>(
      (object) => object,
      (object) => `body.items.${object}`,
      (object) => `[${object}]`,
      (object) => `(body.a; ${object})`,
      (object) => `body.x ? ${object} : ${object}`,
      (object) => `$append([], ${object})`,
    );
    fc.assert(
      fc.property(misspelt, around, (name, place) => {
        const found = problems(place(`{'session': {'contactPhone': body.p}, '${name}': body.v, 'number': body.n}`));
        expect(found.length).toBeGreaterThan(0);
        expect(found.every((line) => line.includes(`${name} is not a property of update`))).toBe(true);
      }),
    );
  });
});
