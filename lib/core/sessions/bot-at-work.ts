// Whether a bot is talking to the contact: its id alone does not say so.
import type { SessionFacts } from "./session-facts.ts";

type BotFacts = Pick<SessionFacts, "botId" | "userId" | "status">;

/** WTS keeps a bot's id with the session after the bot has finished: in the queue the bot is done. Undefined where WTS did not say the status. */
export const botIsAtWork = ({ botId, userId, status }: BotFacts): boolean | undefined => {
  if (botId === null || userId !== null) return false;
  return status === undefined ? undefined : status === "STARTED";
};
