// Describes what hooks.config.ts says of a sender: how its deliveries are verified, and which commands they become.
import * as z from "zod/mini";
import { onManyRules, onNoneRules } from "../../core/command/session-reference.ts";
import { entryName } from "../../core/config-shape.ts";
import { isProperties } from "../../core/value.ts";
import { lookupShape } from "../lookup/lookup-shape.ts";
import { bodyFormats } from "../signatures/body-format.ts";
import type { SchemeChoice } from "../signatures/scheme.ts";

/** A mapping is given one verified delivery, without its secrets and signatures. */
export interface Delivery {
  /** This is its name in hooks.config.ts. */
  readonly source: string;
  readonly method: string;
  /** The names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /**
   * JSON is as it came, but that a number which JavaScript would round is a text; a form is an object, with a list for a repeated
   * field, and {filename, type, size} for a file; anything else is a text.
   */
  // biome-ignore lint/suspicious/noExplicitAny: it has whatever shape its sender gives it; what a mapping makes of it is checked.
  readonly body: any;
  /** It is an instant in UTC. */
  readonly receivedAt: string;
  /** What the sender's API answered, by the names of the source's `lookup`; `map` and `occurredAt` see it, which are asked after it. */
  // biome-ignore lint/suspicious/noExplicitAny: it has whatever shape the API gives it; what a mapping makes of it is checked.
  readonly lookup: Readonly<Record<string, any>>;
}

/** A text is a JSONata expression over the delivery, such as "body.deal.id". */
export type Expression = string | ((delivery: Delivery) => unknown);

/** A command has JSONata expressions for texts here; numbers, booleans and null stand for themselves. */
interface MappingTemplate {
  readonly [property: string]: TemplateValue;
}
type TemplateValue = string | number | boolean | null | MappingTemplate | readonly TemplateValue[];

/** It yields one command, a list of them, or nothing (undefined, null, an empty list). A text is one JSONata expression for all of it. */
export type Mapping = Expression | MappingTemplate | readonly MappingTemplate[];

const isExpression = (value: unknown): boolean =>
  typeof value === "function" || (typeof value === "string" && value.trim() !== "");

/** Such a function answers with a promise or a generator, and nobody waits for either. */
const isAtOnce = (value: unknown): boolean =>
  typeof value !== "function" || Object.prototype.toString.call(value) === "[object Function]";
const atOnce = z.refine(
  isAtOnce,
  "must be a function that answers at once: neither `async` nor a generator; what it needs of the sender's API, `lookup` asks",
);

const expression = z
  .custom<Expression>(isExpression, "must be a JSONata expression (a text) or a function")
  .check(atOnce);

const isTemplateValue = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.every(isTemplateValue);
  if (isProperties(value)) return Object.values(value).every(isTemplateValue);
  return value === null || ["string", "number", "boolean"].includes(typeof value);
};

const isTemplate = (value: unknown): boolean => (Array.isArray(value) || isProperties(value)) && isTemplateValue(value);

const mapping = z
  .custom<Mapping>(
    (value) => isExpression(value) || isTemplate(value),
    "must be a function, a JSONata expression, or an object (or a list of objects) of JSONata expressions with no function inside",
  )
  .check(atOnce);

/** Senders stop, or switch a hook off, for anything but 2xx; a 3xx or 410 of ours would lose events. */
const isSuccess = (status: number): boolean => Number.isInteger(status) && status >= 200 && status <= 299;
const successText = "must be a status from 200 to 299";
const success = z.number(successText).check(z.refine(isSuccess, successText));

const sourceProperties =
  "a source has verify, map or publish, deliveryId, occurredAt, filter, onNone, onMany, format, answer, observe, account, address, lookup and copyWithinMinutes";

/** A source without ids needs no longer than it is remembered what came. */
const longestCopyMinutes = 14 * 24 * 60;
const copyMinutesText = `must be 0 to ${longestCopyMinutes} minutes (14 days)`;

const addressText =
  'must be what the sender has behind /webhooks/<source>, character by character: "?unidade=2", "/abc" or "/abc?unidade=2"';

/** The key that is gone has an answer of its own: what it said is said in another way now. */
const unknownText = ({ keys = [] }: { keys?: readonly string[] }): string =>
  keys.includes("repeatedBody")
    ? `${sourceProperties}; repeatedBody is gone: of a sender without ids, equal bodies count as one only within copyWithinMinutes; leave deliveryId out where the ids are not signed and equal bodies mean different things`
    : sourceProperties;

const source = z
  .strictObject(
    {
      verify: z.custom<SchemeChoice>(
        (value) => typeof value === "string" || typeof Object(value).scheme === "string",
        'must name a scheme, such as "github", or be {scheme, …options}',
      ),
      map: z.optional(mapping),
      publish: z.optional(
        z
          .array(z.string().check(z.regex(/^[A-Z]+(_[A-Z]+)+$/, "must be event types of WTS, such as SESSION_NEW")))
          .check(z.minLength(1, "needs at least one event type")),
      ),
      deliveryId: z.optional(expression),
      occurredAt: z.optional(expression),
      filter: z.optional(expression),
      onNone: z.optional(z.enum(onNoneRules, `must be one of ${onNoneRules.join(", ")}`)),
      onMany: z.optional(z.enum(onManyRules, `must be one of ${onManyRules.join(", ")}`)),
      format: z.optional(z.enum(bodyFormats, `must be one of ${bodyFormats.join(", ")}`)),
      answer: z.optional(
        z.union([success, z.strictObject({ status: success, body: z.optional(z.unknown()) })], {
          error: `${successText}, or {status, body}`,
        }),
      ),
      observe: z._default(z.boolean("must be true or false"), false),
      account: z.optional(z.string("must be the name of an account").check(z.regex(/^\S+$/, "must name an account"))),
      address: z.optional(z.string(addressText).check(z.regex(/^(?=.)(?:\/[^/?#\s]+)?(?:\?[^#\s]+)?$/, addressText))),
      lookup: z.optional(lookupShape),
      copyWithinMinutes: z.optional(
        z.number(copyMinutesText).check(z.gte(0, copyMinutesText), z.lte(longestCopyMinutes, copyMinutesText)),
      ),
    },
    { error: (issue) => unknownText(issue as { keys?: readonly string[] }) },
  )
  .check(
    z.refine(
      ({ map, publish }) => map !== undefined || publish !== undefined,
      "needs map (or publish, for WTS itself)",
    ),
    z.refine(
      ({ publish, verify }) => publish === undefined || (typeof verify === "string" ? verify : verify.scheme) === "wts",
      'publish is for WTS Chat\'s own webhooks, whose verify is "wts"',
    ),
  );

const keptDaysText = "must be 1 to 90 whole days: the records that name a delivery are kept no longer";

/** A delivery of which something was refused, or found nobody, is kept for so long. */
export const rawKeptDays = z._default(
  z.number(keptDaysText).check(z.int(keptDaysText), z.gte(1, keptDaysText), z.lte(90, keptDaysText)),
  14,
);

export const sourcesShape = z.record(entryName, source, "must be an object of sources");

export type Source = z.output<typeof source>;
export type Sources = Readonly<Record<string, Source>>;
