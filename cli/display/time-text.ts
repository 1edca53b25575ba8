// Instants and ages as people compare them.

/** Of an ISO instant: to the second, all of the same length, and in UTC, as the ledger's days are. */
export const timeText = (instant: string): string => instant.slice(0, 19).replace("T", " ");

const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1_000],
] as const;

/** How long ago something was, in its largest unit. */
export const ageText = (ms: number): string => {
  const [unit, unitMs] = units.find(([, size]) => ms >= size) ?? ["s", 1_000];
  return `${Math.max(0, Math.floor(ms / unitMs))} ${unit}`;
};
