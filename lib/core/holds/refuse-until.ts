// Says what is wrong with the time until which a session is to be held.

const dayMs = 86_400_000;
export const longestHoldDays = 90;

/**
 * `acceptedMs`: a hold whose time has passed since its sender was told that it is taken is simply over, which is no mistake;
 * answers undefined for it, as for any time that is right.
 */
export const untilProblem = (
  untilMs: number | undefined,
  { nowMs, acceptedMs, timeZone }: { nowMs: number; acceptedMs: number; timeZone: string },
): string | undefined => {
  if (untilMs === undefined) return "no day of `holds.hours` comes any more; name a date and time";
  const shown = (ms: number): string =>
    `${new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" }).format(ms)} in ${timeZone}`;
  if (untilMs <= acceptedMs)
    return `until must lie ahead: it is ${shown(untilMs)}, and it was ${shown(acceptedMs)}; null releases a session`;
  if (untilMs > nowMs + longestHoldDays * dayMs)
    return `until must lie within ${longestHoldDays} days: it is ${shown(untilMs)}`;
  return undefined;
};
