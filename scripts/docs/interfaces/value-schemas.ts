// Schemas of the values that commands are made of: what one takes here, a property test says that the core takes, and the other way round.
import { classificationCategories } from "../../../lib/core/command/classification.ts";
import { fieldNames } from "../../../lib/core/command/field-mask.ts";
import { mostBusinessDays } from "../../../lib/core/command/hold-request.ts";
import { reservedKeys } from "../../../lib/core/command/metadata.ts";
import { statuses } from "../../../lib/core/command/status.ts";
import { longestFallback, needsFallback, sessionNames } from "../../../lib/core/texts/placeholders.ts";
import { longestId, longestParameter, mostParameters } from "../../../lib/core/texts/template.ts";
import { allOf, anyOf, closed, type Definitions, not, open, orNull, ref, type Schema } from "./schema.ts";

/** Characters that nobody sees make no text. */
const notBlank = "[^\\s\\p{Cf}]";

/** In any letter case, with spaces, hyphens and underscores anywhere. */
export const foldedPattern = (words: readonly string[]): string => {
  const between = "[\\s_-]*";
  const letter = (character: string): string =>
    /[a-z]/i.test(character) ? `[${character.toUpperCase()}${character.toLowerCase()}]` : character;
  const spelt = words.map((word) => [...word.replaceAll(/[\s_-]/g, "")].map(letter).join(between));
  return `^${between}(?:${spelt.join("|")})${between}$`;
};

/** Spaces around it do not count. */
const trimmed = (most: number): string => `^\\s*\\S(?:[\\s\\S]{0,${most - 2}}\\S)?\\s*$`;

const gap = (names: readonly string[], rest: string): string => `\\{(?:${names.join("|")})${rest}\\}`;
/** A placeholder without what stands there when there is no name, or with something that is none. */
const badPlaceholder = [
  gap(needsFallback, ""),
  gap(sessionNames, "\\|[^{}\\p{L}\\p{N}]*"),
  gap(sessionNames, `\\|[^{}]{${longestFallback + 1},}`),
].join("|");

const uuid = "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}";

const metadataKey = allOf({ pattern: notBlank }, not({ enum: reservedKeys }));

export const nonBlank = (more: object = {}): Schema => ({ type: "string", pattern: notBlank, ...more });

export const blank: Schema = anyOf(
  { type: "string", pattern: "^[\\s\\p{Cf}]*$" },
  { type: "array", maxItems: 0 },
  { type: "object", maxProperties: 0 },
);

