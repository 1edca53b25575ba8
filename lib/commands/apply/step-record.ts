// Remembers a command's steps, so that an attempt after a failure sends no note and no message twice.
import type { Attempt, Progress, Sending } from "../../records/ledger.ts";
import type { Clock } from "../../runtime/clock.ts";

/** It tells what was recorded of an earlier attempt at this command, and records this one's steps. */
export interface StepRecord {
  /** These steps, by their names, are not taken again. */
  readonly stepsDone: readonly string[];
  /** A note or message of this step may have been sent by the earlier attempt. */
  readonly sending?: Sending;
  /** A person has looked and wants it sent, whatever became of the earlier attempt. */
  readonly sendAnyway: boolean;
  /** Is called before each step, and before a text with what it is found by (`sent-mark.ts`): what was sent before it is recorded by then. Throws when the step must not be taken. */
  before(step: string, kind: "text" | "other", mark?: string): Promise<void>;
  /** WTS's answer left open whether it has the message. */
  doubtful(): Promise<unknown>;
  notSent(): Promise<unknown>;
  done(step: string): void;
}

/** Nothing is recorded where the caller is still there to be told, and sends no command twice. */
export const unrecorded: StepRecord = {
  stepsDone: [],
  sendAnyway: false,
  before: async () => {},
  doubtful: async () => {},
  notSent: async () => {},
  done: () => {},
};

interface RecordedStepsOptions {
  attempt: Attempt;
  /** An earlier attempt has left it. */
  progress: Progress;
  sendAnyway: boolean;
  clock: Pick<Clock, "now">;
  /** What is thrown when somebody else works on the command by now, and may be sending. */
  lost(): Error;
}

export const recordedSteps = ({ attempt, progress, sendAnyway, clock, lost }: RecordedStepsOptions) => {
  const { stepsDone, sending: earlier } = progress;
  const done = [...stepsDone];
  let sending = earlier;
  /** A text counts as sent before anything else is begun; any other step may be taken twice, and is recorded with what comes next. */
  let isTextUnsaved = false;
  let savedDone = done.length;

  const write = async (next: Sending | undefined): Promise<boolean> => {
    const count = done.length;
    const isWritten = await attempt.progress({ stepsDone: done, ...(next && { sending: next }) });
    if (!isWritten) return false;
    sending = next;
    savedDone = count;
    isTextUnsaved = false;
    return true;
  };
  const mustWrite = async (next: Sending | undefined): Promise<void> => {
    if (!(await write(next))) throw lost();
  };

  const steps: StepRecord = {
    stepsDone,
    ...(earlier && { sending: earlier }),
    sendAnyway,
    before: async (step, kind, mark) => {
      if (kind === "text")
        await mustWrite({ step, atMs: clock.now(), doubtful: false, ...(mark !== undefined && { mark }) });
      else if (isTextUnsaved) await mustWrite(undefined);
    },
    doubtful: async () => sending && write({ ...sending, doubtful: true }),
    notSent: () => write(undefined),
    done: (step) => {
      done.push(step);
      isTextUnsaved ||= sending?.step === step;
    },
  };
  /** Records that the command was begun, and what was done. False when somebody else works on it by now. */
  const note = (): Promise<boolean> => {
    const isSent = sending !== undefined && done.includes(sending.step);
    return write(isSent ? undefined : sending);
  };
  return {
    steps,
    /** WTS may have this attempt's text, or get it any moment, and the record does not say that nobody knows. */
    isSending: (): boolean =>
      sending !== undefined && sending !== earlier && !sending.doubtful && !done.includes(sending.step),
    note,
    /** A text went out, and the record does not say so yet. */
    hasUnsavedText: (): boolean => isTextUnsaved,
    /** Records what was done and is not recorded, when the attempt ends without its outcome. */
    save: async (): Promise<void> => {
      if (done.length > savedDone) await note();
    },
  };
};
