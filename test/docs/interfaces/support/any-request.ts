// Requests as senders may write them: plausible commands, with some of their properties exchanged for whatever JSON can hold.
import fc from "fast-check";
import { commandNames, commandProperties } from "../../../../lib/core/command/command.ts";
import { plausibleCommand } from "../../../core/support/plausible-commands.ts";

const uuid = "0D6F7A1E-5f0b-4a52-9c31-7b8f2f6f1c01";
const blanks: readonly unknown[] = ["", "  ", "\u200b", "\t\u00ad", {}, [], null];
const texts: readonly unknown[] = [
  "Comercial",
  " Ana ",
  `  ${uuid}\n`,
  uuid,
  "x".repeat(40),
  "x".repeat(41),
  "x".repeat(200),
  "x".repeat(201),
  ` ${"x".repeat(200)} `,
  "x".repeat(256),
  "x".repeat(257),
  "x".repeat(500),
  "x".repeat(501),
  "ação",
  "now",
  " NOW ",
  "ignore",
  "newest",
  "all",
  "Olá, {nome}!",
  "Olá, {nome|cliente}!",
  "{atendente|…}",
  "{atendente|nossa equipe} {protocolo} {outro}",
  `{nome|${"a".repeat(61)}}`,
  "{policy|x} {run}",
];
const words: readonly unknown[] = [
  "COMPLETED",
  "in progress",
  "_I n-P_rogress",
  "ın progress",
  "OPEN",
  "update",
  "complete",
  "transfer",
  "note",
  "message",
  "route",
  "hold",
  "Update",
];
const numbers: readonly unknown[] = [0, 1, 5, 6, 64, 65, 90, 91, -1, 1.5, 1e300, 2 ** 53, 1_796_072_400, -0.5];
const times: readonly unknown[] = ["2026-11-30 18:00", "2026-11-30", "0000-00-00 00:00", "30/11/2026 18h30", "ontem"];
const others: readonly unknown[] = [true, false, ["Status"], ["status", "METADATA"], ["EndAt", "endat"], [1], ["Nope"]];
const objects: readonly unknown[] = [
  { stopBotInExecution: true },
  { stopBotInExecution: null },
  { date: "2026-12-10", plusBusinessDays: 2 },
  { date: 1_796_072_400, plusBusinessDays: null },
  { date: "2026-12-10", plusBusinessDays: 65 },
  { plusBusinessDays: 1 },
  { department: "Suporte" },
  { user: "Ana", department: " " },
  { category: "WON" },
  { category: "won" },
  { amount: "12" },
  { description: "" },
  { status: "PENDING", userId: null },
  { status: "open" },
  { lastMessageIn: "2026-11-30 18:00" },
  { id: "t" },
  { id: "t", parameters: {} },
  { id: "t", parameters: { nome: "" } },
  { id: "t", parameters: { nome: "{nome}" } },
  { id: "t", extra: 1 },
  { text: "Até logo", template: { id: "t" } },
  { text: "{nome}" },
  { contactId: uuid },
  { contactPhone: "+55 11 98004-5904" },
  { contactPhone: 5_511_980_045_904 },
  { contactPhone: "ninguém" },
  { contactPhone: null },
  { contactPhone: "" },
  { metadata: { pedido: "42" } },
  { metadata: { pedido: "42", loja: null } },
  { metadata: { pedido: 42 } },
  { metadata: { " ": "42" } },
  { metadata: {} },
  { contactId: uuid, closedWithinDays: 7 },
  { contactId: uuid, closedWithinDays: 91 },
  { contactId: uuid, channel: "CLOUDAPI_WHATSAPP", department: "Comercial" },
  { contactId: uuid, channel: "" },
  { contactId: uuid, contactPhone: null },
  { contactid: uuid },
  { channel: "x" },
  { a: 1, b: "x", c: true, d: 0.5 },
  { a: null },
  { a: { b: 1 } },
  { "": "x" },
  JSON.parse('{"__proto__": "x"}'),
  { constructor: "x" },
  [{ key: "a", value: 1 }],
  [{ key: "a", value: null }],
  [{ key: "a" }],
  [{ key: " ", value: "x" }],
  [{ key: "a", value: "x", more: 1 }],
  [
    { key: "a", value: "x" },
    { key: "a", value: "y" },
  ],
];

/** At the edges of what some property takes. */
const edgeValues: readonly unknown[] = [
  ...[...blanks, ...texts, ...words, ...numbers, ...times, ...others, ...objects],
];

const value: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: fc.constantFrom(...edgeValues), weight: 9 },
  { arbitrary: fc.jsonValue({ maxDepth: 2 }), weight: 1 },
);

const everyProperty = [
  ...["command", "sessionId", "companyId", "expect", "fields", "status", "endAt", "number", "departmentId"],
  ...["department", "userId", "user", "metadata", "autocomplete", "reactivateDisabled", "classification", "options"],
  ...["reactivateOnNewMessage", "stopBotInExecution", "note", "farewell", "text", "template", "reason", "to"],
  ...["policy", "until", "unknown"],
];
const eventProperties = [
  ...["session", "onNone", "onMany", "account", "idempotencyKey", "occurredAt", "correlationId", "causationId", "hops"],
];

type Input = Record<string, unknown>;

