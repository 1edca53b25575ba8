// Time that counts only while people answer: when some of it will have passed, and when they are back.
import { minutesPerDay, type Period, type Weekday, weekdays } from "./business-hours.ts";
import { type ClosedDay, withoutClosed } from "./closed-day.ts";
import { offsetMs } from "./local-time.ts";

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** It reaches from `fromMs` up to, and without, `toMs`. */
interface Interval {
  fromMs: number;
  toMs: number;
}

export interface Opening {
  /** It is an IANA zone, or a fixed offset such as -03:00. */
  timeZone: string;
  /** Periods do not overlap; a weekday that is left out is closed. A night belongs to the day on which it begins, and counts as two periods. */
  weekly: Week;
  /** It is asked with the date on the wall, `YYYY-MM-DD`. */
  isHoliday: (date: string) => boolean;
  /** What the day has instead of its usual periods, where it is a half day. */
  halfDay?: (date: string, usual: readonly Period[]) => readonly Period[] | undefined;
  /** They are taken off whatever a day has. */
  closedDays?: readonly ClosedDay[];
}

export type Week = Readonly<Partial<Record<Weekday, readonly Period[]>>>;

/** The calendar "always" is open day and night. */
export type BusinessCalendar =
  | "always"
  | {
      openOn(utcDay: number): readonly Interval[];
      /** It is absent where there is no closed day. */
      closures?: {
        /** The same hours as they would be without any. */
        usual: BusinessCalendar;
        /** Each of them, and the same hours with this one alone, in the order of their dates. */
        each: readonly (readonly [ClosedDay, () => BusinessCalendar])[];
      };
    };

/** Beyond this many days without an opening there is none: a calendar may consist of holidays. */
const longestClosureDays = 1_000;
/** It is the last day that four digits can write the year of; Date ends later, and the runtime's zones do not answer beyond it. */
const lastDay = 2_932_896;

/** The part of an interval that lies within a span; none where they do not meet. */
const within = (one: Interval, fromMs: number, toMs: number): Interval[] => {
  const part = { fromMs: Math.max(one.fromMs, fromMs), toMs: Math.min(one.toMs, toMs) };
  return part.fromMs < part.toMs ? [part] : [];
};

/** Where in a span the offset changes, exact to the millisecond. */
const changeBetween = (fromMs: number, toMs: number, timeZone: string): number => {
  const before = offsetMs(fromMs, timeZone);
  let [low, high] = [fromMs, toMs];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMs(middle, timeZone) === before) low = middle;
    else high = middle;
  }
  return high;
};

/** A day of UTC, cut where the clocks change; no zone changes its clocks twice in a day. */
const evenStretches = (utcDay: number, timeZone: string): (Interval & { offset: number })[] => {
  const [fromMs, toMs] = [utcDay * dayMs, (utcDay + 1) * dayMs];
  const [offset, later] = [offsetMs(fromMs, timeZone), offsetMs(toMs, timeZone)];
  if (offset === later) return [{ fromMs, toMs, offset }];
  const changeMs = changeBetween(fromMs, toMs, timeZone);
  return [
    { fromMs, toMs: changeMs, offset },
    { fromMs: changeMs, toMs, offset: later },
  ];
};

/** A night's part after midnight is moved into the day in which it lies. */
const withoutNights = (weekly: Week): Week => {
  const days = weekdays.map((name): Period[] =>
    (weekly[name] ?? []).map(({ fromMinute, toMinute }) => ({
      fromMinute,
      toMinute: Math.min(toMinute, minutesPerDay),
    })),
  );
  for (const [number, name] of weekdays.entries())
    for (const { toMinute } of weekly[name] ?? [])
      if (toMinute > minutesPerDay)
        days[(number + 1) % days.length]?.push({ fromMinute: 0, toMinute: toMinute - minutesPerDay });
  return Object.fromEntries(weekdays.map((name, number) => [name, days[number] ?? []]));
};

/** What is asked with the date on the wall answers the periods of that day, in their order. */
const periodsIn = ({ weekly, isHoliday, halfDay }: Opening): ((date: string) => readonly Period[]) => {
  const week = withoutNights(weekly);
  const periodsOf = (date: string): readonly Period[] => {
    const usual = week[weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? "sunday"] ?? [];
    const instead = halfDay?.(date, usual);
    return instead ?? (usual.length === 0 || isHoliday(date) ? [] : usual);
  };
  return (date) => periodsOf(date).toSorted((one, other) => one.fromMinute - other.fromMinute);
};

/** Every instant at which the wall shows a time within the hours: a skipped time is not there, a repeated one is there twice. */
const openOn = (utcDay: number, timeZone: string, periodsOn: (date: string) => readonly Period[]): Interval[] =>
  evenStretches(utcDay, timeZone).flatMap(({ fromMs, toMs, offset }) => {
    const wallDays = [];
    for (let day = Math.floor((fromMs + offset) / dayMs); day * dayMs < toMs + offset; day++) wallDays.push(day);
    return wallDays.flatMap((wallDay) =>
      periodsOn(new Date(wallDay * dayMs).toISOString().slice(0, 10)).flatMap(({ fromMinute, toMinute }) => {
        const midnightMs = wallDay * dayMs - offset;
        const open = { fromMs: midnightMs + fromMinute * minuteMs, toMs: midnightMs + toMinute * minuteMs };
        return within(open, fromMs, toMs);
      }),
    );
  });

