// A command on its way through the queue, with all that says where it came from.
import { createHash } from "node:crypto";
import { referenceGroup } from "./command-id.ts";
import { Fault, faults } from "./faults.ts";
import { parseTargetedCommand, type TargetedCommand } from "./targeted-command.ts";
import { isProperties, own, type Properties } from "./value.ts";

export const doors = ["http", "event", "webhook", "schedule"] as const;
export type Door = (typeof doors)[number];

/** Who sent a command and what led to it. */
export interface Provenance {
  /** commandId. */
  id: string;
  account: string;
  door: Door;
  source: string;
  deliveryId: string;
  /** When it happened at the sender; an older event never overwrites a newer one. UTC. */
  occurredAt?: string;
  correlationId: string;
  causationId: string;
  /** How many of our own outcomes led to this command. */
  hops: number;
  /** 0, and one more with every replay. */
  attempt: number;
  /** The policy that decided on it, where one did. */
  rule?: string;
  /** Why the policy decided so, as codes. */
  reasons?: readonly string[];
}

export interface QueuedCommand extends Provenance {
  kind: "command";
  targeted: TargetedCommand;
}

/** A chain of more than five outcomes that cause commands is taken for a loop. */
export const maxHops = 5;

/** Messages of one group are applied in order. At most 128 characters of what SQS allows in a group id. */
export const groupOf = ({ account, targeted }: QueuedCommand): string => {
  const target = targeted.reference
    ? referenceGroup(targeted.reference.locator)
    : targeted.command.sessionId.toLowerCase();
  const group = `${account}/${target}`;
  return /^[\x21-\x7e]{1,128}$/.test(group) ? group : createHash("sha256").update(group).digest("hex");
};

const text = (input: Properties, name: string): string => {
  const value = own(input, name);
  if (typeof value === "string" && value !== "") return value;
  throw new Fault(faults.envelopeInvalid, { message: `the queue message needs ${name}, a text` });
};

const count = (input: Properties, name: string): number => {
  const value = own(input, name);
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new Fault(faults.envelopeInvalid, { message: `the queue message needs ${name}, a whole number` });
};

const codes = (input: Properties, name: string): readonly string[] => {
  const value = own(input, name);
  if (Array.isArray(value) && value.every((code) => typeof code === "string")) return value;
  throw new Fault(faults.envelopeInvalid, { message: `the queue message needs ${name}, a list of texts` });
};

const readTargeted = (input: unknown, now: Date): TargetedCommand => {
  if (!isProperties(input) || !isProperties(own(input, "command")))
    throw new Fault(faults.envelopeInvalid, {
      message: "the queue message needs targeted, a command and its reference",
    });
  const command = own(input, "command") as Properties;
  const reference = own(input, "reference");
  if (reference !== undefined && !isProperties(reference))
    throw new Fault(faults.envelopeInvalid, { message: "the queue message's reference must be an object" });
  const again = isProperties(reference)
    ? {
        ...command,
        sessionId: undefined,
        session: own(reference, "locator"),
        onNone: own(reference, "onNone"),
        onMany: own(reference, "onMany"),
      }
    : command;
  // Everything in the queue is absolute: the zone is not asked for again.
  const parsed = parseTargetedCommand(again, { now, timeZone: "UTC" });
  if (parsed.ok) return parsed.targeted;
  throw new Fault(faults.commandInvalid, { issues: parsed.issues });
};

/** Reads a queue message's body; throws ENVELOPE_INVALID or COMMAND_INVALID for what no repetition can mend. */
export const readQueuedCommand = (body: string, now: Date): QueuedCommand => {
  let input: unknown;
  try {
    input = JSON.parse(body);
  } catch {
    throw new Fault(faults.envelopeInvalid, { message: "the queue message is not JSON" });
  }
  if (!isProperties(input) || own(input, "kind") !== "command")
    throw new Fault(faults.envelopeInvalid, { message: "the queue message is not of a kind we know" });
  const door = doors.find((known) => known === own(input, "door"));
  if (!door) throw new Fault(faults.envelopeInvalid, { message: `door must be one of ${doors.join(", ")}` });
  const given = (name: string): boolean => own(input, name) !== undefined;
  return {
    kind: "command",
    id: text(input, "id"),
    account: text(input, "account"),
    door,
    source: text(input, "source"),
    deliveryId: text(input, "deliveryId"),
    ...(given("occurredAt") && { occurredAt: text(input, "occurredAt") }),
    correlationId: text(input, "correlationId"),
    causationId: text(input, "causationId"),
    hops: count(input, "hops"),
    attempt: count(input, "attempt"),
    ...(given("rule") && { rule: text(input, "rule") }),
    ...(given("reasons") && { reasons: codes(input, "reasons") }),
    targeted: readTargeted(own(input, "targeted"), now),
  };
};
