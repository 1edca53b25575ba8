// Reads by which hours an account works now: those of its policies, and the shifts of its people. Nothing is read where none has any.
import type { Table } from "../aws/table.ts";
import { type BusinessCalendar, isOpen, nextClosing, nextOpening } from "../core/hours/business-time.ts";
import type { CalendarsByDepartment } from "../core/hours/calendars-by-department.ts";
import type { ClosedDay } from "../core/hours/closed-day.ts";
import { departmentCalendars } from "../core/hours/department-calendars.ts";
import type { OfficeHours } from "../core/hours/office-hours.ts";
import { type Zones, zoneOf } from "../core/hours/zone-of.ts";
import { closedDays as closedDayRecords } from "../records/closed-days.ts";
import type { Clock } from "../runtime/clock.ts";
import { perAccount } from "../runtime/per-account.ts";
import type { Wts } from "../wts/connect.ts";
import { directoryLifetimeMs } from "../wts/directory.ts";
import { resolveNames } from "../wts/resolve-names.ts";
import type { OffShift } from "./rules/candidate.ts";
import { policiesOf } from "./rules/policies-of.ts";
import type { PolicyHours } from "./rules/policy-calendars.ts";
import type { Routing } from "./rules/routing-config.ts";

type Made = CalendarsByDepartment | { problem: string };

interface Calendars {
  days: readonly ClosedDay[];
  officeHours: OfficeHours | undefined;
  policies: ReadonlyMap<string, Made>;
  people: ReadonlyMap<string, Made>;
}

interface OnShift {
  /** When it ends; absent where it goes on without an end. */
  endsMs?: number;
}

interface HoursNow {
  /** Absent where no policy of the account has any. */
  policies?: PolicyHours;
  /** Undefined for whoever is on shift at the time, or has none. The id is in lower case. */
  offShift(userId: string, atMs: number): OffShift | undefined;
  /** Undefined for whoever is off shift at the time, or has none. */
  onShift(userId: string, atMs: number): OnShift | undefined;
  /** What is wrong with the names of people, or with WTS's own hours. */
  problems: readonly string[];
}

interface HoursReaderOptions {
  routing: Routing;
  /** The configuration's own account. */
  account: string;
  zones: Zones;
  table: Table;
  clock: Pick<Clock, "now">;
}

const noHours: HoursNow = { offShift: () => undefined, onShift: () => undefined, problems: [] };

/** Where WTS's own hours could not be read, nobody is known to be there. */
const calendarOf = (made: Made): BusinessCalendar => ("problem" in made ? { openOn: () => [] } : made.calendar);

/** Where one shift ends in another one, both are one. */
const endOf = (shifts: readonly BusinessCalendar[], atMs: number): number | undefined => {
  const untilMs = Math.max(...shifts.map((calendar) => nextClosing(calendar, atMs) ?? Number.POSITIVE_INFINITY));
  if (untilMs === Number.POSITIVE_INFINITY) return undefined;
  return untilMs === atMs ? atMs : endOf(shifts, untilMs);
};

export const hoursReader = ({ routing, account: ownAccount, zones, table, clock }: HoursReaderOptions) => {
  const closedDays = closedDayRecords({ table, clock });

  const readerOf = perAccount((account) => {
    const policies = policiesOf(routing, account, ownAccount).filter(({ hours }) => hours !== undefined);
    const people = Object.entries(routing.people).filter(([, shift]) => (shift.account ?? account) === account);
    const hours = [...policies.map((policy) => policy.hours), ...people.map(([, shift]) => shift.hours)];
    const needsOfficeHours = hours.some((each) => each?.weekly === "account");
    let calendars: Calendars | undefined;
    let looked: { atMs: number; idsOf: ReadonlyMap<string, string>; problems: readonly string[] } | undefined;
    let office: { atMs: number; hours: OfficeHours } | undefined;

    const isOld = (held: { atMs: number } | undefined): boolean =>
      held === undefined || clock.now() - held.atMs >= directoryLifetimeMs;

    const readOfficeHours = async ({ client }: Wts): Promise<OfficeHours | undefined> => {
      if (needsOfficeHours && isOld(office)) office = { atMs: clock.now(), hours: await client.getOfficeHours() };
      return office?.hours;
    };

    /** A name that nobody has would make the directory be read again each time it is looked up. */
    const readNames = async (wts: Wts) => {
      if (looked && !isOld(looked)) return looked;
      // Who is named without an account may belong to another one.
      const isCertain = ([, shift]: (typeof people)[number]) => shift.account !== undefined || account === ownAccount;
      const find = (some: typeof people) => resolveNames(wts, { departments: [], users: some.map(([name]) => name) });
      const certain = await find(people.filter(isCertain));
      const others = await find(people.filter((each) => !isCertain(each)));
      const idsOf = new Map([...certain.userIds, ...others.userIds].map(([name, id]) => [name, id.toLowerCase()]));
      looked = {
        atMs: clock.now(),
        idsOf,
        problems: certain.problems.map(({ message }) => `routing.people: ${message}`),
      };
      return looked;
    };

    /** They are worked out anew only when a closed day is set or removed, or WTS's own hours are read again. */
    const makeCalendars = async (wts: Wts): Promise<Calendars> => {
      const [days, officeHours] = await Promise.all([closedDays.of(account), readOfficeHours(wts)]);
      if (calendars?.days === days && calendars.officeHours === officeHours) return calendars;
      const known = { timeZone: zoneOf(zones, account), closedDays: days, ...(officeHours && { officeHours }) };
      calendars = {
        ...{ days, officeHours },
        policies: new Map(
          policies.flatMap((policy) => (policy.hours ? [[policy.name, departmentCalendars(policy.hours, known)]] : [])),
        ),
        people: new Map(people.map(([name, shift]) => [name, departmentCalendars(shift.hours, known)])),
      };
      return calendars;
    };

    return async (wts: Wts): Promise<HoursNow> => {
      if (hours.length === 0) return noHours;
      const [made, names] = await Promise.all([
        makeCalendars(wts),
        people.length > 0 ? readNames(wts) : { idsOf: new Map<string, string>(), problems: [] },
      ]);
      const shifts = Map.groupBy(made.people, ([name]) => names.idsOf.get(name));
      const shiftsOf = (userId: string) => shifts.get(userId)?.map(([, each]) => calendarOf(each)) ?? [];
      const unread = [...made.policies, ...made.people].flatMap(([name, each]) =>
        "problem" in each ? `routing: the hours of ${name}: ${each.problem}` : [],
      );
      return {
        ...(policies.length > 0 && { policies: { calendars: made.policies } }),
        onShift: (userId, atMs) => {
          const own = shiftsOf(userId);
          if (!own.some((calendar) => isOpen(calendar, atMs))) return undefined;
          const endsMs = endOf(own, atMs);
          return endsMs === undefined ? {} : { endsMs };
        },
        offShift: (userId, atMs) => {
          const own = shiftsOf(userId);
          // Whoever is named twice has both shifts.
          if (own.length === 0 || own.some((calendar) => isOpen(calendar, atMs))) return undefined;
          const begin = Math.min(...own.map((calendar) => nextOpening(calendar, atMs) ?? Number.POSITIVE_INFINITY));
          return Number.isFinite(begin) ? { beginsMs: begin } : {};
        },
        problems: [...names.problems, ...unread],
      };
    };
  });

  /** Throws Fault. */
  return (account: string, wts: Wts): Promise<HoursNow> => readerOf(account)(wts);
};

export type HoursReader = ReturnType<typeof hoursReader>;
