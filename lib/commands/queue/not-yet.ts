// Thrown to hand a message back: it comes again when it is due, and when the one in its way may be gone.

export class NotYet extends Error {
  override readonly name = "NotYet";
  readonly dueInMs: number;
  /** Somebody else is at work, who may be done long before the lease ends. */
  readonly busy: boolean;
  constructor(dueInMs: number, busy = false) {
    super("not yet");
    this.dueInMs = dueInMs;
    this.busy = busy;
  }
}
