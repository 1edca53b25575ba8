// Tells what something parked was to do, reading tolerantly: it may lie there because it is not as it should be.
import { requestedType as updateType } from "../../lib/commands/accept-update-event.ts";
import { commandNames } from "../../lib/core/command/command.ts";
import { commandIdOf } from "../../lib/core/command/command-id.ts";
import type { QueueItem } from "../../lib/core/queue/queue-item.ts";
import type { QueuedCommand } from "../../lib/core/queue/queued-command.ts";
import { webhookSource } from "../../lib/core/queue/webhook-source.ts";
import { isProperties, own, ownText, type Properties } from "../../lib/core/value.ts";
import { requestedType as reassignmentType } from "../../lib/routing/rules/routed-types.ts";
import type { About, BusEvent } from "./parked-message.ts";

/** What is longer is no id, no name and no account: it is not shown. */
const text = (properties: Properties, name: string): string | undefined => {
  const value = ownText(properties, name);
  return value === undefined || value.length > 256 ? undefined : value;
};

/** Undefined for anything but an event that EventBridge delivers. */
export const readBusEvent = (content: unknown): BusEvent | undefined => {
  if (!isProperties(content)) return undefined;
  const [id, source, type] = [text(content, "id"), text(content, "source"), text(content, "detail-type")];
  const detail = own(content, "detail");
  if (id === undefined || source === undefined || type === undefined || !isProperties(detail)) return undefined;
  return { id, source, "detail-type": type, detail };
};

/** Answers the sender's own id of the event, which is the same in every copy. */
export const deliveryIdOf = ({ id, detail }: BusEvent): string => text(detail, "idempotencyKey") ?? id;

/** Undefined for events that ask for no command, such as those of WTS. */
const commandOf = ({ "detail-type": type, detail }: BusEvent): string | undefined => {
  if (type === reassignmentType) return "transfer";
  return type === updateType ? commandNames.find((name) => name === (own(detail, "command") ?? "update")) : undefined;
};

/** `defaultAccount` is the one of an event that names none. */
export const aboutEvent = (event: BusEvent, defaultAccount: string): About => {
  const source = `event:${event.source}`;
  const deliveryId = deliveryIdOf(event);
  const account = text(event.detail, "account") ?? defaultAccount;
  return {
    door: "event",
    account,
    source,
    deliveryId,
    commandId: commandIdOf({ account, source, deliveryId, index: 0 }),
    sessionId: text(event.detail, "sessionId"),
    command: commandOf(event),
  };
};

/** A session that is found by its contact or metadata is named by which of them it is: the value may be a phone number. */
const aboutCommand = ({ id, door, account, source, deliveryId, attempt, targeted }: QueuedCommand): About => {
  const [foundBy] = Object.keys(targeted.reference?.locator ?? {});
  const sessionId = foundBy === undefined ? targeted.command.sessionId : `by ${foundBy}`;
  return { door, account, source, deliveryId, attempt, commandId: id, sessionId, command: targeted.command.command };
};

export const aboutItem = (item: QueueItem): About => {
  if (item.kind === "command") return aboutCommand(item);
  const { id: commandId, account, attempt } = item;
  const about = { door: "webhook", account, attempt, commandId };
  if (item.kind === "delivery") return { ...about, source: webhookSource(item.source), command: "delivery" };
  return { ...about, source: item.source, deliveryId: item.deliveryId, sessionId: item.sessionId, command: item.type };
};
