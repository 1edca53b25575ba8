// Asks the WTS of the stack that runs here, for a command that does without one where none runs.
import type { Connection } from "../connection.ts";
import { connectionOf, type Surroundings } from "../with-connection.ts";
import type { AskWts } from "./wts-step.ts";

/** Connects at the first question: who asks nothing needs no stack. `ask` throws Failure where none runs. */
export const askRunningWts = (surroundings: Surroundings): { ask: AskWts; close(): void } => {
  let connection: Connection | undefined;
  return {
    ask: async (account) => {
      connection ??= connectionOf(surroundings, {});
      return connection.wts(account);
    },
    close: () => connection?.close(),
  };
};
