// What we said to a contact about closing: WTS counts our own warning as activity, and only this record knows better.

export interface Notice {
  policy: string;
  /** In whose texts the run is named. */
  runId: string;
  /** `warning`: before it goes out. `warned`: it is out. `closing`: before a note or a farewell goes out. */
  state: "warning" | "warned" | "closing";
  /** The session's as they were before we said anything; null for none. */
  lastMessageInMs: number | null;
  lastMessageOutMs: number | null;
  /** Of the warning, once it is out. */
  warnedAtMs?: number;
  /** WTS's own time of the warning, and its id. */
  messageAtMs?: number;
  messageId?: string;
  /** WTS had not sent the warning when its time was over, and was waited for once. */
  wasLate?: boolean;
  /** The run in which WTS left open whether our text went out, or had not sent it yet: the next one waits no more. */
  unsureInRun?: string;
}