const madeOnce = <Value>(make: () => Value): (() => Value) => {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

/** Days are worked out once: one calendar serves thousands of sessions. */
export const businessCalendar = (opening: Opening): BusinessCalendar => {
  const { timeZone, closedDays = [], ...hours } = opening;
  const known = new Map<number, readonly Interval[]>();
  const usualOn = periodsIn(opening);
  const closedOn = Map.groupBy(closedDays, ({ date }) => date);
  const periodsOn = (date: string): readonly Period[] => withoutClosed(usualOn(date), closedOn.get(date) ?? []);
  return {
    openOn: (utcDay) => {
      const held = known.get(utcDay);
      if (held) return held;
      if (!(Math.abs(utcDay) <= lastDay)) return [];
      const worked = openOn(utcDay, timeZone, periodsOn);
      known.set(utcDay, worked);
      return worked;
    },
    ...(closedDays.length > 0 && {
      closures: {
        usual: businessCalendar({ timeZone, ...hours }),
        each: closedDays
          .toSorted((one, other) => (one.date < other.date ? -1 : 1))
          .map((day) => [day, madeOnce(() => businessCalendar({ timeZone, ...hours, closedDays: [day] }))]),
      },
    }),
  };
};

const utcDayOf = (ms: number): number => Math.floor(ms / dayMs);

export const isOpen = (calendar: BusinessCalendar, ms: number): boolean =>
  calendar === "always" || calendar.openOn(utcDayOf(ms)).some(({ fromMs, toMs }) => fromMs <= ms && ms < toMs);

/** It answers the instant itself when it is open then, and undefined when nobody will be back. */
export const nextOpening = (calendar: BusinessCalendar, ms: number): number | undefined => {
  if (calendar === "always") return ms;
  const first = utcDayOf(ms);
  for (let day = first; day <= Math.min(first + longestClosureDays, lastDay); day++)
    for (const { fromMs, toMs } of calendar.openOn(day)) if (ms < toMs) return Math.max(ms, fromMs);
  return undefined;
};

/** It answers the instant itself when it is closed then, and undefined when the hours go on for as long as a calendar is looked at. */
export const nextClosing = (calendar: BusinessCalendar, ms: number): number | undefined => {
  if (calendar === "always") return undefined;
  const first = utcDayOf(ms);
  let untilMs = ms;
  for (let day = first; day <= Math.min(first + longestClosureDays, lastDay); day++) {
    for (const { fromMs, toMs } of calendar.openOn(day)) if (fromMs <= untilMs && untilMs < toMs) untilMs = toMs;
    if (untilMs < (day + 1) * dayMs) return untilMs;
  }
  return undefined;
};

/** The first instant by which `ms` of business time have passed since `fromMs`; undefined when they never will. */
export const addBusinessMs = (calendar: BusinessCalendar, fromMs: number, ms: number): number | undefined => {
  if (calendar === "always" || ms <= 0) return fromMs + Math.max(0, ms);
  let missingMs = ms;
  let lastOpenDay = utcDayOf(fromMs);
  for (let day = lastOpenDay; day <= Math.min(lastOpenDay + longestClosureDays, lastDay); day++)
    for (const open of calendar.openOn(day))
      for (const counted of within(open, fromMs, Number.POSITIVE_INFINITY)) {
        const lengthMs = counted.toMs - counted.fromMs;
        if (missingMs <= lengthMs) return counted.fromMs + missingMs;
        missingMs -= lengthMs;
        lastOpenDay = day;
      }
  return undefined;
};

/** How much business time lies between the two; what goes on after a closure that is too long for a calendar is not counted. */
export const businessMsBetween = (calendar: BusinessCalendar, fromMs: number, toMs: number): number => {
  if (calendar === "always") return Math.max(0, toMs - fromMs);
  let countedMs = 0;
  let lastOpenDay = utcDayOf(fromMs);
  for (let day = lastOpenDay; day <= Math.min(lastOpenDay + longestClosureDays, lastDay, utcDayOf(toMs)); day++)
    for (const open of calendar.openOn(day))
      for (const counted of within(open, fromMs, toMs)) {
        countedMs += counted.toMs - counted.fromMs;
        lastOpenDay = day;
      }
  return countedMs;
};

/** The first closed day for which the calendar's answer comes later than it would; undefined where none has to do with it. */
export const closedDayBehind = (
  calendar: BusinessCalendar,
  answerOf: (calendar: BusinessCalendar) => number | undefined,
): ClosedDay | undefined => {
  if (calendar === "always" || calendar.closures === undefined) return undefined;
  const { usual, each } = calendar.closures;
  const usualMs = answerOf(usual);
  if (usualMs === undefined || usualMs === answerOf(calendar)) return undefined;
  const [day] = each.find(([, alone]) => answerOf(alone()) !== usualMs) ?? [];
  return day;
};

/** The same hours as they would be had nobody set a closed day. */
export const usualCalendar = (calendar: BusinessCalendar): BusinessCalendar =>
  calendar === "always" ? calendar : (calendar.closures?.usual ?? calendar);
