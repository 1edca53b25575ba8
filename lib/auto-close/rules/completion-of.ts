// The command that closes a session the way its policy says, and the text that warns of it.
import type { CompleteCommand } from "../../core/command/command.ts";
import { fillIn } from "../../core/texts/placeholders.ts";
import type { AutoClosePolicy } from "./auto-close-policy.ts";

/**
 * `{policy}` and `{run}` in the policy's texts are filled in. `sendFarewell` is the decision's: outside WhatsApp's window
 * nothing can be sent.
 */
export const completionOf = (
  { name, close }: AutoClosePolicy,
  { runId, sendFarewell }: { runId: string; sendFarewell: boolean },
): Omit<CompleteCommand, "sessionId"> => {
  const fill = (text: string) => fillIn(text, { policy: name, run: runId }) ?? text;
  const { note, farewell, metadata, classification } = close;
  const { category, description, amount } = classification ?? {};
  return {
    command: "complete",
    reactivateOnNewMessage: close.reactivateOnNewMessage,
    stopBotInExecution: close.stopBotInExecution,
    ...(note !== undefined && { note: fill(note) }),
    ...(farewell !== undefined && sendFarewell && { farewell: fill(farewell) }),
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

/** Undefined for a policy that does not warn. */
export const warningTextOf = ({ name, warning }: AutoClosePolicy, runId: string): string | undefined =>
  warning && (fillIn(warning.text, { policy: name, run: runId }) ?? warning.text);
