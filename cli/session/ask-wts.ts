// Asks WTS as far as it can be asked: a story is told without it as well, and says then what was not looked up, and why.
import { readSession } from "../../lib/commands/apply/prepare.ts";
import { Fault, faults } from "../../lib/core/faults.ts";
import type { Wts } from "../../lib/wts/connect.ts";
import type { WtsSession } from "../../lib/wts/types.ts";
import type { Connection } from "../connection.ts";
import { describeError } from "../describe-error.ts";

export interface AskableWts {
  /** Undefined where WTS did not answer: nothing more is asked then. */
  ask<Answer>(work: (wts: Wts) => Promise<Answer>): Promise<Answer | undefined>;
  /** Why it was not asked, or did not answer; undefined as long as it does. */
  whyNot(): string | undefined;
}

/** Somebody waits, and most of the story stands in our own records. */
const patienceMs = 20_000;

export const askableWts = (connection: Connection, account: string): AskableWts => {
  let connecting: Promise<Wts> | undefined;
  let why: string | undefined;
  return {
    ask: async (work) => {
      if (why !== undefined) return undefined;
      try {
        connecting ??= connection.wts(account, patienceMs);
        return await work(await connecting);
      } catch (error) {
        [why] = describeError(error).split("\n");
        return undefined;
      }
    },
    whyNot: () => why,
  };
};

/** "gone": WTS has no such session. */
export const sessionAtWts = async ({ ask }: AskableWts, sessionId: string): Promise<WtsSession | "gone" | undefined> =>
  ask(({ client }) =>
    readSession(client, sessionId, ["ContactDetails", "AgentDetails"]).catch((error: unknown) => {
      if (error instanceof Fault && error.kind === faults.sessionNotFound) return "gone" as const;
      throw error;
    }),
  );
