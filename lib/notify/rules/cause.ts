// What an event of the bus is about, for the people who are told: what happened, where, how often, and what is to be typed.
import { alertType } from "../../core/alert.ts";
import { isProperties, own, type Properties } from "../../core/value.ts";
import { runEndedType } from "./notify-config.ts";

/** One of these is told at most once an hour. */
export interface Cause {
  account: string;
  /** The event's own type. */
  type: string;
  /** The code of the alert, the first reason of the outcome, or how a run ended. */
  code?: string;
  policy?: string;
  command: string;
}

/** A cause, and how often it came. */
export interface CountedCause extends Cause {
  count: number;
  firstAtMs: number;
}

/** Others may put events onto the bus, too: what does not look like a name or a code of ours is not passed on. */
const isName = (text: string): boolean => /^[\w][\w .:@-]{0,79}$/.test(text);

const nameIn = (detail: Properties, name: string): string | undefined => {
  const value = own(detail, name);
  return typeof value === "string" && isName(value) ? value : undefined;
};

const hooks = (words: string): string => `npm run hooks -- ${words}`;

/** An alert says itself what is to be typed; it is one line, and nothing that a terminal or a chat would take for more. */
const commandIn = (detail: Properties): string => {
  const command = own(detail, "command");
  return typeof command === "string" && /^npm run hooks -- [\w .:-]{1,200}$/.test(command) ? command : hooks("status");
};

const outcomeCommands: Readonly<Record<string, string>> = {
  "Session Update Rejected": "parked list",
  "Session Reassignment Failed": "parked list",
  [runEndedType]: "auto-close runs",
};

/** Undefined where it is no event of ours. */
export const causeOf = (event: unknown): Cause | undefined => {
  if (!isProperties(event)) return undefined;
  const type = own(event, "detail-type");
  const detail = own(event, "detail");
  if (typeof type !== "string" || !isName(type) || !isProperties(detail)) return undefined;
  const account = nameIn(detail, "account");
  if (account === undefined) return undefined;
  const policy = nameIn(detail, type === alertType ? "policy" : "rule");
  const reasons = own(detail, "reasons");
  const firstReason = nameIn({ code: Array.isArray(reasons) ? reasons[0] : undefined }, "code");
  const code =
    type === alertType ? nameIn(detail, "code") : type === runEndedType ? nameIn(detail, "state") : firstReason;
  const command = type === alertType ? commandIn(detail) : hooks(outcomeCommands[type] ?? "deliveries list");
  return { account, type, ...(code !== undefined && { code }), ...(policy !== undefined && { policy }), command };
};

/** Such as the number of parked messages, where the alert says one. */
export const countIn = (event: unknown): number => {
  const detail = isProperties(event) ? own(event, "detail") : undefined;
  const count = isProperties(detail) ? own(detail, "count") : undefined;
  return typeof count === "number" && Number.isSafeInteger(count) && count > 0 ? count : 1;
};
