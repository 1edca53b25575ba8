// Whether a replay could show a contact the same message twice: then a person looks at the session first.

import { faults } from "../../lib/core/faults.ts";
import { ledger } from "../../lib/records/ledger.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import type { Connection } from "../connection.ts";
import type { DeadLetter } from "./parked-message.ts";

export const outcomeUnknown = faults.wtsOutcomeUnknown.code;

/** A command can also have been given up on for another reason after it began to send. */
export const mayHaveBeenSent = async ({ table }: Connection, { reason, replay }: DeadLetter): Promise<boolean> => {
  if (reason.code === outcomeUnknown) return true;
  if (replay.as !== "item") return false;
  const recorded = await ledger({ table, clock }).read(replay.queued.id);
  return recorded?.sendingStep !== undefined;
};
