// Commands as senders write them: mostly right, in every spelling that is accepted, and sometimes wrong.
import fc from "fast-check";
import type { FieldName } from "../../../lib/core/command/field-mask.ts";

export type Input = Record<string, unknown>;

const mostly = (right: fc.Arbitrary<unknown>, wrong: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ arbitrary: right, weight: 30 }, { arbitrary: wrong, weight: 1 });

const text = fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" }).filter((value) => value.trim() !== "");
const noValue = fc.constantFrom<unknown>("", "  ", {}, [], null);
const uuid = fc.oneof(
  fc.uuid(),
  fc.uuid().map((id) => id.toUpperCase()),
);
const sessionId = fc.stringMatching(/^[A-Za-z0-9-]{1,64}$/);
const name = fc.constantFrom("Vendas", "Atendimento técnico", "ana@example.com", "Suporte N2", " Financeiro ");
const status = fc.constantFrom("COMPLETED", "completed", "In Progress", "in_progress", "PENDING", "Started", "hidden");
const minute = fc.integer({ min: 0, max: 60 * 24 * 365 * 30 }).map((minutes) => new Date(minutes * 60_000));
const instant = fc.oneof(
  minute.map((at) => at.toISOString()),
  minute.map((at) => at.toISOString().replace("Z", "-03:00")),
  minute.map((at) => at.toISOString().slice(0, 16).replace("T", " ")),
);
const metadataValue = fc.oneof(text, fc.boolean(), fc.integer(), fc.constant(""), fc.double({ max: 1e6, min: -1e6 }));
const metadataKey = fc.stringMatching(/^[a-z][a-z_.]{0,10}$/).filter((key) => !/^(constructor|prototype)$/.test(key));
const metadata = fc.oneof(
  fc.dictionary(metadataKey, metadataValue, { minKeys: 1, maxKeys: 3 }),
  fc.uniqueArray(fc.record({ key: metadataKey, value: metadataValue }), {
    minLength: 1,
    maxLength: 3,
    selector: ({ key }) => key,
  }),
);
const classification = fc.oneof(
  fc.record({
    category: fc.constantFrom("WON", "LOST", "INFO", "OTHER"),
    description: text,
    // JSON text of -0 is 0.
    amount: fc.double({ noNaN: true, noDefaultInfinity: true }).map((amount) => amount + 0),
  }),
  fc.record({ category: fc.constantFrom("WON", "LOST") }),
  fc.record({ amount: fc.integer() }),
);
const options = fc.oneof(fc.constant({}), fc.record({ stopBotInExecution: fc.boolean() }));
const expectation = fc
  .record(
    {
      status,
      userId: fc.option(uuid),
      departmentId: fc.option(uuid),
      lastMessageIn: fc.option(instant),
    },
    { requiredKeys: [] },
  )
  .filter((value) => Object.keys(value).length > 0);

const destination: fc.Arbitrary<Input> = fc.oneof(
  { arbitrary: fc.constant<Input>({}), weight: 6 },
  { arbitrary: fc.record<Input>({ department: name }), weight: 2 },
  { arbitrary: fc.record<Input>({ departmentId: uuid }), weight: 2 },
  { arbitrary: fc.record<Input>({ department: name, user: name }), weight: 4 },
  { arbitrary: fc.record<Input>({ departmentId: uuid, userId: uuid }), weight: 2 },
  { arbitrary: fc.record<Input>({ departmentId: name, userId: fc.constant(null) }), weight: 1 },
  { arbitrary: fc.constantFrom<Input>({ userId: null }, { departmentId: null }), weight: 2 },
  { arbitrary: fc.record<Input>({ user: name }), weight: 1 },
);

/** Which of our properties carries a field; the two spellings of a destination both do. */
export const carriers: Record<FieldName, readonly string[]> = {
  Status: ["status"],
  EndAt: ["endAt"],
  Number: ["number"],
  DepartmentId: ["departmentId", "department"],
  UserId: ["userId", "user"],
  Metadata: ["metadata"],
  Autocomplete: ["autocomplete"],
  ReactivateDisabled: ["reactivateDisabled"],
  Classification: ["classification"],
};

const fieldsOf = (values: Input): FieldName[] =>
  (Object.keys(carriers) as FieldName[]).filter((field) => carriers[field].some((property) => property in values));

const spellings = [
  (field: string) => field,
  (field: string) => field.toLowerCase(),
  (field: string) => field.toUpperCase(),
  (field: string) => field.replaceAll(/\B[A-Z]/g, (letter) => ` ${letter}`),
];

const withMask = (values: Input): fc.Arbitrary<Input> => {
  const fields = fieldsOf(values);
  const masked = fc
    .tuple(fc.shuffledSubarray(fields, { minLength: fields.length }), fc.constantFrom(...spellings))
    .map(([names, spell]): Input => ({ ...values, fields: names.map(spell) }));
  const partial = fc.subarray(fields).map((names): Input => ({ ...values, fields: names }));
  const membership = fc.constant<Input>({ ...values, fields: fields.filter((field) => field !== "DepartmentId") });
  return fc.oneof(
    { arbitrary: fc.constant(values), weight: 6 },
    { arbitrary: masked, weight: 6 },
    { arbitrary: partial, weight: 1 },
    { arbitrary: membership, weight: 2 },
  );
};

const target = {
  sessionId: mostly(sessionId, fc.constantFrom("", "../x", 7)),
  companyId: uuid,
  expect: expectation,
};

const update = fc
  .tuple(
    fc.record(
      {
        ...target,
        command: fc.constant("update"),
        status: mostly(status, fc.constantFrom("UNDEFINED", "open", null)),
        endAt: mostly(fc.option(instant, { freq: 6 }), fc.constantFrom("2026-02-30 10:00", "")),
        number: mostly(fc.option(text, { freq: 6 }), fc.constantFrom<unknown>(5511, "")),
        metadata: mostly(fc.option(metadata, { freq: 6 }), fc.constantFrom<unknown>({}, { nested: {} })),
        autocomplete: mostly(fc.boolean(), fc.constantFrom<unknown>(null, "true")),
        reactivateDisabled: mostly(fc.boolean(), fc.constantFrom<unknown>(null, 0)),
        classification: mostly(classification, noValue),
        options,
      },
      { requiredKeys: ["sessionId"] },
    ),
    destination,
  )
  .chain(([values, where]) => withMask({ ...values, ...where }));

const complete = fc.record(
  {
    ...target,
    command: fc.constant("complete"),
    reactivateOnNewMessage: fc.boolean(),
    stopBotInExecution: fc.boolean(),
    note: text,
    farewell: mostly(text, noValue),
    metadata,
    classification,
  },
  { requiredKeys: ["sessionId", "command"] },
);

const transfer = fc
  .tuple(
    fc.record({ ...target, command: fc.constant("transfer"), options }, { requiredKeys: ["sessionId", "command"] }),
    destination,
  )
  .map(([values, where]): Input => ({ ...values, ...where }));

const words = fc.record(
  { ...target, command: fc.constantFrom("note", "message"), text: mostly(text, noValue) },
  { requiredKeys: ["sessionId", "command", "text"] },
);

export const plausibleUpdate: fc.Arbitrary<Input> = update;

export const plausibleCommand: fc.Arbitrary<Input> = fc.oneof(
  { arbitrary: update, weight: 5 },
  { arbitrary: complete, weight: 2 },
  { arbitrary: transfer, weight: 2 },
  { arbitrary: words, weight: 1 },
);
