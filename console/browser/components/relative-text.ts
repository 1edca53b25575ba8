// How long ago something was, or how far off it is, in whole units.
import type { Language } from "../../../lib/core/texts/language.ts";

const units = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** `ms` is negative for what was. What is 47 hours ago is "1 day ago": "yesterday" would be another day. */
export const relativeText = (ms: number, language: Language): string => {
  for (const [unit, unitMs] of units)
    if (Math.abs(ms) >= unitMs)
      return new Intl.RelativeTimeFormat(language, { numeric: "always", style: "short" }).format(
        Math.trunc(ms / unitMs),
        unit,
      );
  return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(0, "second");
};
