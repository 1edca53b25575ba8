// Schemas of the commands, in a request over HTTP and in an event: also which properties go together.
import { type commandNames, commandProperties } from "../../../lib/core/command/command.ts";
import { type FieldName, fieldNames, propertiesOf, propertyOf } from "../../../lib/core/command/field-mask.ts";
import { rowOf } from "../../../lib/core/command/field-rows.ts";
import { onManyRules, onNoneRules } from "../../../lib/core/command/session-reference.ts";
import { maxHops } from "../../../lib/core/queue/queued-command.ts";
import {
  allOf,
  anyOf,
  closed,
  type Definitions,
  having,
  not,
  orNull,
  ref,
  requires,
  type Schema,
  when,
} from "./schema.ts";
import { foldedPattern, nonBlank, valueSchemas } from "./value-schemas.ts";

type CommandName = (typeof commandNames)[number];

/** What a field's property holds, where it has a value. */
const fieldValues: Readonly<Record<Exclude<FieldName, "DepartmentId" | "UserId">, Schema>> = {
  Status: ref("Status"),
  EndAt: orNull(ref("Time")),
  Number: orNull(nonBlank()),
  Metadata: orNull(ref("Metadata")),
  Autocomplete: { type: "boolean" },
  ReactivateDisabled: { type: "boolean" },
  Classification: ref("Classification"),
};

const isOneOf = (word: string): Schema => ({ type: "string", pattern: foldedPattern([word]) });
const namesField = (field: FieldName): Schema =>
  allOf(requires("fields"), having({ fields: { contains: isOneOf(field) } }));
const hasMask = requires("fields");

const idName = { DepartmentId: ["departmentId", "department"], UserId: ["userId", "user"] } as const;
type Destination = keyof typeof idName;

const isGiven = (field: Destination): Schema => anyOf(...idName[field].map((property) => requires(property)));
/** One of the two properties holds it, and the other nothing. */
const oneHolds = (field: Destination, value: Schema): Schema => {
  const [id, name] = idName[field];
  return anyOf(
    allOf(requires(id), having({ [id]: value, [name]: ref("Blank") })),
    allOf(requires(name), having({ [name]: value, [id]: ref("Blank") })),
  );
};
const isEmpty = (field: Destination): Schema =>
  having(Object.fromEntries(idName[field].map((property) => [property, ref("Blank")])));
const isNamed = (field: Destination): Schema => oneHolds(field, ref("Name"));

/** With `fields`, a field that it names has a value, and another has none. */
const valueRule = (field: keyof typeof fieldValues): Schema => {
  const property = propertyOf(field);
  return when(
    hasMask,
    when(
      namesField(field),
      allOf(requires(property), having({ [property]: fieldValues[field] })),
      having({ [property]: ref("Blank") }),
    ),
    having({ [property]: fieldValues[field] }),
  );
};

const destinationOrNull = (field: Destination): Schema => oneHolds(field, orNull(ref("Name")));

const destinationRules: readonly Schema[] = [
  when(
    hasMask,
    when(
      namesField("DepartmentId"),
      destinationOrNull("DepartmentId"),
      // The department of which a person has to be a member.
      anyOf(isEmpty("DepartmentId"), allOf(namesField("UserId"), isNamed("UserId"), isNamed("DepartmentId"))),
    ),
    when(isGiven("DepartmentId"), destinationOrNull("DepartmentId")),
  ),
  when(
    hasMask,
    when(namesField("UserId"), destinationOrNull("UserId"), isEmpty("UserId")),
    when(isGiven("UserId"), destinationOrNull("UserId")),
  ),
  when(isNamed("UserId"), isNamed("DepartmentId")),
];

const fieldProperties = fieldNames.flatMap(propertiesOf);

const somethingGiven = anyOf(hasMask, ...fieldProperties.map((property) => requires(property)));

const takesOf = (field: FieldName): Schema => ({
  description: `${rowOf(field)
    .takes.replaceAll("`", "")
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")}; empty where \`fields\` does not name it`,
});

const updateProperties: Readonly<Record<string, Schema>> = {
  fields: ref("Fields"),
  ...Object.fromEntries(
    fieldNames.flatMap((field) => propertiesOf(field).map((property) => [property, takesOf(field)] as const)),
  ),
  options: ref("Options"),
};

const target: Readonly<Record<string, Schema>> = {
  sessionId: ref("SessionId"),
  companyId: { ...ref("Id"), description: "Picks the account, by the companyId of the accounts secret." },
  expect: ref("Expectation"),
};

const transferRules: readonly Schema[] = [
  isNamed("DepartmentId"),
  when(isGiven("UserId"), destinationOrNull("UserId")),
];

