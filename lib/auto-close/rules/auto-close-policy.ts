// What hooks.config.ts may say about closing idle sessions; every rule that needs no account is checked when it is bundled.
import * as z from "zod/mini";
import { classificationCategories } from "../../core/command/classification.ts";
import { isReservedKey } from "../../core/command/metadata.ts";
import { entryName, exactly, part, positive, rule } from "../../core/config-shape.ts";
import { businessHoursShape } from "../../core/hours/business-hours.ts";
import { durationParts, durationRule } from "../../core/hours/duration.ts";
import { courtesyRepliesShape } from "../../core/sessions/courtesy-replies.ts";
import { closableMatchShape } from "../../core/sessions/session-match.ts";
import { checkPolicies, checkPolicy, unsaidOrigin } from "./policy-problems.ts";

/** The origins of a message to the contact that a policy may refuse to take for an answer; a person's always is one. */
const automaticOrigins = ["BOT", "OFFICE_HOURS", "CAMPAIGN", "API", "PAYMENT"] as const;

const clock = z.enum(["wall", "business"], 'must be "wall" or "business"');
const flag = (otherwise: boolean) => z._default(z.boolean("must be true or false"), otherwise);
const text = z.string("must be a text").check(z.refine((value) => value.trim() !== "", "must not be blank"));

const idle = exactly({
  ...durationParts,
  since: z._default(z.enum(["out", "in", "any"], 'must be "out", "in" or "any"'), "out"),
  clock: z._default(clock, "wall"),
}).check(rule(durationRule));

/** What is sent outside WhatsApp's window; `policy-problems.ts` checks its texts. */
const template = z.optional(
  exactly({
    id: text,
    parameters: z.optional(z.record(z.string(), text, "must be an object of texts")),
  }),
);

const warning = exactly({
  text,
  template,
  grace: exactly({
    ...durationParts,
    /** Where it is not given, the clock of `idle` counts. */
    clock: z.optional(clock),
  }).check(rule(durationRule)),
});

const close = part({
  note: z.optional(text),
  farewell: z.optional(
    z.union([text, exactly({ text, template })], { error: 'must be a text, or {"text": "…", "template": {…}}' }),
  ),
  metadata: z.optional(
    z.record(z.string(), z.string("must be a text"), "must be an object of texts").check(
      z.refine((record) => Object.keys(record).length > 0, "needs at least one key"),
      z.refine(
        (record) => !Object.keys(record).some(isReservedKey),
        "has a key that WTS or we reserve; choose another",
      ),
    ),
  ),
  classification: z.optional(
    exactly({
      category: z.optional(z.enum(classificationCategories, `must be one of ${classificationCategories.join(", ")}`)),
      description: z.optional(text),
      amount: z.optional(z.number("must be a number")),
    }).check(
      z.refine(
        (given) => Object.values(given).some((value) => value !== undefined),
        "needs a category, a description or an amount",
      ),
    ),
  ),
  reactivateOnNewMessage: flag(true),
  stopBotInExecution: flag(true),
});

export const autoClosePolicyShape = exactly({
  name: z
    .string("must be a text")
    .check(z.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "must be a short name of small letters, digits and hyphens")),
  /** Without one it is about the accounts of `autoClose.accounts`. */
  account: z.optional(entryName),
  enabled: flag(true),
  dryRun: flag(false),
  match: z.prefault(closableMatchShape, {}),
  except: z.prefault(closableMatchShape, {}),
  idle,
  waitingOn: z._default(z.enum(["contact", "anyone"], 'must be "contact" or "anyone"'), "contact"),
  answersThatDoNotCount: z._default(
    z.array(z.enum(automaticOrigins, `must be one of ${automaticOrigins.join(", ")}`), "must be a list of origins"),
    [unsaidOrigin],
  ),
  courtesyReplies: courtesyRepliesShape,
  hours: z.optional(businessHoursShape),
  onlyInHours: flag(false),
  warning: z.optional(warning),
  whenUnsendable: z._default(z.enum(["leave", "close"], 'must be "leave" or "close"'), "leave"),
  close,
}).check(rule(checkPolicy));

export type AutoClosePolicy = z.output<typeof autoClosePolicyShape>;

export const autoCloseShape = part({
  /** They are names of the accounts secret, of the policies that name none; where none are given, it is the one of `account`. */
  accounts: z.optional(
    z
      .array(z.string("must be an account's name"), "must be a list of accounts")
      .check(z.minLength(1, "must name at least one; leave it out for the one of `account`")),
  ),
  everyMinutes: z._default(positive("minutes"), 15),
  policies: z._default(z.array(autoClosePolicyShape, "must be a list of policies").check(rule(checkPolicies)), []),
  maxPerRun: z._default(positive("sessions"), 200),
  breakerFactor: z._default(z.number("must be a number").check(z.gte(1, "must be at least 1")), 3),
  breakerFloor: z._default(positive("sessions"), 20),
  runsKeptDays: z._default(positive("days"), 90),
});

export type AutoCloseConfig = z.output<typeof autoCloseShape>;
