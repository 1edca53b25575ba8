// The command that closes a session the way its policy says.
import type { CompleteCommand } from "../../core/command/command.ts";
import { fillIn } from "../../core/texts/placeholders.ts";
import type { Said } from "../../core/texts/saying.ts";
import type { AutoClosePolicy } from "./auto-close-policy.ts";

/** `{policy}` and `{run}` in the policy's texts are filled in. The farewell is what the decision lets be said, and absent where nothing is. */
export const completionOf = (
  { name, close }: AutoClosePolicy,
  { runId, farewell: said }: { runId: string; farewell: Said | undefined },
): Omit<CompleteCommand, "sessionId"> => {
  const fill = (text: string) => fillIn(text, { policy: name, run: runId }) ?? text;
  const { note, metadata, classification } = close;
  const { category, description, amount } = classification ?? {};
  return {
    command: "complete",
    reactivateOnNewMessage: close.reactivateOnNewMessage,
    stopBotInExecution: close.stopBotInExecution,
    ...(note !== undefined && { note: fill(note) }),
    // Of a template the command only has to know that there is one: what goes out is handed on beside it.
    ...(said && { farewell: "text" in said ? said.text : said.template.id }),
    ...(metadata && {
      metadata: Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key, fill(value)])),
    }),
    ...(classification && {
      classification: {
        ...(category !== undefined && { category }),
        ...(description !== undefined && { description: fill(description) }),
        ...(amount !== undefined && { amount }),
      },
    }),
  };
};
