// Shapes one step of an explanation, as people read it and as `--json` prints it.

export interface Step {
  step: "bytes" | "verification" | "delivery" | "lookup" | "mapping" | "checks" | "commands" | "at WTS";
  ok: boolean;
  /** Nobody could be asked for all of it: it may be wrong all the same. */
  isOpen?: boolean;
  /** These are sentences, for people. */
  says: readonly string[];
  /** These are sentences, too, which may repeat words of the delivery. */
  quotes?: readonly string[];
  /** They name what is no mistake, but may not be what was meant. */
  notes?: readonly string[];
  /** This is what it came to, where there is something to show. */
  shows?: unknown;
}