const destinationProperties: Readonly<Record<string, Schema>> = Object.fromEntries(
  (["DepartmentId", "UserId"] as const).flatMap((field) =>
    idName[field].map((property) => [property, { description: "By id or by name." }] as const),
  ),
);

interface Shape {
  readonly summary: string;
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly rules?: readonly Schema[];
  readonly example: object;
}

const shapes: Readonly<Record<CommandName, Shape>> = {
  update: {
    summary: "Writes fields of the session.",
    properties: updateProperties,
    rules: [
      somethingGiven,
      ...(Object.keys(fieldValues) as (keyof typeof fieldValues)[]).map(valueRule),
      ...destinationRules,
    ],
    example: { status: "IN_PROGRESS", department: "Comercial", metadata: { pedido: 42 } },
  },
  complete: {
    summary: "Closes the session: note, farewell, metadata and classification, then the close.",
    properties: {
      reactivateOnNewMessage: {
        type: "boolean",
        description: "Whether the contact's next message reopens this session: not unless it is said.",
      },
      stopBotInExecution: {
        type: "boolean",
        description: "Whether a bot that is running is stopped: not unless it is said.",
      },
      note: { ...ref("Text"), description: "Only the team sees it." },
      farewell: ref("Farewell"),
      metadata: ref("Metadata"),
      classification: ref("Classification"),
    },
    required: ["command"],
    example: { command: "complete", note: "Chamado 1207 resolvido", farewell: "Obrigado pelo contato!" },
  },
  transfer: {
    summary: "Hands the session to a department's queue, or to a person of that department.",
    properties: { ...destinationProperties, options: ref("Options") },
    required: ["command"],
    rules: transferRules,
    example: { command: "transfer", department: "Suporte" },
  },
  note: {
    summary: "Writes a note that only the team sees.",
    properties: { text: ref("Text") },
    required: ["command", "text"],
    example: { command: "note", text: "Pagamento confirmado" },
  },
  message: {
    summary: "Sends a text to the contact.",
    properties: { text: ref("ContactText"), template: ref("Template") },
    required: ["command", "text"],
    example: { command: "message", text: "Olá, {nome|cliente}!" },
  },
  route: {
    summary: "Asks the routing policies for a decision.",
    properties: {
      reason: nonBlank({ maxLength: 500, description: "Why, for the team alone." }),
      policy: nonBlank({ maxLength: 40, description: "The policy that decides." }),
      to: ref("RouteTarget"),
    },
    required: ["command", "reason"],
    example: { command: "route", policy: "vendas", reason: "pediu orçamento no site" },
  },
  hold: {
    summary: "Keeps the session from being closed, warned and moved by the clock.",
    properties: {
      until: ref("Until"),
      reason: nonBlank({ maxLength: 200, description: "Why, for the team alone." }),
    },
    required: ["command", "until"],
    example: { command: "hold", until: "2026-12-10 09:00", reason: "boleto 4711" },
  },
};

