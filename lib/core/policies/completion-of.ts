// The command that closes a session the way its policy says.
import type { CompleteCommand } from "../command.ts";
import type { AutoClosePolicy } from "./auto-close-policy.ts";

/** `{policy}` and `{run}` in its texts are filled in. */
export declare const completionOf: (
  policy: AutoClosePolicy,
  run: { runId: string; sendFarewell: boolean },
) => Omit<CompleteCommand, "sessionId">;

/** The text of the warning, filled in likewise. */
export declare const warningTextOf: (policy: AutoClosePolicy, run: { runId: string }) => string | undefined;