/** Small ones of the kinds that plausible commands have not. */
const shortOnes: readonly Input[] = [
  { sessionId: "abc", command: "route", reason: "pediu orçamento" },
  { sessionId: "abc", command: "route", reason: "x", to: { user: "Ana" }, policy: "vendas" },
  { sessionId: "abc", command: "hold", until: "2026-12-10" },
  { sessionId: "abc", command: "hold", until: { date: "10/12/2026", plusBusinessDays: 3 }, reason: "boleto" },
  { sessionId: "abc", command: "hold", until: null },
  { sessionId: "abc", command: "message", text: "Oi", template: { id: "t", parameters: { nome: "{nome|cliente}" } } },
  { sessionId: "abc", command: "complete", farewell: { text: "Até logo", template: { id: "t" } } },
  { sessionId: "abc", command: "transfer", department: "Suporte", user: null },
  { sessionId: "abc", fields: ["UserId"], user: "Ana", department: "Suporte" },
  { sessionId: "abc", fields: ["Status"], status: "PENDING", number: "", metadata: {} },
  { sessionId: "abc", status: "PENDING", metadata: { a: "x" } },
  { sessionId: "abc", command: "note", text: "Pagamento confirmado" },
];
const short = fc.constantFrom<Input>(...shortOnes);

/** Each property of a command with each value at an edge, one at a time. */
const edgesOf = (bases: readonly Input[], properties: readonly string[]): readonly Input[] =>
  bases.flatMap((command) =>
    properties.flatMap((property) =>
      edgeValues.map((edge) => JSON.parse(JSON.stringify({ ...command, [property]: edge })) as Input),
    ),
  );

const propertiesOf = ({ command }: Input): readonly string[] =>
  commandProperties(commandNames.find((name) => name === command) ?? "update");

export const commandEdges: readonly Input[] = shortOnes.flatMap((command) => edgesOf([command], propertiesOf(command)));

const byMetadata: Input = { command: "note", text: "Oi", session: { metadata: { pedido: "42" } } };

export const requestEdges: readonly Input[] = [
  ...edgesOf([{ sessionId: "abc", status: "PENDING" }, byMetadata], eventProperties),
  ...edgesOf(
    [
      { ...byMetadata, onNone: "ignore" },
      { session: null, onNone: "ignore" },
    ],
    ["session", "sessionId"],
  ),
  ...edgesOf([{ session: { metadata: { a: "x" }, closedWithinDays: 7 } }], ["fields", "metadata", "status"]),
];

const moveOnes: readonly Input[] = [
  { sessionId: "abc", reason: "pediu orçamento" },
  { sessionId: "abc", reason: "x", to: { department: "Comercial" }, policy: "vendas", hops: 2 },
];
const moveProperties = ["sessionId", "reason", "to", "policy", "unknown", ...eventProperties];

export const moveEdges: readonly Input[] = edgesOf(moveOnes, moveProperties);

const changed = (base: fc.Arbitrary<Input>, properties: readonly string[]): fc.Arbitrary<Input> =>
  fc
    .tuple(
      base,
      fc.array(fc.tuple(fc.constantFrom(...properties), value), { maxLength: 2 }),
      fc.array(fc.constantFrom(...properties), { maxLength: 1 }),
    )
    .map(([command, given, dropped]) => {
      const entries = Object.entries({ ...command, ...Object.fromEntries(given) });
      return JSON.parse(JSON.stringify(Object.fromEntries(entries.filter(([name]) => !dropped.includes(name)))));
    });

const base = fc.oneof({ arbitrary: plausibleCommand, weight: 2 }, { arbitrary: short, weight: 1 });

export const anyCommand: fc.Arbitrary<unknown> = fc.oneof(
  { arbitrary: changed(base, everyProperty), weight: 30 },
  { arbitrary: fc.jsonValue({ maxDepth: 2 }), weight: 1 },
);

const references: fc.Arbitrary<Input> = fc.record<Input>(
  {
    session: fc.oneof(
      fc.constantFrom<unknown>(
        { contactId: uuid },
        { contactPhone: "+55 11 98004-5904" },
        { metadata: { pedido: "42" } },
      ),
      fc.constantFrom<unknown>(
        { contactPhone: null },
        null,
        { metadata: { a: "" } },
        { metadata: { pedido: "42" }, closedWithinDays: 7 },
      ),
      value,
    ),
    onNone: fc.constantFrom<unknown>("reject", "ignore", "maybe"),
    onMany: fc.constantFrom<unknown>("reject", "newest", "all", null),
  },
  { requiredKeys: ["session"] },
);

const byReference: fc.Arbitrary<Input> = fc
  .tuple(base, references, fc.boolean())
  .map(([{ sessionId, ...command }, reference, keeps]) => ({ ...command, ...reference, ...(keeps && { sessionId }) }));

/** The detail of an event. */
export const anyRequest: fc.Arbitrary<Input> = fc.oneof(
  changed(base, [...everyProperty, ...eventProperties]),
  changed(base, eventProperties),
  byReference,
  changed(byReference, [...everyProperty, ...eventProperties]),
);

export const anyMove: fc.Arbitrary<Input> = changed(fc.constantFrom<Input>(...moveOnes), moveProperties);
