// Carries a command through the queue, with all that says where it came from.

import { parseTargetedCommand, type TargetedCommand } from "../command/targeted-command.ts";
import { Fault, faults } from "../faults.ts";
import { own, type Properties } from "../value.ts";
import { choiceIn, countIn, objectIn, objectsIn, optional, textIn, textsIn } from "./queue-properties.ts";
import { type RawDelivery, rawDeliveryIn } from "./queued-delivery.ts";

export const access = ["http", "event", "webhook", "schedule", "cli"] as const;
export type Door = (typeof access)[number];

/** It says who sent a command and what led to it. */
export interface Provenance {
  /** It is the command's own id, which the log calls commandId. */
  id: string;
  account: string;
  door: Door;
  source: string;
  deliveryId: string;
  /** It is the instant, in UTC, at which it happened at the sender; an older event never overwrites a newer one. */
  occurredAt?: string;
  correlationId: string;
  causationId: string;
  /** So many of our own outcomes led to this command. */
  hops: number;
  /** It is the instant, in UTC, at which the sender's message came; a repetition by the sender has a later one. */
  receivedAt?: string;
  /** It is 0 at first, and one more with every replay. */
  attempt: number;
  /** This policy decided on it, where one did. */
  rule?: string;
  /** The codes say why the policy decided so. */
  reasons?: readonly string[];
  /** The person at the command line who wanted it, where one did. */
  orderedBy?: string;
}

/** What a command brings: another one that brings the same, and came within that time of this one, is a copy of it. */
export interface Content {
  id: string;
  withinMs: number;
}

export interface QueuedCommand extends Provenance {
  kind: "command";
  /** It is absent where the sender vouches for the delivery's id: then the command's own id is all it is known by. */
  contents?: readonly Content[];
  /** It is the same for all that one signature of the sender fits, at this place among its commands; absent where nothing is signed. */
  signed?: Content;
  /** It is the webhook's delivery that it came with, so that it can be mapped again; absent where the table holds that. */
  raw?: RawDelivery;
  /** It may come to nothing: where it is refused, nobody has to know, and nothing is parked. */
  whenRefused?: "leave";
  targeted: TargetedCommand;
}

/** A chain of more than five outcomes that cause commands is taken for a loop. */
export const maxHops = 5;

const contentIn = (content: Properties): Content => ({
  id: textIn(content, "id"),
  withinMs: countIn(content, "withinMs"),
});

const contentsIn = (input: Properties, name: string): readonly Content[] => objectsIn(input, name).map(contentIn);

const readTargeted = (input: Properties): TargetedCommand => {
  const command = objectIn(input, "command");
  const { reference } = optional(input, "reference", objectIn);
  const asSent = reference
    ? {
        ...command,
        sessionId: undefined,
        session: own(reference, "locator"),
        onNone: own(reference, "onNone"),
        onMany: own(reference, "onMany"),
      }
    : command;
  // Everything in the queue is absolute, so its sender's zone is not needed again.
  const parsed = parseTargetedCommand(asSent, { timeZone: "UTC" });
  if (parsed.ok) return parsed.targeted;
  throw new Fault(faults.commandInvalid, { issues: parsed.issues });
};

const leaveIn = (input: Properties, name: string) => choiceIn(input, name, ["leave"]);

/** Throws ENVELOPE_INVALID or COMMAND_INVALID for what no repetition can mend. */
export const readQueuedCommand = (input: Properties): QueuedCommand => ({
  kind: "command",
  id: textIn(input, "id"),
  ...optional(input, "contents", contentsIn),
  ...optional(input, "signed", (from, name) => contentIn(objectIn(from, name))),
  account: textIn(input, "account"),
  door: choiceIn(input, "door", access),
  source: textIn(input, "source"),
  deliveryId: textIn(input, "deliveryId"),
  ...optional(input, "occurredAt", textIn),
  correlationId: textIn(input, "correlationId"),
  causationId: textIn(input, "causationId"),
  hops: countIn(input, "hops"),
  ...optional(input, "receivedAt", textIn),
  attempt: countIn(input, "attempt"),
  ...optional(input, "rule", textIn),
  ...optional(input, "reasons", textsIn),
  ...optional(input, "orderedBy", textIn),
  ...optional(input, "raw", rawDeliveryIn),
  ...optional(input, "whenRefused", leaveIn),
  targeted: readTargeted(objectIn(input, "targeted")),
});
