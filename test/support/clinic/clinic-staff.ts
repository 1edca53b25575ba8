// Who works at the clinic, and when: shifts, lunch and vacations as the people themselves know them.
import { at, type ClinicCalendar, dayOf, type Span, span, startOfDay, weekdayOf } from "./clinic-calendar.ts";

export interface Person {
  /** As in the address before the @. */
  name: string;
  firstName: string;
  departments: readonly string[];
  weekday: readonly Span[];
  saturday: readonly Span[];
  /** They are away on all of these days. */
  vacation?: readonly [string, string];
}

const early = [span("08:00-12:00"), span("13:00-17:00")];
const late = [span("09:00-13:00"), span("14:00-18:00")];
const morning = [span("08:00-12:00")];

export const people: readonly Person[] = [
  { name: "ana.ribeiro", firstName: "Ana", departments: ["Recepção"], weekday: early, saturday: morning },
  { name: "bruno.carvalho", firstName: "Bruno", departments: ["Recepção"], weekday: late, saturday: [] },
  { name: "joao.silva", firstName: "João", departments: ["Comercial"], weekday: early, saturday: [] },
  {
    name: "carla.mendes",
    firstName: "Carla",
    departments: ["Comercial", "Pós-venda"],
    weekday: late,
    saturday: morning,
  },
  { name: "daniel.rocha", firstName: "Daniel", departments: ["Financeiro"], weekday: early, saturday: [] },
  {
    ...{ name: "fernanda.lima", firstName: "Fernanda", departments: ["Financeiro"], weekday: late, saturday: morning },
    vacation: ["2026-12-14", "2026-12-18"],
  },
  { name: "joao.silva.suporte", firstName: "João", departments: ["Suporte"], weekday: early, saturday: morning },
  { name: "gustavo.teixeira", firstName: "Gustavo", departments: ["Suporte"], weekday: late, saturday: [] },
  { name: "marina.duarte", firstName: "Marina", departments: ["Pós-venda"], weekday: early, saturday: [] },
];

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;

/** What of a person's shift is left on a day on which the clinic is closed, or closes early. */
const shiftOn = ({ weekday, saturday, vacation }: Person, day: string, calendar: ClinicCalendar): readonly Span[] => {
  const [from = "", to = ""] = vacation ?? [];
  if (day >= from && day <= to) return [];
  const shift = weekdayOf(day) === 6 ? saturday : weekday;
  const open = calendar.spansOn(day);
  return shift.flatMap((each) =>
    open.flatMap(({ fromMinute, toMinute }) => {
      const both = { fromMinute: Math.max(each.fromMinute, fromMinute), toMinute: Math.min(each.toMinute, toMinute) };
      return both.fromMinute < both.toMinute ? [both] : [];
    }),
  );
};

export const clinicStaff = (calendar: ClinicCalendar) => {
  const spansOf = (person: Person, day: string) =>
    shiftOn(person, day, calendar).map(({ fromMinute, toMinute }) => ({
      fromMs: startOfDay(day) + fromMinute * minuteMs,
      toMs: startOfDay(day) + toMinute * minuteMs,
    }));

  return {
    spansOf,
    isOnShift: (person: Person, ms: number): boolean =>
      spansOf(person, dayOf(ms)).some(({ fromMs, toMs }) => fromMs <= ms && ms < toMs),
    /** When somebody who means to work for `ms` longer does so: their next time on shift. */
    nextOnShift: (person: Person, ms: number): number => {
      for (let day = dayOf(ms), left = 30; left > 0; left -= 1, day = dayOf(startOfDay(day) + dayMs))
        for (const { fromMs, toMs } of spansOf(person, day)) if (toMs > ms) return Math.max(ms, fromMs);
      return Number.POSITIVE_INFINITY;
    },
    noonOf: (day: string): number => at(day, "12:00"),
  };
};

export type ClinicStaff = ReturnType<typeof clinicStaff>;
