// What `routing` of hooks.config.ts may say; refused with all problems at once when it is bundled.
import * as z from "zod/mini";
import { sessionMatch, word } from "./session-match.ts";

const whole = (unit: string, from: number, to: number) =>
  z
    .number(`must be a number of ${unit}`)
    .check(z.int(`must be whole ${unit}`), z.gte(from, `must be at least ${from}`), z.lte(to, `must be at most ${to}`));

const strict = <Shape extends z.core.$ZodLooseShape>(keys: Shape) =>
  z.strictObject(keys, `must be {${Object.keys(keys).join(", ")}} and nothing else`);

/** A week: whoever waits longer is not waiting for a policy. */
const longestMinutes = 10_080;
const minutes = (from: number) => whole("minutes", from, longestMinutes);

/** Triggers that need no more than their name. */
export const plainTriggers = ["SESSION_NEW", "SESSION_UPDATE", "requested", "ownerUnavailable", "backlog"] as const;
const timed = {
  noFirstResponse: strict({ noFirstResponse: strict({ minutes: minutes(1) }) }),
  ownerSilent: strict({ ownerSilent: strict({ minutes: minutes(1) }) }),
  ownerUnavailable: strict({ ownerUnavailable: strict({ minutes: minutes(0) }) }),
};

/** What starts a decision; `escalation` is not chosen but follows from a policy's steps. */
export type TriggerName = (typeof plainTriggers)[number] | keyof typeof timed | "escalation";

export interface PolicyTrigger {
  on: Exclude<TriggerName, "escalation">;
  /** How long the contact has waited. */
  minutes: number;
}

const trigger = z.pipe(
  z.union(
    [z.enum(plainTriggers), timed.noFirstResponse, timed.ownerSilent, timed.ownerUnavailable],
    `must be one of ${plainTriggers.join(", ")}, {noFirstResponse: {minutes}}, {ownerSilent: {minutes}}, {ownerUnavailable: {minutes}}`,
  ),
  z.transform((value): PolicyTrigger => {
    if (typeof value === "string") return { on: value, minutes: 0 };
    const [[on, { minutes }]] = Object.entries(value) as [[PolicyTrigger["on"], { minutes: number }]];
    return { on, minutes };
  }),
);

const step = strict({
  /** After the policy's own move, or after the step before. */
  afterMinutes: minutes(1),
  to: strict({ department: z.optional(word), user: z.optional(word) }),
});

const policyKeys = {
  name: z
    .string("must be a text")
    .check(z.regex(/^[\w-]{1,64}$/, "must be 1 to 64 letters, digits, - or _, such as vendas-novas")),
  account: z.optional(word),
  when: z.array(trigger, "must be a list of triggers").check(z.minLength(1, "must name at least one trigger")),
  match: z.optional(sessionMatch),
  except: z.optional(sessionMatch),
  department: z.optional(word),
  users: z.optional(
    z.array(word, "must be a list of people").check(z.minLength(1, "must name somebody, or be left out")),
  ),
  strategy: z._default(
    z.enum(["least-open", "round-robin", "direct"], 'must be "least-open", "round-robin" or "direct"'),
    "least-open",
  ),
  capacity: z.optional(whole("open sessions", 1, 10_000)),
  stickyOwner: z.optional(
    strict({
      days: whole("days", 1, 365),
      cover: z._default(z.enum(["others", "queue"], 'must be "others" or "queue"'), "others"),
    }),
  ),
  botAtWork: z._default(z.enum(["leave", "route"], 'must be "leave" or "route"'), "leave"),
  escalation: z._default(z.array(step, "must be a list of steps").check(z.maxLength(10, "may have 10 steps")), []),
  fallback: z.optional(strict({ department: word, afterMinutes: z.optional(minutes(1)) })),
  note: z._default(z.boolean("must be true or false"), false),
  metadata: z._default(z.boolean("must be true or false"), false),
};

export const routingPolicy = strict(policyKeys);

export type RoutingPolicy = z.output<typeof routingPolicy>;
export type EscalationStep = RoutingPolicy["escalation"][number];

export const policyKeyNames = Object.keys(policyKeys) as readonly (keyof RoutingPolicy)[];
