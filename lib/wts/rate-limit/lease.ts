// Tokens this process was granted and may hand out for a short while.

export interface Lease {
  /** Where the ring counts them. */
  readonly slot: number;
  tokens: number;
  readonly usableUntil: number;
}

export const noLease = (): Lease => ({ slot: 0, tokens: 0, usableUntil: 0 });

/** False if it has none, or if they are too old. */
export const spendOne = (lease: Lease, now: number): boolean => {
  if (lease.tokens === 0 || now >= lease.usableUntil) return false;
  lease.tokens -= 1;
  return true;
};