const names = Object.keys(shapes) as readonly CommandName[];
const title = (name: CommandName): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}Command`;

const sampleId = "2617d127-4314-4954-a7f6-07c17e7f7d2c";

/** Throws when a schema and the core do not have the same properties. */
const commandSchema = (name: CommandName): Schema => {
  const { summary, properties, required = [], rules = [], example } = shapes[name];
  const all: Readonly<Record<string, Schema>> = {
    command: { const: name, ...(name === "update" && { description: "It is one without it, too." }) },
    ...target,
    ...properties,
  };
  const differing = new Set(Object.keys(all)).symmetricDifference(new Set(commandProperties(name)));
  if (differing.size > 0) throw new Error(`${name}: schema and core differ in ${[...differing].join(", ")}`);
  return {
    description: summary,
    ...closed(all, ["sessionId", ...required]),
    ...(rules.length > 0 && { allOf: rules }),
    examples: [{ sessionId: sampleId, ...example }],
  };
};

/** A PATCH has the session in its path, and takes an update only. */
const patchSchema = (): Schema => {
  const { required: _required, examples: _examples, ...update } = commandSchema("update");
  return { ...update, description: "An update of the session in the path.", examples: [shapes.update.example] };
};

const onlyMetadata: Schema = anyOf(
  allOf(requires("fields"), having({ fields: { items: isOneOf("Metadata") } })),
  allOf(
    not(requires("fields")),
    ...fieldProperties.filter((property) => property !== "metadata").map((property) => not(requires(property))),
  ),
);

const narrowings: Readonly<Record<string, Schema>> = {
  channel: nonBlank({ maxLength: 200, description: "Its id, its type, its own number or its name." }),
  department: nonBlank({ maxLength: 200, description: "By name or id." }),
  closedWithinDays: {
    type: "integer",
    minimum: 1,
    maximum: 90,
    description: "Where no open session fits: the one that was closed last within so many days.",
  },
};
const waySchemas: Readonly<Record<string, Schema>> = {
  contactId: ref("Id"),
  contactPhone: ref("Phone"),
  metadata: {
    type: "object",
    minProperties: 1,
    propertyNames: { pattern: "\\S" },
    additionalProperties: nonBlank(),
  },
};
const ways = Object.keys(waySchemas);

const emptyMetadata = anyOf(
  ref("Nothing"),
  // One pair without a value is enough: it fits nobody.
  allOf({ type: "object" }, not({ additionalProperties: not(ref("Nothing")) })),
);

const emptySession: Schema = anyOf(
  { type: "null" },
  {
    type: "object",
    propertyNames: { enum: [...ways, ...Object.keys(narrowings)] },
    properties: { contactId: ref("Nothing"), contactPhone: ref("Nothing"), metadata: emptyMetadata },
  },
);

export const envelope: Readonly<Record<string, Schema>> = {
  account: { ...ref("EnvelopeText"), description: "Picks the account, by its name in the accounts secret." },
  idempotencyKey: { ...ref("EnvelopeText"), description: "Your own id of this event: the same one is applied once." },
  occurredAt: {
    description: "When it happened. An older event of the same source never overwrites what a newer one wrote.",
    anyOf: [ref("Time"), ref("Nothing")],
  },
  correlationId: { ...ref("EnvelopeText"), description: "Of the outcome that led to this request." },
  causationId: { ...ref("EnvelopeText"), description: "Of the outcome that led to this request." },
  hops: {
    description: "Of the outcome that led to this request, so that a loop is noticed.",
    type: ["integer", "null"],
    minimum: 0,
    maximum: maxHops,
  },
};

const reference: Readonly<Record<string, Schema>> = {
  session: ref("SessionLocator"),
  onNone: { enum: onNoneRules, description: "`reject` unless it is said." },
  onMany: { enum: onManyRules, description: "`reject` unless it is said." },
};

/** A command of an event: by the session's id, or by what finds it. */
const requestedSchema = (name: CommandName): Schema => {
  const {
    required = [],
    properties = {},
    examples: _examples,
    description,
    allOf: rules = [],
  } = commandSchema(name) as {
    required?: readonly string[];
    properties?: Readonly<Record<string, Schema>>;
    description?: string;
    allOf?: readonly Schema[];
    examples?: unknown;
  };
  const closedRule = name === "update" ? onlyMetadata : { not: {} };
  const rulesOfClosed = name === "note" ? [] : [when(having({ session: requires("closedWithinDays") }), closedRule)];
  return {
    description: description ?? "",
    ...closed(
      { ...properties, ...reference, ...envelope },
      required.filter((property) => property !== "sessionId"),
    ),
    allOf: [
      ...rules,
      anyOf(
        allOf(requires("sessionId"), ...Object.keys(reference).map((property) => not(requires(property)))),
        allOf(requires("session"), not(requires("sessionId")), ...rulesOfClosed),
      ),
    ],
    examples: [{ ...shapes[name].example, sessionId: sampleId }],
  };
};

const requestTitle = (name: CommandName): string => `${title(name).replace("Command", "")}Request`;

/** Of all of them, by their names. */
export const commandDefinitions: Definitions = {
  ...valueSchemas,
  ...Object.fromEntries(names.map((name) => [title(name), commandSchema(name)])),
  PatchBody: patchSchema(),
  Command: { anyOf: names.map((name) => ref(title(name))) },
  SessionLocator: {
    description: "Finds the session by exactly one of contactId, contactPhone and metadata; the others narrow it down.",
    ...closed({ ...waySchemas, ...narrowings }),
    oneOf: ways.map((way) => requires(way)),
    examples: [{ metadata: { pedido: "42" } }],
  },
  EnvelopeText: { type: "string", pattern: "^[\\x20-\\x7e]{1,256}$" },
  ...Object.fromEntries(names.map((name) => [requestTitle(name), requestedSchema(name)])),
  RequestOfNobody: {
    description: "Its sender has no value for whom it is about, and says by onNone that there is nothing to do then.",
    type: "object",
    required: ["session", "onNone"],
    properties: { session: emptySession, onNone: { const: "ignore" }, onMany: { enum: onManyRules }, ...envelope },
    not: requires("sessionId"),
    examples: [{ session: { contactPhone: null }, onNone: "ignore", status: "COMPLETED" }],
  },
  UpdateRequested: { anyOf: [...names.map((name) => ref(requestTitle(name))), ref("RequestOfNobody")] },
  ReassignmentRequested: {
    ...closed(
      {
        sessionId: ref("SessionId"),
        ...shapes.route.properties,
        ...envelope,
      },
      ["sessionId", "reason"],
    ),
    examples: [{ sessionId: sampleId, reason: "pediu orçamento no site", to: { department: "Comercial" } }],
  },
};
