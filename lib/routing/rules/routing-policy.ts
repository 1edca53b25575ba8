// Describes what one policy of `routing` in hooks.config.ts may say.
import * as z from "zod/mini";
import { exactly, name } from "../../core/config-shape.ts";
import { businessHoursShape } from "../../core/hours/business-hours.ts";
import { sessionMatchShape } from "../../core/sessions/session-match.ts";
import { policyProblems } from "./policy-problems.ts";
import { strategyNames } from "./strategies.ts";
import { tellContactShape } from "./tell-contact-shape.ts";

const whole = (unit: string, from: number, to: number) =>
  z
    .number(`must be a number of ${unit}`)
    .check(
      z.refine(Number.isInteger, `must be whole ${unit}`),
      z.gte(from, `must be at least ${from}`),
      z.lte(to, `must be at most ${to}`),
    );

/** A week is the most: whoever waits longer is not waiting for a policy. */
const minutes = (from: number) => whole("minutes", from, 10_080);

const flag = (otherwise: boolean) => z._default(z.boolean("must be true or false"), otherwise);

const alternatives = new Intl.ListFormat("en-GB", { type: "disjunction" });

const choice = <Value extends string>(values: readonly Value[], otherwise: NoInfer<Value>) => {
  const expected = alternatives.format(values.map((value) => `"${value}"`));
  return z._default(z.enum(values, `must be ${expected}`), otherwise as never);
};

const department = name("a department's name or id");
const user = name("a person's name, e-mail or id");

/** These triggers need no more than their name. */
export const plainTriggers = [
  "SESSION_NEW",
  "SESSION_UPDATE",
  "requested",
  "ownerUnavailable",
  "backlog",
  "holdEnded",
] as const;

const timedTriggers = [
  exactly({ noFirstResponse: exactly({ minutes: minutes(1) }) }),
  exactly({ ownerSilent: exactly({ minutes: minutes(1) }) }),
  exactly({ ownerUnavailable: exactly({ minutes: minutes(0) }) }),
] as const;

/**
 * What starts a decision. No policy asks for `escalation`, which follows from the policy's steps, nor for `opening`, which gives out
 * what came outside its hours.
 */
export type TriggerName = (typeof plainTriggers)[number] | "noFirstResponse" | "ownerSilent" | "escalation" | "opening";

const anyTrigger = `must be ${plainTriggers.join(", ")}, {noFirstResponse: {minutes}}, {ownerSilent: {minutes}} or {ownerUnavailable: {minutes}}`;

/** A trigger is left as it was written: what defineConfig made is read by it again when the functions are built. */
const trigger = z.union([z.enum(plainTriggers, anyTrigger), ...timedTriggers], anyTrigger);

const step = exactly({
  /** The time counts from the policy's own move, or from the step before. */
  afterMinutes: minutes(1),
  to: exactly({ department: z.optional(department), user: z.optional(user) }),
});

const sessions = whole("open sessions", 1, 10_000);
const per = z.enum(["account", "department"], 'must be "account" or "department"');
const anyCapacity = 'must be a number of open sessions, or {sessions: 8, per: "department"}';

const parts = {
  name: z
    .string("must be a text")
    .check(z.regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "must be a short name of small letters, digits and hyphens")),
  enabled: flag(true),
  /** A name of the accounts secret; without one the policy is for the configuration's own account. */
  account: z.optional(z.string("must be a text").check(z.regex(/^\S+$/, "must name an account"))),
  when: z.array(trigger, "must be a list of triggers").check(z.minLength(1, "must name at least one trigger")),
  match: z.prefault(sessionMatchShape, {}),
  except: z.prefault(sessionMatchShape, {}),
  /** Outside them it does nothing by itself, and its minutes do not count. */
  hours: z.optional(businessHoursShape),
  department: z.optional(department),
  users: z.optional(
    z.array(user, "must be a list of people").check(z.minLength(1, "must name somebody; leave it out for everybody")),
  ),
  strategy: choice(strategyNames, "least-open"),
  capacity: z.optional(z.union([sessions, exactly({ sessions, per })], anyCapacity)),
  stickyOwner: z.optional(
    exactly({
      days: whole("days", 1, 365),
      cover: choice(["others", "queue"], "others"),
    }),
  ),
  botAtWork: choice(["leave", "route"], "leave"),
  escalation: z._default(
    z.array(step, "must be a list of steps").check(z.maxLength(10, "must be at most 10 steps")),
    [],
  ),
  fallback: z.optional(exactly({ department, afterMinutes: z.optional(minutes(1)) })),
  /** Where it is not said, what is said of all policies holds. */
  note: z.optional(z.boolean("must be true or false")),
  tellContact: z.optional(tellContactShape),
  metadata: flag(false),
};

export const routingPolicy = exactly(parts).check(policyProblems);

export type RoutingPolicy = z.output<typeof routingPolicy>;
