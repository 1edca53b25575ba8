// Wall time and UTC, by the zone rules of the runtime: a fixed offset is wrong twice a year.

const dayMs = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Throws RangeError for a zone the runtime does not know; hooks.config.ts is checked for that when it is bundled. */
const formatIn = (timeZone: string): Intl.DateTimeFormat => {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(timeZone, format);
  }
  return format;
};

/** What the clock on the wall shows at `utcMs`, as the milliseconds that same reading would have in UTC. */
const utcToLocalTime = (utcMs: number, timeZone: string): number => {
  const part: Record<string, number> = {};
  for (const { type, value } of formatIn(timeZone).formatToParts(utcMs)) part[type] = Number(value);
  const date = new Date(0);
  date.setUTCFullYear(part.year ?? 0, (part.month ?? 1) - 1, part.day ?? 1);
  return date.getTime() + (((part.hour ?? 0) * 60 + (part.minute ?? 0)) * 60 + (part.second ?? 0)) * 1000;
};

/** How far the wall is ahead of UTC at `utcMs`, in milliseconds; it is negative to the west. */
export const offsetMs = (utcMs: number, timeZone: string): number => {
  const secondMs = Math.floor(utcMs / 1000) * 1000;
  return utcToLocalTime(secondMs, timeZone) - secondMs;
};

/** The first instant at which the wall shows `wallMs`; undefined where the clock skips that reading. */
export const localTimeToUtc = (wallMs: number, timeZone: string): number | undefined => {
  const candidates = [wallMs - dayMs, wallMs + dayMs]
    .map((nearby) => wallMs - offsetMs(nearby, timeZone))
    .filter((utcMs) => utcMs + offsetMs(utcMs, timeZone) === wallMs);
  return candidates.length > 0 ? Math.min(...candidates) : undefined;
};

/** It answers the day on the calendar, as YYYY-MM-DD. */
export const localDay = (utcMs: number, timeZone: string): string =>
  new Date(utcToLocalTime(utcMs, timeZone)).toISOString().slice(0, 10);

/** An offset such as -03:00 is no time zone here: the runtime takes it, and it is wrong twice a year where clocks change. */
export const isTimeZone = (name: string): boolean => {
  if (!/^(UTC|[A-Za-z_]+\/[\w+/-]+)$/.test(name)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
};
