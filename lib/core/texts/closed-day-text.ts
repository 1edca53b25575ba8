// Writes a closed day, or the part of one, in each language.
import { minutesPerDay } from "../hours/business-hours.ts";
import type { ClosedDay } from "../hours/closed-day.ts";
import { dateText } from "./instant-text.ts";
import type { Language } from "./language.ts";

const words: Readonly<Record<Language, { from: string; until: string; between(from: string, to: string): string }>> = {
  en: { from: "from", until: "until", between: (from, to) => `${from}-${to}` },
  "pt-BR": { from: "a partir das", until: "até as", between: (from, to) => `das ${from} às ${to}` },
};

const clockText = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");

/** Such as "2026-11-20", "2026-11-20 from 12:00" or "20/11/2026 das 08:00 às 10:30". */
export const closedDayText = (
  { date, fromMinute, toMinute }: Pick<ClosedDay, "date" | "fromMinute" | "toMinute">,
  language: Language,
): string => {
  const { from, until, between } = words[language];
  const day = dateText(date, language);
  if (fromMinute === 0 && toMinute === minutesPerDay) return day;
  if (toMinute === minutesPerDay) return `${day} ${from} ${clockText(fromMinute)}`;
  return fromMinute === 0
    ? `${day} ${until} ${clockText(toMinute)}`
    : `${day} ${between(clockText(fromMinute), clockText(toMinute))}`;
};
