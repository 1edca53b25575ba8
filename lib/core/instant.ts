// WTS writes its times in UTC with 0 to 7 fractional digits; we count in whole milliseconds.

/** Epoch milliseconds; digits beyond the millisecond are cut. Undefined for what is no instant. */
export const instantMs = (value: unknown): number | undefined => {
  if (typeof value !== "string") return undefined;
  const ms = Date.parse(value.replace(/(\.\d{3})\d+/, "$1"));
  return Number.isNaN(ms) ? undefined : ms;
};
