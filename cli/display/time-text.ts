// Instants as people compare them: to the second, all of the same length, in UTC as the ledger's days are.

/** Of an ISO instant. */
export const timeText = (instant: string): string => instant.slice(0, 19).replace("T", " ");
