// EventBridge's schedule expressions: rate(5 minutes), cron(0 9 ? * MON-FRI *), the latter in UTC.

/** When it is due next after a time; both in milliseconds since 1970. */
export type NextRun = (after: number) => number;

const minuteMs = 60_000;
const unitMs: Readonly<Record<string, number>> = { minute: minuteMs, hour: 60 * minuteMs, day: 24 * 60 * minuteMs };
const searchMinutes = 366 * 24 * 60;

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

interface Field {
  readonly least: number;
  readonly most: number;
  /** Its first name stands for `least`. */
  readonly names?: readonly string[];
  read(date: Date): number;
}

const fields: readonly Field[] = [
  { least: 0, most: 59, read: (date) => date.getUTCMinutes() },
  { least: 0, most: 23, read: (date) => date.getUTCHours() },
  { least: 1, most: 31, read: (date) => date.getUTCDate() },
  { least: 1, most: 12, names: months, read: (date) => date.getUTCMonth() + 1 },
  { least: 1, most: 7, names: weekdays, read: (date) => date.getUTCDay() + 1 },
  { least: 1970, most: 2199, read: (date) => date.getUTCFullYear() },
];

/** The values that one of the six parts allows: *, ?, lists, ranges, steps and names, but not L, W and #. */
const allowedBy = (text: string, { least, most, names = [] }: Field): Set<number> => {
  const toNumber = (part: string): number => {
    const index = names.indexOf(part);
    const value = index < 0 ? Number(part) : index + least;
    if (part === "" || !Number.isInteger(value) || value < least || value > most)
      throw new Error(`a cron expression cannot have "${text}" there, or it is not known here`);
    return value;
  };
  const allowed = new Set<number>();
  for (const item of text.split(",")) {
    const [range = "", step = "1"] = item.split("/");
    const [from = "", to = item.includes("/") ? String(most) : from] = /^[*?]$/.test(range)
      ? [String(least), String(most)]
      : range.split("-");
    if (!/^[1-9]\d*$/.test(step)) throw new Error(`a cron expression cannot have the step "${step}"`);
    for (let value = toNumber(from); value <= toNumber(to); value += Number(step)) allowed.add(value);
  }
  return allowed;
};

const parseCron = (parts: readonly string[], expression: string): NextRun => {
  const tests = fields.map((field, index) => ({ read: field.read, allowed: allowedBy(parts[index] ?? "", field) }));
  return (after) => {
    const first = Math.floor(after / minuteMs) + 1;
    for (let minute = first; minute < first + searchMinutes; minute += 1) {
      const date = new Date(minute * minuteMs);
      if (tests.every(({ read, allowed }) => allowed.has(read(date)))) return minute * minuteMs;
    }
    throw new Error(`${expression} is not due within a year`);
  };
};

export const parseSchedule = (expression: string): NextRun => {
  const [, kind = "", inner = ""] = /^(rate|cron)\((.+)\)$/.exec(expression) ?? [];
  const parts = inner.split(" ");
  if (kind === "cron" && parts.length === fields.length) return parseCron(parts, expression);
  const [amount = "", unit = ""] = parts;
  const periodMs = Number(amount) * (unitMs[unit.replace(/s$/, "")] ?? Number.NaN);
  if (kind !== "rate" || parts.length !== 2 || !(periodMs > 0))
    throw new Error(`${expression} is not a schedule: rate(5 minutes) and cron(0 9 ? * MON-FRI *) are`);
  return (after) => after + periodMs;
};
