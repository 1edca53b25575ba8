// Says that something changed in what runs here, of which kind it is and about which session: never what it says, so that nobody's data goes with it.

export const changeKinds = [
  /** An invocation of a function ended: a delivery came, commands were applied, a schedule was due. */
  "functions",
  /** An item of the table was written, by a function or a command of the command line. */
  "records",
  /** Something was put into a queue, or taken out. */
  "queues",
  /** An event went over a bus. */
  "events",
  /** The stand-in was asked to change something: a message, a session, who is there. */
  "conversations",
  /** What WTS or AWS is made to fail at. */
  "faults",
  "clock",
  /** The functions were packaged again. */
  "build",
  /** Everything began anew, or more has changed than is remembered. */
  "everything",
] as const;

export type ChangeKind = (typeof changeKinds)[number];

export interface Change {
  readonly kind: ChangeKind;
  /** It is in lower case; absent where the change is about no single session. */
  readonly sessionId?: string;
  /** With `functions`: whose invocation it was. */
  readonly functionName?: string;
}
