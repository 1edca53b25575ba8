// A failed WTS call, as data for whoever decides what to do about it. Nobody but them sees it: as-fault.ts makes it a Fault.

/**
 * - `refused`: WTS understood and said no; the same call will fail again.
 * - `not-found`: the route or the object is not there (HTTP 404).
 * - `denied`: our key or our access is not accepted.
 * - `unavailable`: network, time-out, rate limit or a failure of WTS's own; a later call may succeed.
 * - `unknown`: a note or message that may have been taken; sending it again could show it twice.
 */
export type WtsFailure = "refused" | "not-found" | "denied" | "unavailable" | "unknown";

interface WtsApiErrorOptions {
  failure: WtsFailure;
  /** It is absent when no answer came. */
  status?: number | undefined;
  /** This is WTS's stable code, such as FORM_ERROR. */
  key?: string | undefined;
  /** This is WTS's explanation, in Portuguese. It may name people, so that it is shown to the caller and never logged. */
  text?: string | undefined;
  /** WTS Chat's support asks for it. */
  shortId?: string | undefined;
  retryAfterSeconds?: number | undefined;
  /** Says what the network or the rate limit did, ECONNRESET, TIMEOUT or RATE_LIMIT …, or that a key works for all but sessions: SESSIONS_DENIED. */
  reason?: string | undefined;
  cause?: unknown;
}

export class WtsApiError extends Error {
  override readonly name = "WtsApiError";
  readonly failure: WtsFailure;
  readonly status: number | undefined;
  readonly key: string | undefined;
  readonly text: string | undefined;
  readonly shortId: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly reason: string | undefined;

  constructor(call: string, options: WtsApiErrorOptions) {
    const { failure, status, key, reason, cause } = options;
    super(`${call} failed (${failure}): ${[status, key, reason].filter(Boolean).join(" ") || "no answer"}`, { cause });
    this.failure = failure;
    this.status = status;
    this.key = key;
    this.text = options.text;
    this.shortId = options.shortId;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.reason = reason;
  }

  /** WTS says the same to what it does not have as to what it does not want. */
  get isRefusal(): boolean {
    return this.failure === "refused" || this.failure === "not-found";
  }

  get retryable(): boolean {
    return this.failure === "unavailable" || (this.failure === "denied" && this.status === 403);
  }
}
