// What a request for a token is answered when it cannot be granted in time.

/** `limit`: the account's rate is used up. `table`: nobody knows, as the table has not answered for too long. */
export type RateLimitedReason = "limit" | "table";

export class RateLimited extends Error {
  override readonly name = "RateLimited";
  readonly retryAfterSeconds: number;
  readonly reason: RateLimitedReason;

  constructor(waitMs: number, reason: RateLimitedReason) {
    const seconds = Math.max(1, Math.ceil(waitMs / 1000));
    super(
      reason === "limit"
        ? `the account's rate limit has nothing free in time; ask again in ${seconds} s`
        : `the table of the rate limits does not answer; ask again in ${seconds} s`,
    );
    this.retryAfterSeconds = seconds;
    this.reason = reason;
  }
}
