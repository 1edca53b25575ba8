// What the policies need of an account, looked up once a run; with anything missing the run must not act.

import {
  type BusinessHours,
  type Period,
  parsePeriod,
  type Weekday,
  weekdays,
} from "../../core/hours/business-hours.ts";
import { type BusinessCalendar, businessCalendar } from "../../core/hours/business-time.ts";
import { durationMs } from "../../core/hours/duration.ts";
import { isHolidayIn } from "../../core/hours/holidays.ts";
import { type OfficeHours, readOfficeHours } from "../../core/hours/office-hours.ts";
import type { IdByName, KnownNames } from "../../core/sessions/evaluate-match.ts";
import { listed } from "../../core/sessions/session-match.ts";
import type { AutoClosePolicy } from "./auto-close-policy.ts";

export interface AutoCloseNeeds {
  /** As written; each has to be found exactly once. Ids are among them, since one may be of another account. */
  departments: readonly string[];
  users: readonly string[];
  /** Where a policy's hours are the account's. */
  officeHours: boolean;
  /** Tags are known only of sessions that were read with their contact's details. */
  contactDetails: boolean;
}

export interface AutoCloseAccount {
  /** IANA zone of `hours` that name none. */
  timeZone: string;
  /** Departments and people as the policies write them, to their ids (of a person: the userId). */
  departmentIds: IdByName;
  userIds: IdByName;
  officeHours?: OfficeHours;
}

export interface ReadyPolicy {
  policy: AutoClosePolicy;
  idleMs: number;
  /** Undefined: the policy has no hours. */
  calendar: BusinessCalendar | undefined;
  grace: { ms: number; clock: "wall" | "business" } | undefined;
  names: KnownNames;
}

export type PreparedAutoClose =
  | { ok: true; policies: readonly ReadyPolicy[] }
  | { ok: false; problems: readonly string[] };

const namesIn = (policy: AutoClosePolicy, criterion: "department" | "user"): readonly string[] =>
  [policy.match, policy.except]
    .flatMap((match) => listed(match[criterion]) ?? [])
    .filter((name): name is string => name !== null);

/** Disabled policies need nothing. */
export const needsOfAutoClose = (policies: readonly AutoClosePolicy[]): AutoCloseNeeds => {
  const enabled = policies.filter((policy) => policy.enabled);
  const named = (criterion: "department" | "user") => [
    ...new Set(enabled.flatMap((policy) => namesIn(policy, criterion))),
  ];
  return {
    departments: named("department"),
    users: named("user"),
    officeHours: enabled.some(({ hours }) => hours?.weekly === "account"),
    contactDetails: enabled.some(({ match, except }) => match.tags !== undefined || except.tags !== undefined),
  };
};

const weekOf = (weekly: Exclude<BusinessHours["weekly"], "account">): Partial<Record<Weekday, readonly Period[]>> =>
  Object.fromEntries(
    weekdays.map((day) => [day, (weekly[day] ?? []).map(parsePeriod).filter((period) => period !== undefined)]),
  );

const calendarOf = (
  { weekly, timeZone, holidays }: BusinessHours,
  account: AutoCloseAccount,
): BusinessCalendar | { problem: string } => {
  const isHoliday = isHolidayIn(holidays);
  if (weekly !== "account")
    return businessCalendar({ timeZone: timeZone ?? account.timeZone, weekly: weekOf(weekly), isHoliday });
  const read = readOfficeHours(account.officeHours);
  if (read === "always") return holidays.length === 0 ? "always" : businessCalendar(roundTheClock(account, isHoliday));
  return "problem" in read ? read : businessCalendar({ ...read, isHoliday });
};

/** Open always, but for the holidays. */
const roundTheClock = ({ timeZone }: AutoCloseAccount, isHoliday: (date: string) => boolean) => ({
  timeZone,
  weekly: Object.fromEntries(weekdays.map((day) => [day, [{ fromMinute: 0, toMinute: 1440 }]])),
  isHoliday,
});

/** As the facts of a session have their ids. */
const inLowerCase = (ids: IdByName): IdByName => new Map([...ids].map(([name, id]) => [name, id.toLowerCase()]));

const ready = (policy: AutoClosePolicy, account: AutoCloseAccount, report: (problem: string) => void): ReadyPolicy => {
  const { departmentIds, userIds } = account;
  const about = (problem: string) => report(`policy ${policy.name}: ${problem}`);
  if (policy.enabled) {
    for (const name of namesIn(policy, "department"))
      if (!departmentIds.has(name)) about(`the department ${name} was not found`);
    for (const name of namesIn(policy, "user")) if (!userIds.has(name)) about(`the person ${name} was not found`);
  }
  const calendar = policy.hours && policy.enabled ? calendarOf(policy.hours, account) : undefined;
  if (calendar !== undefined && calendar !== "always" && "problem" in calendar) about(calendar.problem);
  return {
    policy,
    idleMs: durationMs(policy.idle),
    calendar: calendar !== undefined && calendar !== "always" && "problem" in calendar ? undefined : calendar,
    grace: policy.warning && {
      ms: durationMs(policy.warning.grace),
      clock: policy.warning.grace.clock ?? policy.idle.clock,
    },
    names: { departments: inLowerCase(departmentIds), users: inLowerCase(userIds) },
  };
};

/** All problems at once. */
export const prepareAutoClose = (
  policies: readonly AutoClosePolicy[],
  account: AutoCloseAccount,
): PreparedAutoClose => {
  const problems: string[] = [];
  const prepared = policies.map((policy) => ready(policy, account, (problem) => problems.push(problem)));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, policies: prepared };
};
