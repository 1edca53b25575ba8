// Reads the last words of a session: enough of them to say who answered, and what was said.
import { newestMessagesRead } from "../core/sessions/team-answers.ts";
import { asFault } from "./choose-fault.ts";
import type { WtsClient } from "./client.ts";

export type MessageReader = Pick<WtsClient, "listMessages">;

/** The newest first. Throws Fault. */
export const readNewestMessages = async ({ listMessages }: MessageReader, sessionId: string) => {
  const newest = { OrderBy: "createdAt", OrderDirection: "DESCENDING", PageSize: newestMessagesRead } as const;
  const { items } = await listMessages(sessionId, newest).catch((error: unknown) => {
    throw asFault(error);
  });
  return items;
};
