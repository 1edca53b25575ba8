// Writes instants and ages as people compare them.
import { offsetMs } from "../../lib/core/hours/local-time.ts";
import { instantText } from "../../lib/core/texts/instant-text.ts";
import type { Locale } from "../../lib/core/texts/language.ts";

/** An ISO instant is written to the second, always at the same length, and in UTC, as the ledger's days are. */
export const timeText = (instant: string): string => instant.slice(0, 19).replace("T", " ");

/** The same, as the clock on the wall shows it there. */
export const localTimeText = (instant: string, timeZone: string): string => {
  const ms = Date.parse(instant);
  return Number.isNaN(ms) ? timeText(instant) : timeText(new Date(ms + offsetMs(ms, timeZone)).toISOString());
};

/** An ISO instant as people of the language read it, by the clock on their wall. */
export const shownTime = (instant: string, { language, timeZone }: Locale): string =>
  language === "en" ? localTimeText(instant, timeZone) : instantText(Date.parse(instant), { language, timeZone });

const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1_000],
] as const;

/** Answers how long something took, or how long ago it was, in its largest unit. */
export const ageText = (ms: number): string => {
  const [unit, unitMs] = units.find(([, size]) => ms >= size) ?? ["s", 1_000];
  return `${Math.max(0, Math.floor(ms / unitMs))} ${unit}`;
};
