// Says what may wait in the queue, how it is written there, and in whose line: everything about one session is worked on in order.
import { createHash } from "node:crypto";
import { referenceGroup } from "../command/command-id.ts";
import { Fault, faults } from "../faults.ts";
import { nestedDeeper } from "../json-depth.ts";
import { JsonTooDeep, readJson } from "../read-json.ts";
import { isProperties, own } from "../value.ts";
import { parkedOnce } from "./parked-once.ts";
import { type QueuedCommand, readQueuedCommand } from "./queued-command.ts";
import { type QueuedDelivery, readQueuedDelivery } from "./queued-delivery.ts";
import { type QueuedEvent, readQueuedEvent } from "./queued-event.ts";

export type QueueItem = QueuedCommand | QueuedEvent | QueuedDelivery;

const targetOf = (item: QueueItem): string => {
  // A delivery has a line of its own: while the look-up of one fails for hours, the others go on.
  // Copies of what is to be parked stand in one, whatever became of the rest of them: so one finds the other parked.
  if (item.kind === "delivery") return (item.refused && parkedOnce(item)?.id) ?? `delivery:${item.id}`;
  // An event has a line of its own: it changes nothing, and must not wait while a command of its session fails for hours.
  if (item.kind === "event") return `event:${item.sessionId?.toLowerCase() ?? item.source}`;
  const { reference, command } = item.targeted;
  return reference ? referenceGroup(reference.locator) : command.sessionId.toLowerCase();
};

/** Messages of one group are worked on in order. A group id has at most 128 characters of those that SQS allows. */
export const groupOf = (item: QueueItem): string => {
  const group = `${item.account}/${targetOf(item)}`;
  return /^[\x21-\x7e]{1,128}$/.test(group) ? group : createHash("sha256").update(group).digest("hex");
};

/** SQS takes no character beyond U+FFFD as it is; JSON has an escape for each half of the others. */
export const queueText = (value: unknown): string =>
  JSON.stringify(value).replaceAll(
    /[\ud800-\udfff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** SQS takes no larger message. */
export const largestMessageBytes = 1024 * 1024;

/** What is parked later stands in its message with its reason. */
export const largestItemBytes = 768 * 1024;

/** Reads a queue message's body; throws ENVELOPE_INVALID or COMMAND_INVALID for what no repetition can mend. */
export const readQueueItem = (body: string): QueueItem => {
  let input: unknown;
  try {
    input = readJson(body);
  } catch (error) {
    const problem = error instanceof JsonTooDeep ? nestedDeeper() : "not JSON";
    throw new Fault(faults.envelopeInvalid, { message: `the queue message is ${problem}` });
  }
  if (!isProperties(input)) throw new Fault(faults.envelopeInvalid, { message: "the queue message is no object" });
  switch (own(input, "kind")) {
    case "command":
      return readQueuedCommand(input);
    case "event":
      return readQueuedEvent(input);
    case "delivery":
      return readQueuedDelivery(input);
    default:
      throw new Fault(faults.envelopeInvalid, { message: "the queue message is not of a kind we know" });
  }
};
