// The ledger's memory of a command's steps, for whoever carries them out.

import type { Claimed, Ledger } from "../../records/ledger.ts";
import type { StepRecord } from "./apply.ts";

export interface RecordedStepsOptions {
  ledger: Ledger;
  id: string;
  owner: string;
  claimed: Claimed;
  sendAnyway: boolean;
  /** What to throw when somebody else has the claim by now, and may be sending. */
  lost(): Error;
}

export const recordedSteps = ({ ledger, id, owner, claimed, sendAnyway, lost }: RecordedStepsOptions): StepRecord => ({
  stepsDone: claimed.stepsDone,
  ...(claimed.sending && { sending: claimed.sending }),
  sendAnyway,
  beforeSending: async (step) => {
    if (!(await ledger.markSending(id, owner, step))) throw lost();
  },
  doubtful: () => ledger.markDoubtful(id, owner),
  notSent: () => ledger.unmarkSending(id, owner),
  done: (stepsDone) => ledger.stepDone(id, owner, stepsDone),
});
