// What hooks.config.ts may say about closing idle sessions, and what it is told when it says something else.
import { describe, expect, test } from "@jest/globals";
import { defineConfig, type HooksConfigInput } from "../../../lib/config.ts";
import { faultOf, problemLines } from "../../core/support/fault-of.ts";

/** What a JavaScript user could write; the types would refuse most of it. */
const define = (autoClose: unknown, rest: object = {}) =>
  defineConfig({ ...rest, autoClose } as unknown as HooksConfigInput);
const refused = (autoClose: unknown, rest?: object): string[] => {
  const fault = faultOf(() => define(autoClose, rest));
  expect(fault.code).toBe("CONFIG_INVALID");
  return problemLines(fault);
};
const policy = (more: object = {}) => ({ name: "idle", idle: { hours: 4 }, ...more });
/** Paths without the part that all have in common. */
const problems = (more: object): string[] =>
  refused({ policies: [policy(more)] }).map((line) => line.replace(/^autoClose\.policies\.(idle|0)\./, ""));
const only = (more: object): string => {
  const lines = problems(more);
  expect(lines).toHaveLength(1);
  return lines[0] ?? "";
};

describe("auto-close in hooks.config.ts", () => {
  test("is off unless a policy is given, with guards that suit most", () => {
    expect(defineConfig({}).autoClose).toMatchObject({
      policies: [],
      maxPerRun: 200,
      breakerFactor: 3,
      breakerFloor: 20,
      runsKeptDays: 90,
    });
  });

  test("a policy needs a name and an idle time; all else has a default", () => {
    expect(define({ policies: [policy()] }).autoClose.policies).toEqual([
      {
        name: "idle",
        enabled: true,
        dryRun: false,
        match: {},
        except: {},
        idle: { hours: 4, since: "out", clock: "wall" },
        waitingOn: "contact",
        answersThatDoNotCount: ["OFFICE_HOURS"],
        courtesyReplies: false,
        onlyInHours: false,
        whenUnsendable: "leave",
        close: { reactivateOnNewMessage: true, stopBotInExecution: true },
      },
    ]);
  });

  test("what was read once can be read again, as the build does", () => {
    const once = define({
      policies: [
        policy({
          match: { status: "PENDING", department: ["Comercial", null], channel: "INSTAGRAM", metadata: { a: true } },
          except: { tags: "VIP" },
          hours: { weekly: { monday: ["09:00-12:00", "13:00-24:00"] }, holidays: ["BR", "BR-SP", "2026-12-24"] },
          warning: { text: "Oi?", grace: { minutes: 30 } },
          close: {
            note: "{policy} {run}",
            farewell: "Tchau",
            metadata: { por: "{policy}" },
            classification: { category: "OTHER" },
          },
        }),
        policy({
          name: "other",
          hours: { weekly: "account" },
          onlyInHours: true,
          idle: { hours: 30, clock: "business" },
        }),
      ],
    });
    expect(defineConfig(once as unknown as HooksConfigInput)).toEqual(once);
  });
});

