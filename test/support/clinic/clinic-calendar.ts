// The clinic's hours as its people know them, by hand: nothing of the product's calendar is in it.

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;
/** São Paulo has had no summer time since 2019. */
const offsetMs = 3 * 60 * minuteMs;

export interface Span {
  fromMinute: number;
  toMinute: number;
}

export const clock = (text: string): number => {
  const [hours = 0, minutes = 0] = text.split(":").map(Number);
  return hours * 60 + minutes;
};

export const span = (text: string): Span => {
  const [from = "", to = ""] = text.split("-");
  return { fromMinute: clock(from), toMinute: clock(to) };
};

export const dayOf = (ms: number): string => new Date(ms - offsetMs).toISOString().slice(0, 10);

export const startOfDay = (day: string): number => Date.parse(`${day}T00:00:00Z`) + offsetMs;

export const at = (day: string, time: string): number => startOfDay(day) + clock(time) * minuteMs;

export const daysFrom = (day: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => dayOf(startOfDay(day) + index * dayMs));

/** 0 is Sunday. */
export const weekdayOf = (day: string): number => new Date(`${day}T12:00:00Z`).getUTCDay();

/** The days on which São Paulo does not work between October 2026 and January 2027, and fall on no Sunday. */
const holidays = ["2026-10-12", "2026-11-02", "2026-11-20", "2026-12-25", "2027-01-01"];
const halfDays = ["2026-12-24", "2026-12-31"];

const workday = [span("08:00-12:00"), span("13:00-18:00")];
const morning = [span("08:00-12:00")];

export const clinicCalendar = () => {
  /** What somebody closed from the command line, by day. */
  const closedByHand = new Map<string, Span>();

  const spansOn = (day: string): readonly Span[] => {
    if (holidays.includes(day) || weekdayOf(day) === 0) return [];
    const usual = weekdayOf(day) === 6 || halfDays.includes(day) ? morning : workday;
    const closed = closedByHand.get(day);
    if (!closed) return usual;
    return usual
      .flatMap((each) => [
        { fromMinute: each.fromMinute, toMinute: Math.min(each.toMinute, closed.fromMinute) },
        { fromMinute: Math.max(each.fromMinute, closed.toMinute), toMinute: each.toMinute },
      ])
      .filter(({ fromMinute, toMinute }) => fromMinute < toMinute);
  };

  const spansFrom = function* (ms: number): Generator<{ fromMs: number; toMs: number }> {
    for (let day = dayOf(ms), left = 60; left > 0; left -= 1, day = dayOf(startOfDay(day) + dayMs))
      for (const { fromMinute, toMinute } of spansOn(day)) {
        const [fromMs, toMs] = [startOfDay(day) + fromMinute * minuteMs, startOfDay(day) + toMinute * minuteMs];
        if (toMs > ms) yield { fromMs, toMs };
      }
  };

  return {
    close: (day: string, closed: Span): void => void closedByHand.set(day, closed),
    spansOn,
    isOpen: (ms: number): boolean => {
      const [next] = spansFrom(ms);
      return next !== undefined && next.fromMs <= ms;
    },
    /** The VIPs' hours have no lunch. */
    isOpenForVips: (ms: number): boolean => {
      const day = dayOf(ms);
      const last = spansOn(day).at(-1);
      return last !== undefined && weekdayOf(day) !== 6 && at(day, "09:00") <= ms && ms < at(day, "18:00");
    },
    /** The instant itself where the clinic is open then. */
    nextOpening: (ms: number): number => {
      const [next] = spansFrom(ms);
      return Math.max(ms, next?.fromMs ?? Number.POSITIVE_INFINITY);
    },
    /** The morning of the working day of a bank that comes so many after that day; a day that is none counts as the next one. */
    businessDaysAfter: (day: string, count: number): number => {
      const isBusinessDay = (each: string): boolean =>
        spansOn(each).length > 0 && weekdayOf(each) !== 6 && !closedByHand.has(each);
      const days = daysFrom(day, 40).filter(isBusinessDay);
      return at(days[count] ?? day, "09:00");
    },
    /** When so much open time has passed. */
    afterOpen: (ms: number, openMs: number): number => {
      let left = openMs;
      for (const { fromMs, toMs } of spansFrom(ms)) {
        const from = Math.max(ms, fromMs);
        if (toMs - from >= left) return from + left;
        left -= toMs - from;
      }
      return Number.POSITIVE_INFINITY;
    },
  };
};

export type ClinicCalendar = ReturnType<typeof clinicCalendar>;
