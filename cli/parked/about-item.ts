// What something in the queue was to do, in a few words.
import type { QueueItem } from "../../lib/core/queue/queue-item.ts";
import type { QueuedCommand } from "../../lib/core/queue/queued-command.ts";
import type { About } from "./parked-message.ts";

/** Of a session that is named otherwise than by its id, only by what: the rest may be a phone number. */
const aboutCommand = ({ id, targeted, ...provenance }: QueuedCommand): About => {
  const { door, account, source, deliveryId, attempt } = provenance;
  const [locatedBy] = Object.keys(targeted.reference?.locator ?? {});
  return {
    ...{ door, account, source, deliveryId, attempt },
    commandId: id,
    sessionId: locatedBy === undefined ? targeted.command.sessionId : `by ${locatedBy}`,
    command: targeted.command.command,
  };
};

export const aboutItem = (item: QueueItem): About => {
  if (item.kind === "command") return aboutCommand(item);
  const { id: commandId, account, attempt } = item;
  const about = { door: "webhook", account, attempt, commandId };
  if (item.kind === "delivery") return { ...about, source: `webhook:${item.source}`, command: "delivery" };
  return { ...about, source: item.source, deliveryId: item.deliveryId, sessionId: item.sessionId, command: item.type };
};
