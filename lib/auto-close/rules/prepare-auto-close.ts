// What the policies need of an account, looked up once a run; a policy with anything missing must not act.
import type { BusinessHours } from "../../core/hours/business-hours.ts";
import type { BusinessCalendar } from "../../core/hours/business-time.ts";
import type { HoursOfAccount } from "../../core/hours/calendar-of.ts";
import { departmentCalendars } from "../../core/hours/department-calendars.ts";
import { durationMs } from "../../core/hours/duration.ts";
import { furtherCourtesyOf } from "../../core/sessions/courtesy-replies.ts";
import type { IdByName, KnownNames } from "../../core/sessions/evaluate-match.ts";
import { listed } from "../../core/sessions/listed.ts";
import { detailsOf } from "../../core/texts/placeholders.ts";
import type { AutoClosePolicy } from "./auto-close-policy.ts";
import { contactTextsOf } from "./what-is-said.ts";

export interface AutoCloseAccount extends HoursOfAccount {
  /** Departments and people as the policies write them, with their ids; a person's is the userId. */
  departmentIds: IdByName;
  userIds: IdByName;
  /** Knows a text in which routing told the contact who takes over: it is no answer. Absent where nothing is told. */
  isTelling?: ((text: unknown) => boolean) | undefined;
  /** Who is never written to; absent: nobody is but who is blocked. */
  messages?: MessageTerms;
  /** What is wrong with the names that are missing there, where somebody has found out. */
  nameProblems?: readonly { what: "department" | "person"; name: string; message: string }[];
}

/** What hooks.config.ts says of all messages. */
export interface MessageTerms {
  neverMessage: readonly string[];
  optOutWords: readonly string[];
  optInWords: readonly string[];
}

export interface ReadyPolicy {
  policy: AutoClosePolicy;
  idleMs: number;
  /** It is undefined where the policy has no hours. */
  calendar: BusinessCalendar | undefined;
  /** They are there for the departments, by id, that have closed days of their own. */
  departmentCalendars: ReadonlyMap<string, BusinessCalendar>;
  grace: { ms: number; clock: "wall" | "business" } | undefined;
  names: KnownNames;
  messages?: MessageTerms | undefined;
  isTelling?: AutoCloseAccount["isTelling"];
  /** Further words that are only courtesy; undefined where somebody waits after any message. */
  courtesy: readonly string[] | undefined;
  /** With any, the policy keeps its place among the others, and nothing is done to a session that it is or may be about. */
  problems?: readonly string[];
}

const namesIn = (policy: AutoClosePolicy, criterion: "department" | "user"): readonly string[] =>
  [policy.match, policy.except]
    .flatMap((match) => listed(match[criterion]) ?? [])
    .filter((name): name is string => name !== null);

const needsContact = (policy: AutoClosePolicy): boolean =>
  [policy.match, policy.except].some(({ tags }) => tags !== undefined) || contactTextsOf(policy).length > 0;

/** What disabled policies name is not looked up. */
export const needsOfAutoClose = (policies: readonly AutoClosePolicy[]) => {
  const enabled = policies.filter((policy) => policy.enabled);
  const named = (criterion: "department" | "user") => [
    ...new Set(enabled.flatMap((policy) => namesIn(policy, criterion))),
  ];
  return {
    // They are as written, and each has to be found exactly once. Ids are among them, since one may be of another account.
    departments: named("department"),
    users: named("user"),
    officeHours: enabled.some(({ hours }) => hours?.weekly === "account"),
    // Tags, names, and whether a contact is blocked are known only of sessions that were read with these details.
    details: [
      ...(enabled.some(needsContact) ? (["ContactDetails"] as const) : []),
      ...(detailsOf(enabled.flatMap(contactTextsOf)).owner ? (["AgentDetails"] as const) : []),
    ],
  };
};

/** The calendar that holds for a session in the department; undefined where the policy has no hours. */
export const calendarFor = (
  { calendar, departmentCalendars }: ReadyPolicy,
  departmentId: string | null,
): BusinessCalendar | undefined => departmentCalendars.get(departmentId ?? "") ?? calendar;

const calendarsOf = (
  hours: BusinessHours | undefined,
  account: AutoCloseAccount,
  report: (problem: string) => void,
): Pick<ReadyPolicy, "calendar" | "departmentCalendars"> => {
  const made = hours && departmentCalendars(hours, account);
  if (made && "problem" in made) report(made.problem);
  if (made === undefined || "problem" in made) return { calendar: undefined, departmentCalendars: new Map() };
  return { calendar: made.calendar, departmentCalendars: made.departments };
};

/** The facts of a session have their ids in lower case, too. */
const inLowerCase = (ids: IdByName): IdByName => new Map([...ids].map(([name, id]) => [name, id.toLowerCase()]));

const ready = (policy: AutoClosePolicy, account: AutoCloseAccount): ReadyPolicy => {
  const { departmentIds, userIds, nameProblems = [] } = account;
  const problems: string[] = [];
  const about = (problem: string): void => {
    problems.push(`policy ${policy.name}: ${problem}`);
  };
  const isMissing = (what: "department" | "person", name: string): void => {
    const found = nameProblems.find((problem) => problem.what === what && problem.name === name);
    about(found?.message ?? `the ${what} ${name} was not found`);
  };
  if (policy.enabled) {
    for (const name of namesIn(policy, "department")) if (!departmentIds.has(name)) isMissing("department", name);
    for (const name of namesIn(policy, "user")) if (!userIds.has(name)) isMissing("person", name);
  }
  const calendars = calendarsOf(policy.enabled ? policy.hours : undefined, account, about);
  return {
    policy,
    idleMs: durationMs(policy.idle),
    ...calendars,
    grace: policy.warning && {
      ms: durationMs(policy.warning.grace),
      clock: policy.warning.grace.clock ?? policy.idle.clock,
    },
    names: { departments: inLowerCase(departmentIds), users: inLowerCase(userIds) },
    ...(account.isTelling && { isTelling: account.isTelling }),
    courtesy: policy.waitingOn === "anyone" ? undefined : furtherCourtesyOf(policy.courtesyReplies),
    messages: account.messages,
    ...(problems.length > 0 && { problems }),
  };
};

/** It answers all problems at once. It is not ok where none of the enabled policies could do anything. */
export const prepareAutoClose = (
  policies: readonly AutoClosePolicy[],
  account: AutoCloseAccount,
):
  | { ok: true; policies: readonly ReadyPolicy[]; problems: readonly string[] }
  | { ok: false; problems: readonly string[] } => {
  const prepared = policies.map((policy) => ready(policy, account));
  const problems = prepared.flatMap((one) => one.problems ?? []);
  const isOfUse = prepared.some(({ policy, problems: own }) => policy.enabled && own === undefined);
  return problems.length > 0 && !isOfUse ? { ok: false, problems } : { ok: true, policies: prepared, problems };
};
