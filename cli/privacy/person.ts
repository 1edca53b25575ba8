// Says who is looked for: one contact of one account, by everything that it can be known by.

export interface Person {
  account: string;
  /** Digits only, the country code first; both spellings of a mobile of Brazil are there. */
  phones: readonly string[];
  /** WTS's ids, in lower case. */
  contactIds: ReadonlySet<string>;
  sessionIds: ReadonlySet<string>;
  /** As WTS has them, or as they were typed. Another person may have the same. */
  names: readonly string[];
  /** False where WTS knows nobody of this number, or no longer. */
  isAtWts: boolean;
}
