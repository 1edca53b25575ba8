// `closed-day add` and `closed-day remove`: what somebody says about one day, and what comes of it.
import { policiesOf } from "../../lib/auto-close/rules/policies-of.ts";
import type { HooksConfig } from "../../lib/config.ts";
import { minutesPerDay } from "../../lib/core/hours/business-hours.ts";
import type { ClosedDay } from "../../lib/core/hours/closed-day.ts";
import { localDay } from "../../lib/core/hours/local-time.ts";
import { zoneOf } from "../../lib/core/hours/zone-of.ts";
import { foldName } from "../../lib/core/names.ts";
import type { SaidSo } from "../../lib/core/said-so.ts";
import { localeOf } from "../../lib/core/texts/locale-of.ts";
import { type ClosedDays, closedDays } from "../../lib/records/closed-days.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { resolveNames } from "../../lib/wts/resolve-names.ts";
import { checkAccount } from "../check-account.ts";
import { placeText } from "../display/place-text.ts";
import { Failure, NotFound } from "../failure.ts";
import { saidSoNow } from "../said-so-now.ts";
import type { Tools } from "../with-connection.ts";
import { closedDayWords } from "./closed-day-words.ts";
import { dayText, ofWhom, setText } from "./show-closed-day.ts";

/** With --json. */
export interface ClosedDayAdded {
  account: string;
  dryRun: boolean;
  /** As it is kept, or with --dry-run would be. */
  closedDay: ClosedDay;
  /** The one whose place it takes. */
  replaced: ClosedDay | null;
  /** They have no hours, and so do not obey it. */
  policiesWithoutHours: readonly string[];
}

/** With --json. */
export interface ClosedDayRemoved {
  account: string;
  dryRun: boolean;
  removed: ClosedDay;
  /** Who opens the day again; null with --dry-run. */
  removedBy: SaidSo | null;
}

interface DayOptions {
  account: string;
  date: string;
  department?: string | undefined;
  dryRun?: boolean;
}

export interface AddOptions extends DayOptions {
  from?: number | undefined;
  to?: number | undefined;
  reason?: string | undefined;
}

/** A year too many is a slip of the finger. */
const longestAheadDays = 800;

const checkDate = (date: string, timeZone: string): void => {
  const today = localDay(clock.now(), timeZone);
  if (date < today)
    throw new Failure(`${date} is over: today is ${today} in ${timeZone}; name today or a later day, nothing was set`);
  if (Date.parse(date) - Date.parse(today) > longestAheadDays * 86_400_000)
    throw new Failure(
      `${date} is more than ${longestAheadDays} days ahead: today is ${today}; check the year, nothing was set`,
    );
};

const departmentOf = async (
  { connection }: Tools,
  { account, department }: DayOptions,
): Promise<Pick<ClosedDay, "departmentId" | "departmentName">> => {
  if (department === undefined) return {};
  const wts = await connection.wts(account);
  const { departmentIds, problems } = await resolveNames(wts, { departments: [department], users: [] });
  const departmentId = departmentIds.get(department);
  if (departmentId === undefined) throw new Failure(problems.map(({ message }) => message).join("; "));
  const [found] = await wts.directory.departments(wts.client, departmentId);
  return { departmentId: departmentId.toLowerCase(), departmentName: found?.name ?? department };
};

const findDay = async (
  days: ClosedDays,
  account: string,
  { date, departmentId }: Pick<ClosedDay, "date" | "departmentId">,
): Promise<ClosedDay | undefined> =>
  (await days.of(account)).find((day) => day.date === date && day.departmentId === departmentId);

/** A department that WTS no longer has, or while WTS is away, is still known by what its closed day says. */
const isOf = ({ departmentId, departmentName = "" }: ClosedDay, department: string | undefined): boolean =>
  department === undefined
    ? departmentId === undefined
    : departmentId === department.toLowerCase() || foldName(departmentName) === foldName(department);

const policiesWithoutHours = (config: HooksConfig, account: string): readonly string[] =>
  policiesOf(config, account)
    .filter(({ enabled, hours }) => enabled && hours === undefined)
    .map(({ name }) => name);

export const addClosedDay = async (tools: Tools, config: HooksConfig, options: AddOptions): Promise<void> => {
  const { connection, output } = tools;
  const { account, date, from = 0, to = minutesPerDay, reason, dryRun = false } = options;
  if (from >= to)
    throw new Failure("--to has to be later than --from: what goes on after midnight is another day, set it as well");
  checkDate(date, zoneOf(config, account));
  await checkAccount(tools, account);
  const [department, setBy] = await Promise.all([departmentOf(tools, options), connection.callerName()]);
  const day: ClosedDay = {
    date,
    fromMinute: from,
    toMinute: to,
    ...department,
    ...(reason !== undefined && { reason }),
    setBy,
    setAt: new Date(clock.now()).toISOString(),
  };
  const days = closedDays({ table: connection.table, clock });
  const before = await findDay(days, account, day);
  if (!dryRun) await days.set(account, day);
  const notObeyedBy = policiesWithoutHours(config, account);
  output.json({
    ...{ account, dryRun, closedDay: day, replaced: before ?? null, policiesWithoutHours: notObeyedBy },
  } satisfies ClosedDayAdded);
  const locale = localeOf(config, account);
  const { language } = locale;
  const say = closedDayWords[language];
  const place = placeText(connection.place, language);
  const closing = { day: dayText(day, language), whom: ofWhom(day, language), account, place, setBy };
  output.line(dryRun ? say.wouldClose(closing) : say.closed(closing));
  if (before) output.line(say.takesPlaceOf(dayText(before, language), setText(before, locale)));
  output.line(say.meaning);
  for (const name of notObeyedBy) output.line(say.withoutHours(name));
  if (dryRun) return;
  const again = [
    ...(department.departmentId === undefined ? [] : [` --department ${department.departmentId}`]),
    ...(account === config.account ? [] : [` --account ${account}`]),
  ].join("");
  output.line(say.takesBack(`closed-day remove ${date}${again}${connection.options}`));
};

export const removeClosedDay = async (tools: Tools, config: HooksConfig, options: DayOptions): Promise<void> => {
  const { connection, output } = tools;
  const { account, date, department, dryRun = false } = options;
  await checkAccount(tools, account);
  const days = closedDays({ table: connection.table, clock });
  const [known, ...more] = (await days.of(account)).filter((each) => each.date === date && isOf(each, department));
  const isOne = known !== undefined && more.length === 0;
  const day = isOne ? known : await findDay(days, account, { date, ...(await departmentOf(tools, options)) });
  if (!day) {
    const others = (await days.of(account)).filter((each) => each.date === date).map((each) => ofWhom(each, "en"));
    const hint =
      others.length > 0
        ? `that day is closed for ${others.join(", ")}: ${others.includes("everybody") ? "leave out --department" : "say --department"}`
        : "`closed-day list` shows those there are";
    throw new NotFound(`account ${account} has no such closed day ${date}; ${hint}`);
  }
  const removedBy = dryRun ? null : await saidSoNow(tools);
  if (removedBy) await days.remove(account, day, removedBy.by);
  output.json({ account, dryRun, removed: day, removedBy } satisfies ClosedDayRemoved);
  const locale = localeOf(config, account);
  const { language } = locale;
  const place = placeText(connection.place, language);
  const [shown, whom] = [dayText(day, language), ofWhom(day, language)];
  const say = closedDayWords[language];
  const opening = { day: shown, whom, account, place, set: setText(day, locale) };
  output.line(dryRun ? say.wouldOpen(opening) : say.openAgain(opening));
};
