// The command that gives a session its state back after we closed it.
import type { UpdateCommand } from "../core/command.ts";
import type { SessionBefore } from "./records/run-records.ts";

/** WTS sets the end when it closes a session; an open one has none. */
export const reopening = (sessionId: string, { status }: SessionBefore): UpdateCommand => ({
  command: "update",
  sessionId,
  fields: ["Status", "EndAt"],
  status,
  endAt: null,
});
