// Reads the status of a session, however people write it.
import { foldWord } from "../names.ts";

export const statuses = ["STARTED", "PENDING", "IN_PROGRESS", "COMPLETED", "HIDDEN"] as const;

export type SessionStatus = (typeof statuses)[number];

/** The words are exact, since people search for them: WTS's own n8n node says so. */
export const statusMessage = "Add a valid status!";

const byFoldedName = new Map<string, SessionStatus>(statuses.map((status) => [foldWord(status), status]));

/** UNDEFINED is in WTS's own list, yet it is no state a session can be put into. */
export const parseStatus = (input: unknown): SessionStatus | undefined =>
  typeof input === "string" ? byFoldedName.get(foldWord(input)) : undefined;