export const valueSchemas: Definitions = {
  Blank: {
    description: "What a form sends for a field that was left empty. It never clears anything.",
    ...blank,
  },
  SessionId: {
    description: "The session's id.",
    type: "string",
    pattern: "^[A-Za-z0-9-]{1,64}$",
    examples: ["2617d127-4314-4954-a7f6-07c17e7f7d2c"],
  },
  Id: {
    description: "One of WTS's ids, in any letter case.",
    type: "string",
    pattern: `^\\s*${uuid}\\s*$`,
    examples: ["0d6f7a1e-5f0b-4a52-9c31-7b8f2f6f1c01"],
  },
  Text: { description: "A text with something to see in it.", ...nonBlank() },
  ContactText: {
    description:
      "A text that the contact reads. {nome|cliente}, {atendente|nossa equipe} and {protocolo} are filled in; the first two need what stands there when there is no name.",
    ...nonBlank({ not: { pattern: badPlaceholder } }),
    examples: ["Olá, {nome|cliente}! Seu pedido saiu para entrega."],
  },
  Name: {
    description: "A name, or an id.",
    type: "string",
    allOf: [{ pattern: notBlank }, { pattern: trimmed(200) }],
    examples: ["Comercial", "carla.mendes@clinicaboavista.example"],
  },
  Time: {
    description:
      "A date with its time, as people and programs write it; without an offset it is of `timeZone` of the configuration. Or counted from 1970: seconds, milliseconds or finer.",
    anyOf: [{ type: "string", pattern: "[0-9]" }, { type: "number" }],
    examples: ["2026-11-30 18:00", "2026-11-30T18:00:00-03:00", 1_796_072_400],
  },
  Status: {
    description: `${statuses.join(", ")}, in any letter case.`,
    type: "string",
    anyOf: [{ enum: statuses }, { pattern: foldedPattern(statuses) }],
    examples: ["IN_PROGRESS"],
  },
  Fields: {
    description: `Which fields are written: ${fieldNames.join(", ")}, in any letter case. Without it, what is given is written.`,
    type: "array",
    minItems: 1,
    maxItems: 50,
    items: { type: "string", anyOf: [{ enum: fieldNames }, { pattern: foldedPattern(fieldNames) }] },
    examples: [["Status", "Metadata"]],
  },
  MetadataValue: {
    anyOf: [
      { type: "string" },
      { type: "boolean" },
      { type: "integer", minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
      { type: "number", not: { type: "integer" } },
    ],
  },
  Metadata: {
    description: "Texts by their keys; other keys of the session are kept. A list of {key, value} is taken as well.",
    anyOf: [
      { type: "object", minProperties: 1, propertyNames: metadataKey, additionalProperties: ref("MetadataValue") },
      {
        type: "array",
        minItems: 1,
        items: closed({ key: { type: "string", ...metadataKey }, value: ref("MetadataValue") }, ["key", "value"]),
      },
    ],
    examples: [{ pedido: 42 }, [{ key: "pedido", value: "42" }]],
  },
  Classification: {
    description: "How the conversation ended.",
    ...closed({
      category: { enum: classificationCategories },
      description: { type: "string" },
      amount: { type: "number", description: "In the account's currency." },
    }),
    minProperties: 1,
    examples: [{ category: "WON", description: "Consulta agendada", amount: 350.5 }],
  },
  Options: {
    ...closed({ stopBotInExecution: { type: "boolean", description: "Whether a bot that is running is stopped." } }),
    examples: [{ stopBotInExecution: true }],
  },
  Expectation: {
    description: "Only if the session is still so; otherwise nothing is written.",
    ...closed({
      status: ref("Status"),
      userId: orNull(ref("Id")),
      departmentId: orNull(ref("Id")),
      lastMessageIn: orNull(ref("Time")),
    }),
    minProperties: 1,
    examples: [{ status: "PENDING", userId: null }],
  },
  Template: {
    description: "An approved template of WhatsApp: sent in place of the text where the window of 24 hours is closed.",
    ...closed(
      {
        id: nonBlank({ maxLength: longestId, description: "As WTS Chat shows it." }),
        parameters: {
          type: "object",
          maxProperties: mostParameters,
          additionalProperties: {
            ...nonBlank({ maxLength: longestParameter, not: { pattern: badPlaceholder } }),
          },
        },
      },
      ["id"],
    ),
    examples: [{ id: "7e3a0c51-2b7d-4a0e-9c1a-5d2f8b6e4a10", parameters: { nome: "{nome|cliente}" } }],
  },
  Farewell: {
    description: "What the contact gets before the session is closed.",
    anyOf: [ref("ContactText"), closed({ text: ref("ContactText"), template: ref("Template") }, ["text"])],
    examples: ["Obrigado pelo contato!"],
  },
  RouteTarget: {
    description: "A department, a person, or both: by name or id.",
    ...closed({ department: nonBlank({ maxLength: 200 }), user: nonBlank({ maxLength: 200 }) }),
    minProperties: 1,
    examples: [{ department: "Suporte" }],
  },
  Until: {
    description:
      "Until when the session is held: a date and time, a day (its opening), so many business days after a day, or null (or the text now), which releases it.",
    anyOf: [
      ref("Time"),
      { type: "null" },
      { type: "string", pattern: "^\\s*[Nn][Oo][Ww]\\s*$" },
      closed(
        { date: ref("Time"), plusBusinessDays: { type: ["integer", "null"], minimum: 0, maximum: mostBusinessDays } },
        ["date"],
      ),
    ],
    examples: [{ date: "2026-12-10", plusBusinessDays: 2 }, "2026-12-10 09:00", null],
  },
  Phone: {
    description:
      "A phone number as people and systems write it; without a country code it is of `phoneCountry` of the configuration.",
    type: ["string", "number"],
    examples: ["+55 11 98004-5904"],
  },
  Nothing: { description: "What a sender has no value for.", anyOf: [{ type: "null" }, ref("Blank")] },
};

/** Whatever else WTS says of it is passed on as it is. */
export const wtsAnswer: Schema = open({ id: { type: "string" } }, ["id"]);
