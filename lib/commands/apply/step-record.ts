// Remembers a command's steps, so that an attempt after a failure takes none of them twice.
import type { Claimed, Ledger } from "../../records/ledger.ts";

/** It tells what was recorded of an earlier attempt at this command, and records this one's steps. */
export interface StepRecord {
  /** These steps, by their names, are not taken again. */
  readonly stepsDone: readonly string[];
  /** A note or message of this step may have been sent by the earlier attempt. */
  readonly sending?: { step: string; atMs: number; doubtful: boolean };
  /** A person has looked and wants it sent, whatever became of the earlier attempt. */
  readonly sendAnyway: boolean;
  /** Throws when the step must not be taken. */
  beforeSending(step: string): Promise<void>;
  /** WTS's answer left open whether it has the message. */
  doubtful(): Promise<unknown>;
  notSent(): Promise<unknown>;
  done(stepsDone: readonly string[]): Promise<unknown>;
}

/** Nothing is recorded where the caller is still there to be told, and sends no command twice. */
export const unrecorded: StepRecord = {
  stepsDone: [],
  sendAnyway: false,
  beforeSending: async () => {},
  doubtful: async () => {},
  notSent: async () => {},
  done: async () => {},
};

interface RecordedStepsOptions {
  ledger: Ledger;
  id: string;
  owner: string;
  claimed: Claimed;
  sendAnyway: boolean;
  /** What is thrown when somebody else has the claim by now, and may be sending. */
  lost(): Error;
}

/** The ledger remembers the steps of the command that `claimed` is the claim of. */
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