describe("is refused with", () => {
  test.each<[string, object]>([
    ["maxPerRun", { maxPerRun: 0 }],
    ["maxPerRun", { maxPerRun: 1.5 }],
    ["breakerFactor", { breakerFactor: 0.5 }],
    ["breakerFloor", { breakerFloor: -1 }],
    ["runsKeptDays", { runsKeptDays: "90" }],
    ["policies", { policies: {} }],
    ["policies.0", { policies: ["idle"] }],
    ["policies.0.name", { policies: [{ idle: { hours: 1 } }] }],
    ["policies.x.idle", { policies: [{ name: "x" }] }],
  ])("a wrong %s: %j", (path, autoClose) => {
    const lines = refused(autoClose);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^autoClose\\.${path.replaceAll(".", "\\.")}: `));
  });

  test.each<[object, string]>([
    [{ name: "Idle Ones" }, "name: must be a short name of small letters"],
    [{ name: "" }, "name: "],
    [{ enabled: "yes" }, "enabled: must be true or false"],
    [{ idle: { hours: 0 } }, "idle.hours: must be more than 0 hours"],
    [{ idle: { minutes: -5 } }, "idle.minutes: must be more than 0 minutes"],
    [{ idle: { minutes: Number.POSITIVE_INFINITY } }, "idle.minutes: "],
    [{ idle: {} }, "idle: needs exactly one of minutes, hours, days, and has none"],
    [{ idle: { hours: 1, minutes: 30 } }, "idle: needs exactly one of minutes, hours, days, and has minutes and hours"],
    [{ idle: { days: 367 } }, "idle: must be at most 366 days"],
    [{ idle: { hours: 1, since: "last" } }, 'idle.since: must be "out", "in" or "any"'],
    [{ idle: { hours: 1, clock: "working" } }, 'idle.clock: must be "wall" or "business"'],
    [{ idle: { hours: 1, clock: "business" } }, "idle.clock: needs hours"],
    [{ onlyInHours: true }, "onlyInHours: needs hours"],
    [
      { idle: { days: 1, clock: "business" }, hours: { weekly: "account" } },
      "idle.days: a day of business time could mean",
    ],
    [{ waitingOn: "us" }, 'waitingOn: must be "contact" or "anyone"'],
    [{ answersThatDoNotCount: ["DEFAULT"] }, "answersThatDoNotCount.0: must be one of BOT, OFFICE_HOURS"],
    [{ answersThatDoNotCount: ["BOT"], waitingOn: "anyone" }, "answersThatDoNotCount: says nothing with"],
    [{ courtesyReplies: ["tmj"], waitingOn: "anyone" }, "courtesyReplies: says nothing with"],
    [{ courtesyReplies: true, waitingOn: "anyone" }, "courtesyReplies: says nothing with"],
    [{ courtesyReplies: "tmj" }, "courtesyReplies: must be true, or a list of further words"],
    [{ courtesyReplies: [] }, "courtesyReplies: must be true, or a list of further words"],
    [{ courtesyReplies: ["tudo bem?"] }, "courtesyReplies.0: must be one to six words"],
    [{ courtesyReplies: ["!!"] }, "courtesyReplies.0: must be one to six words"],
    [{ whenUnsendable: "send" }, 'whenUnsendable: must be "leave" or "close"'],
    [{ warning: { text: "Oi?" } }, "warning.grace: must be {minutes, hours, days, clock}"],
    [{ warning: { text: " ", grace: { minutes: 5 } } }, "warning.text: must not be blank"],
    [
      { warning: { text: "Oi?", grace: { days: 8 } }, whenUnsendable: "leave" },
      "warning.grace: must be at most 7 days",
    ],
    [{ warning: { text: "Oi?", grace: { hours: 1, clock: "business" } } }, "warning.grace.clock: needs hours"],
    [
      { close: { farewell: "Olá {nome}" } },
      "close.farewell: needs what stands there when there is no name: write {nome|cliente} in place of {nome}",
    ],
    [{ close: { note: "a".repeat(4097) } }, "close.note: must have at most 4096 characters"],
    [{ close: { metadata: {} } }, "close.metadata: needs at least one key"],
    [{ close: { metadata: { a: 1 } } }, "close.metadata.a: must be a text"],
    [{ close: { metadata: { constructor: "x" } } }, "close.metadata: has a key that WTS or we reserve"],
    [{ close: { classification: {} } }, "close.classification: needs a category, a description or an amount"],
    [
      { close: { classification: { category: "CLOSED" } } },
      "close.classification.category: must be one of UNDEFINED, WON",
    ],
  ])("%j", (more, start) => {
    expect(only(more).slice(0, start.length)).toBe(start);
  });

  test.each<[object, string]>([
    [{ idel: { hours: 1 } }, "autoClose.policies.idle: unknown idel; must be {name, account, enabled"],
    [
      { idle: { hours: 1, minute: 5 } },
      "idle: unknown minute; must be {minutes, hours, days, since, clock} and nothing else; the nearest is minutes",
    ],
    [{ match: { departments: "Comercial" } }, "match: unknown departments; must be {status, department"],
    [{ hours: { weekly: { mondays: ["09:00-18:00"] } } }, "hours.weekly: unknown mondays; must be {monday"],
    [{ warning: { text: "x", graceMinutes: 5, grace: { minutes: 5 } } }, "warning: unknown graceMinutes"],
    [{ close: { farewel: "x" } }, "close: unknown farewel; must be {note, farewell"],
  ])("a property that does not exist, and names the nearest: %j", (more, start) => {
    expect(problems(more).some((line) => line.startsWith(start))).toBe(true);
    expect(problems(more).join()).toContain("; the nearest is ");
  });
});

describe("hours are refused with", () => {
  test.each([
    ["domingo", "sunday"],
    ["segunda", "monday"],
    ["Terça-feira", "tuesday"],
    ["sábado", "saturday"],
    ["satuday", "saturday"],
  ])("the weekday %s, which is answered with %s", (key, weekday) => {
    const lines = problems({ hours: { weekly: { friday: ["09:00-18:00"], [key]: ["09:00-18:00"] } } });
    expect(lines.join()).toMatch(new RegExp(`; the nearest is ${weekday}$`));
  });

  const weekly = (monday: unknown, more: object = {}) => ({ hours: { weekly: { monday }, ...more } });
  const halfDay = (...holidays: readonly unknown[]) => weekly(["09:00-18:00"], { holidays });

  test.each<[object, string]>([
    [weekly(["9-18"]), "hours.weekly.monday.0: must be HH:MM-HH:MM"],
    [weekly(["09:00-24:30"]), "hours.weekly.monday.0: must be HH:MM-HH:MM"],
    [weekly(["25:00-26:00"]), "hours.weekly.monday.0: must be HH:MM-HH:MM"],
    [weekly("09:00-18:00"), "hours.weekly.monday: must be a list of periods"],
    [weekly(["09:00-09:00"]), "hours.weekly.monday.0: must not end when it begins; the whole day is 00:00-24:00"],
    [weekly(["21:00-02:00", "23:00-24:00"]), "hours.weekly.monday.1: overlaps the period 1 of that day"],
    [
      { hours: { weekly: { monday: ["21:00-02:00"], tuesday: ["08:00-09:00", "01:00-03:00"] } } },
      "hours.weekly.tuesday.1: overlaps the night of monday, which ends on tuesday",
    ],
    [
      { hours: { weekly: { saturday: ["21:00-02:00"], sunday: ["00:00-09:00"] } } },
      "hours.weekly.sunday.0: overlaps the night of saturday",
    ],
    [weekly(["09:00-12:00", "11:59-18:00"]), "hours.weekly.monday.1: overlaps the period 1 of that day"],
    [weekly(["13:00-18:00", "09:00-12:00", "08:00-20:00"]), "hours.weekly.monday.2: overlaps the period 1 of that day"],
    [{ hours: { weekly: {} } }, "hours.weekly: must be open on at least one day"],
    [{ hours: { weekly: { monday: [] } } }, "hours.weekly: must be open on at least one day"],
    [{ hours: { weekly: "always" } }, 'hours.weekly: must be "account", or the periods'],
    [{ hours: {} }, 'hours.weekly: must be "account", or the periods'],
    [{ hours: "account" }, "hours: must be {timeZone, weekly, holidays}"],
    [weekly(["09:00-18:00"], { timeZone: "America/Sao Paulo" }), "hours.timeZone: must be an IANA time zone"],
    [weekly(["09:00-18:00"], { timeZone: "-03:00" }), "hours.timeZone: must be an IANA time zone"],
    [{ hours: { weekly: "account", timeZone: "America/Manaus" } }, "hours.timeZone: the account's hours come with"],
    [weekly(["09:00-18:00"], { holidays: ["2026-02-29"] }), "hours.holidays.0: must be a date"],
    [
      weekly(["09:00-18:00"], { holidays: ["25/12/2026"] }),
      "hours.holidays.0: must be a date (YYYY-MM-DD, or MM-DD for each year), BR, BR-bank or a state of Brazil such as BR-SP; did you mean 2026-12-25?",
    ],
    [weekly(["09:00-18:00"], { holidays: ["25-01"] }), "hours.holidays.0: must be a date (YYYY-MM-DD, or MM-DD"],
    [weekly(["09:00-18:00"], { holidays: ["02-30"] }), "hours.holidays.0: must be a date (YYYY-MM-DD, or MM-DD"],
    [weekly(["09:00-18:00"], { holidays: [20261224] }), "hours.holidays.0: must be a text, or a half day such as"],
    [halfDay({ periods: ["09:00-12:00"] }), "hours.holidays.0.date: must be a text"],
    [
      halfDay({ date: "24/12", periods: ["09:00-12:00"] }),
      "hours.holidays.0.date: must be a date (YYYY-MM-DD, or MM-DD for each year); did you mean 12-24?",
    ],
    [halfDay({ date: "BR", periods: ["09:00-12:00"] }), "hours.holidays.0.date: must be a date"],
    [halfDay({ date: "12-24" }), "hours.holidays.0.periods: must be a list of periods"],
    [halfDay({ date: "12-24", periods: [] }), "hours.holidays.0.periods: must have at least one period; a day that is"],
    [halfDay({ date: "12-24", periods: ["9-12"] }), "hours.holidays.0.periods.0: must be HH:MM-HH:MM"],
    [halfDay({ date: "12-24", periods: ["21:00-02:00"] }), "hours.holidays.0.periods.0: must end by 24:00"],
    [halfDay({ date: "12-24", period: ["09:00-12:00"] }), "hours.holidays.0: unknown period; must be {date, periods}"],
    [
      halfDay("12-24", { date: "12-24", periods: ["09:00-12:00"] }),
      "hours.holidays.1: is about the same day as an earlier one",
    ],
    [weekly(["09:00-18:00"], { holidays: ["BR-XX"] }), "hours.holidays.0: must be a date"],
    [weekly(["09:00-18:00"], { holidays: "BR" }), "hours.holidays: must be a list"],
  ])("%j", (more, start) => {
    const lines = problems(more);
    expect(lines.some((line) => line.startsWith(start))).toBe(true);
  });

  test("but periods may touch, and end at midnight", () => {
    const config = define({ policies: [policy(weekly(["00:00-12:00", "12:00-24:00"]))] });
    expect(config.autoClose.policies[0]?.hours?.weekly).toEqual({ monday: ["00:00-12:00", "12:00-24:00"] });
  });

  test.each<[string, object]>([
    ["a night", { weekly: { monday: ["21:00-02:00"], tuesday: ["02:00-03:00", "21:00-00:00"] } }],
    ["a night of Saturday", { weekly: { saturday: ["18:00-02:00"] } }],
    ["a day of each year, also of leap years", { weekly: { monday: ["09:00-18:00"] }, holidays: ["01-25", "02-29"] }],
    [
      "half days, of a year and of each year",
      {
        weekly: "account",
        holidays: [
          { date: "2026-12-24", periods: ["09:00-12:00"] },
          { date: "12-24", periods: ["09:00-12:00", "13:00-15:00"] },
        ],
      },
    ],
  ])("and %s is kept as it is written", (_what, hours) => {
    expect(define({ policies: [policy({ hours })] }).autoClose.policies[0]?.hours).toMatchObject(hours);
  });
});

describe("a match is refused with", () => {
  test.each<[object, string]>([
    [{ status: "COMPLETED" }, "match.status: must be one of STARTED, PENDING, IN_PROGRESS, HIDDEN"],
    [{ status: [] }, "match.status: must name at least one"],
    [{ status: ["PENDING", "WAITING"] }, "match.status.1: must be one of"],
    [{ department: "" }, "match.department: must be a department's name or id"],
    [{ department: [7] }, "match.department.0: must be a department's name or id"],
    [{ user: ["a".repeat(201)] }, "match.user.0: must be a person's name"],
    [
      { channel: "WHATSAPP" },
      "match.channel: must be a channel's id or its type, such as GUPSHUP_WHATSAPP; the nearest type is",
    ],
    [{ tags: [null] }, "match.tags.0: must be a tag's name or id"],
    [{ metadata: { a: false } }, "match.metadata.a: must be a text, or true for any value"],
    [{ metadata: {} }, "match.metadata: must name at least one key"],
    [{ type: "group" }, "match.type: must be one of INDIVIDUAL, GROUP; the nearest is GROUP"],
    [{ handledBy: "robot" }, "match.handledBy: must be one of bot, human, nobody; the nearest is bot"],
    [{ handledBy: "bot", user: "Ana" }, "match.handledBy: contradicts match.user"],
    [{ handledBy: "human", user: null }, "match.handledBy: contradicts match.user"],
  ])("%j", (match, start) => {
    expect(only({ match }).slice(0, start.length)).toBe(start);
  });

  test.each<[object, object, string]>([
    [{ department: "Comercial" }, { department: ["comercial ", "Suporte"] }, "except.department"],
    [{ status: ["PENDING"] }, { status: "PENDING" }, "except.status"],
    [{}, { status: ["STARTED", "PENDING", "IN_PROGRESS"] }, "except.status"],
    [{}, { type: ["GROUP", "INDIVIDUAL"] }, "except.type"],
    [{}, { handledBy: ["bot", "human", "nobody"] }, "except.handledBy"],
    [{ user: [null] }, { user: [null, "Ana"] }, "except.user"],
    [{ tags: "VIP" }, { tags: ["vip"] }, "except.tags"],
    [{ metadata: { a: "x", b: true } }, { metadata: { a: true } }, "except.metadata"],
    [{ metadata: { a: "x" } }, { metadata: { a: "x" } }, "except.metadata"],
  ])("an exception that leaves nothing of it: %j except %j", (match, except, path) => {
    expect(only({ match, except })).toMatch(new RegExp(`^${path}: takes away`));
  });

  test("but not with an exception that leaves something", () => {
    const match = {
      department: ["Comercial", "Suporte"],
      metadata: { a: true },
      handledBy: ["bot", "nobody"],
      user: [null, "Ana"],
    };
    const except = { department: "Suporte", metadata: { a: "x" }, status: "STARTED" };
    expect(define({ policies: [policy({ match, except })] }).autoClose.policies).toHaveLength(1);
  });
});

describe("a message that could never be sent on official WhatsApp", () => {
  const warning = { text: "Oi?", grace: { hours: 2 } };
  const farewell = { close: { farewell: "Até logo!" } };

  test.each<[string, object]>([
    ["a warning after 24 hours", { idle: { hours: 24 }, warning }],
    ["a warning after a day", { idle: { days: 1, since: "in" }, warning }],
    ["a farewell after 24 hours", { idle: { hours: 24 }, ...farewell }],
    ["a farewell after 22 hours and 2 of grace", { idle: { hours: 22 }, warning, ...farewell }],
  ])("%s needs whenUnsendable to be said", (_case, more) => {
    expect(only(more)).toMatch(/^whenUnsendable: must be said here: the (warning|farewell) would come 24 hours/);
    for (const whenUnsendable of ["leave", "close"])
      expect(define({ policies: [policy({ ...more, whenUnsendable })] }).autoClose.policies).toHaveLength(1);
  });

  test.each<[string, object]>([
    ["it comes in time", { idle: { hours: 21 }, warning, ...farewell }],
    ["nothing is sent", { idle: { days: 3 } }],
    ["the channel has no window", { idle: { hours: 24 }, warning, match: { channel: ["ZAPI_WHATSAPP"] } }],
    [
      "the channel is one that we know the id of only",
      { idle: { hours: 24 }, warning, match: { channel: "c0000000-0000-4000-8000-000000000001" } },
    ],
    ["the contact may have written since", { idle: { hours: 24 }, warning, waitingOn: "anyone" }],
  ])("is no matter where %s", (_case, more) => {
    expect(define({ policies: [policy(more)] }).autoClose.policies).toHaveLength(1);
  });
});

describe("several policies", () => {
  test("need names of their own", () => {
    expect(refused({ policies: [policy({ match: { tags: "VIP" } }), policy()] })).toEqual([
      "autoClose.policies.1.name: is the name of an earlier policy; each needs its own, also in another account",
    ]);
  });

  test.each<[string, object, boolean]>([
    ["after one that matches everything", {}, true],
    ["after one that matches all of its statuses", { match: { status: ["PENDING", "IN_PROGRESS"] } }, true],
    ["after one that leaves some of its statuses", { match: { status: "PENDING" } }, false],
    ["after one that excepts something", { except: { tags: "VIP" } }, false],
    ["after one that matches a department", { match: { department: "Comercial" } }, false],
    ["after one that is disabled", { enabled: false }, false],
  ])("%s: the second is never asked, and that is refused (%j: %s)", (_case, first, isRefused) => {
    const policies = [policy({ name: "first", ...first }), policy({ match: { status: ["IN_PROGRESS"] } })];
    if (!isRefused) return expect(define({ policies }).autoClose.policies).toHaveLength(2);
    expect(refused({ policies })).toEqual([
      "autoClose.policies.idle.match: is never asked: an earlier policy matches every session; put that one last",
    ]);
  });

  test.each<[string, object, object, object, boolean]>([
    ["of another account hides nothing", {}, { account: "matriz" }, { account: "filial" }, false],
    ["of the same account hides the later one", {}, { account: "filial" }, { account: "filial" }, true],
    ["of all accounts hides one of theirs", { accounts: ["default", "filial"] }, {}, { account: "filial" }, true],
    ["of the configuration's own account hides none of another", {}, {}, { account: "filial" }, false],
    [
      "of one account does not hide what is for several",
      { accounts: ["default", "filial"] },
      { account: "filial" },
      {},
      false,
    ],
  ])("a policy that matches everything %s", (_case, more, first, second, isRefused) => {
    const policies = [policy({ name: "first", ...first }), policy(second)];
    if (isRefused) return expect(refused({ ...more, policies })[0]).toContain("is never asked");
    expect(define({ ...more, policies }).autoClose.policies).toHaveLength(2);
  });

  test("cannot share a name, be they of different accounts", () => {
    const policies = [policy({ account: "matriz" }), policy({ account: "filial" })];
    expect(refused({ policies })[0]).toContain("autoClose.policies.1.name: is the name of an earlier policy");
  });
});

test("the type of a session is not known through the v1 API, so asking for it is refused", () => {
  expect(refused({ policies: [policy({ match: { type: "GROUP" } })] }, { wts: { apiVersion: "v1" } })).toEqual([
    'autoClose.policies.idle.match.type: is known only with wts.apiVersion "v2"',
  ]);
});

test("all problems of all policies are named at once, those of several properties too", () => {
  const lines = refused({
    maxPerRun: 0,
    policies: [
      policy({
        name: "first",
        idle: { hours: -1, clock: "business" },
        match: { status: "DONE", tag: "x" },
        onlyInHours: true,
      }),
      policy({
        name: "Second",
        hours: { weekly: { monday: ["09:00-09:00", "x"] }, timeZone: "Nowhere" },
        warning: { text: "{x}" },
      }),
    ],
    extra: 1,
  });
  expect(lines.map((line) => line.split(": ")[0]).sort()).toEqual([
    "autoClose",
    "autoClose.maxPerRun",
    "autoClose.policies.1.hours.timeZone",
    "autoClose.policies.1.hours.weekly.monday.0",
    "autoClose.policies.1.hours.weekly.monday.1",
    "autoClose.policies.1.name",
    "autoClose.policies.1.warning.grace",
    "autoClose.policies.1.warning.text",
    "autoClose.policies.first.idle.clock",
    "autoClose.policies.first.idle.hours",
    "autoClose.policies.first.match",
    "autoClose.policies.first.match.status",
    "autoClose.policies.first.onlyInHours",
  ]);
});

test("no problem quotes what was written", () => {
  const lines = refused({
    policies: [policy({ name: "CANARY", match: { department: 1, status: "CANARY" }, close: { note: "{canary}" } })],
  });
  expect(lines.join()).not.toMatch(/canary/i);
});
