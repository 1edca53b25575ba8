// Who writes to the clinic on which day, and what they are about: all of it by chance that can be had again.
import type { Chance } from "../seeded-chance.ts";
import { type ClinicCalendar, startOfDay } from "./clinic-calendar.ts";
import type { Ending, Patient, Talk } from "./talk.ts";

export interface Arrival {
  atMs: number;
  talk: Talk;
  /** Who comes by the bot either leaves it without a word, or is handed over to the department. */
  bot: "none" | "abandoned" | "handsOver";
}

const minuteMs = 60_000;

export const chanceOf = (chance: Chance, share: number): boolean => chance.next() < share;

export const minutesBetween = (chance: Chance, from: number, to: number): number =>
  Math.floor((from + chance.next() * (to - from)) * minuteMs);

export const pick = <Value>(chance: Chance, values: readonly [Value, ...(readonly Value[])]): Value =>
  values[chance.below(values.length)] ?? values[0];

const departments = ["Recepção", "Comercial", "Suporte", "Pós-venda"] as const;
/** As WhatsApp shows them, and how a machine may greet them. */
const names: readonly [readonly [string, string], ...(readonly [string, string])[]] = [
  ["Célia Pereira", "Célia"],
  ["Rafael Pereira", "Rafael"],
  ["íris pereira", "Íris"],
  ["OTÁVIO PEREIRA", "Otávio"],
  ["Bia 🌸", "Bia"],
  ["Dr. Moacir Pereira", "Moacir"],
  ["~", "cliente"],
  ["+55 11 98877-6655", "cliente"],
  ["Padaria do Davi", "cliente"],
  ["{nome}", "cliente"],
];

const hex = (chance: Chance, digits: number): string =>
  Array.from({ length: digits }, () => chance.below(16).toString(16)).join("");

export const uuid = (chance: Chance): string =>
  `${hex(chance, 8)}-${hex(chance, 4)}-4${hex(chance, 3)}-8${hex(chance, 3)}-${hex(chance, 12)}`;

const wishOf = (chance: Chance): Patient["wish"] => {
  const drawn = chance.next();
  if (drawn >= 0.05) return "any";
  return drawn < 0.02 ? "blocked" : "never";
};

const patientOf = (chance: Chance, serial: number): Patient => {
  const [name, greeting] = pick(chance, names);
  return {
    ...{ contactId: uuid(chance), name, greeting, phone: `55119${String(80_000_000 + serial)}` },
    isVip: chanceOf(chance, 0.03),
    wish: wishOf(chance),
  };
};

const endingOf = (chance: Chance, department: string): Ending => {
  if (department === "Financeiro") return chanceOf(chance, 0.6) ? "boleto" : "silent";
  const drawn = chance.next();
  if (drawn < 0.35) return "thanks";
  if (drawn < 0.4) return "grade";
  if (drawn < 0.43) return "stops";
  if (drawn < 0.48) return "callMeTomorrow";
  return drawn < 0.58 ? "closedByPerson" : "silent";
};

const atRandomTime = (chance: Chance, day: string, calendar: ClinicCalendar): number => {
  const spans = calendar.spansOn(day);
  const start = startOfDay(day);
  if (spans.length === 0 || chanceOf(chance, 0.12)) return start + minutesBetween(chance, 6 * 60, 23 * 60);
  const { fromMinute, toMinute } = spans[chance.below(spans.length)] ?? { fromMinute: 480, toMinute: 720 };
  return start + minutesBetween(chance, fromMinute, toMinute);
};

/** A VIP who asks the reception one thing. */
export const vipArrival = (atMs: number, chance: Chance): Arrival => {
  const patient: Patient = {
    contactId: uuid(chance),
    name: "Helena Prado",
    greeting: "Helena",
    phone: "5511970000001",
    isVip: true,
    wish: "any",
  };
  const counts = { warnings: 0, farewells: 0, overdueRuns: 0, questionsLeft: 0 };
  const said = { createdMs: atMs, lastSaidMs: atMs, moves: [], story: [], isOnlyThanks: false };
  const rest = { department: "Recepção", isOfficial: false, state: "queue", ending: "silent" } as const;
  return { atMs, bot: "none", talk: { id: uuid(chance), patient, ...rest, ...counts, ...said } };
};

/** A day on which the clinic is closed has a seventh of the others' conversations. */
export const arrivalsOn = (
  day: string,
  { chance, calendar, perDay }: { chance: Chance; calendar: ClinicCalendar; perDay: number },
): readonly Arrival[] => {
  const hours = calendar.spansOn(day).length;
  const count = hours === 0 ? Math.ceil(perDay / 7) : hours === 1 ? Math.ceil(perDay / 2) : perDay;
  return Array.from({ length: count }, (_, index): Arrival => {
    const atMs = atRandomTime(chance, day, calendar);
    const department = chanceOf(chance, 0.15) ? "Financeiro" : pick(chance, departments);
    const drawn = chance.next();
    const bot = drawn < 0.08 ? "abandoned" : drawn < 0.3 ? "handsOver" : "none";
    const serial = Number(day.replaceAll("-", "").slice(4)) * 10_000 + index;
    const talk: Talk = {
      ...{ id: uuid(chance), patient: patientOf(chance, serial), department, isOfficial: chanceOf(chance, 0.6) },
      ...{ state: bot === "none" ? "queue" : "bot", lastSaidMs: atMs, warnings: 0, farewells: 0, overdueRuns: 0 },
      isOnlyThanks: false,
      ...{ createdMs: atMs, moves: [], story: [] },
      questionsLeft: pick(chance, [0, 0, 0, 1, 1, 2]),
      ending: endingOf(chance, department),
    };
    return { atMs, talk, bot };
  });
};
