// What a queued command was to do, in a few words.
import type { QueuedCommand } from "../../lib/core/queued-command.ts";
import type { About } from "./dead-letter.ts";

/** Of a session that is named otherwise than by its id, only by what: the rest may be a phone number. */
export const aboutCommand = ({ id, targeted, ...provenance }: QueuedCommand): About => {
  const { door, account, source, deliveryId, attempt } = provenance;
  const [locatedBy] = Object.keys(targeted.reference?.locator ?? {});
  return {
    ...{ door, account, source, deliveryId, attempt },
    commandId: id,
    sessionId: locatedBy === undefined ? targeted.command.sessionId : `by ${locatedBy}`,
    command: targeted.command.command,
  };
};
