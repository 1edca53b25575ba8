// What a run has to look up before it may act, and that it does not act without.
import { describe, expect, test } from "@jest/globals";
import { candidateFilter } from "../../../lib/auto-close/rules/candidate-filter.ts";
import { needsOfAutoClose, prepareAutoClose } from "../../../lib/auto-close/rules/prepare-auto-close.ts";
import { businessMsBetween } from "../../../lib/core/hours/business-time.ts";
import type { OfficeHours } from "../../../lib/core/hours/office-hours.ts";
import { account, comercial, joao, policiesOf, readyOf, whatsapp } from "./support/policies.ts";

const joaosEmail = "joao.silva@clinicaboavista.example";

describe("what the policies need of an account", () => {
  test("is each name once, of what they match and except; of disabled ones nothing", () => {
    const policies = policiesOf(
      { match: { department: ["Comercial", null], user: joaosEmail } },
      { match: { department: "Comercial" }, except: { department: "Suporte", tags: "VIP" } },
      { enabled: false, match: { department: "Antiga", user: "Ninguém" }, hours: { weekly: "account" } },
    );
    expect(needsOfAutoClose(policies)).toEqual({
      departments: ["Comercial", "Suporte"],
      users: [joaosEmail],
      officeHours: false,
      details: ["ContactDetails"],
    });
  });

  test("is its office hours where a policy's hours are the account's", () => {
    expect(needsOfAutoClose(policiesOf({ hours: { weekly: "account" } }))).toEqual({
      departments: [],
      users: [],
      officeHours: true,
      details: [],
    });
  });
});

describe("a run does not act", () => {
  test("with a name that was not found, or with office hours that cannot be read: all problems at once", () => {
    const policies = policiesOf(
      { match: { department: ["Comercial", "Antiga"], user: "Ninguém" } },
      { except: { department: "Financeira" }, hours: { weekly: "account" } },
    );
    expect(prepareAutoClose(policies, account)).toEqual({
      ok: false,
      problems: [
        "policy policy-1: the department Antiga was not found",
        "policy policy-1: the person Ninguém was not found",
        "policy policy-2: the department Financeira was not found",
        "policy policy-2: the account's office hours were not read",
      ],
    });
  });

  test("by such a policy only: one that nothing is wrong with is ready", () => {
    const policies = policiesOf({ match: { department: "Antiga" } }, { match: { department: "Comercial" } });
    const nameProblems = [{ what: "department", name: "Antiga", message: "no department is called Antiga" }] as const;
    const prepared = prepareAutoClose(policies, { ...account, nameProblems });
    const problem = "policy policy-1: no department is called Antiga";
    expect(prepared).toMatchObject({ ok: true, problems: [problem], policies: [{ problems: [problem] }, {}] });
    expect(prepared.ok && prepared.policies[1]?.problems).toBeUndefined();
  });

  test("but a disabled policy stops nobody", () => {
    const policies = policiesOf({ enabled: false, match: { department: "Antiga" }, hours: { weekly: "account" } });
    expect(prepareAutoClose(policies, account)).toMatchObject({ ok: true });
  });
});

describe("WTS is asked", () => {
  const filterOf = (...policies: Parameters<typeof readyOf>[0]) => candidateFilter(readyOf(policies));

  test("for nothing where no policy is enabled", () => {
    expect(filterOf({ enabled: false })).toBeUndefined();
  });

  test("for all open sessions by one policy that matches all", () => {
    expect(filterOf({})).toEqual({ statuses: ["STARTED", "PENDING", "IN_PROGRESS"] });
  });

  test("for what a single policy names", () => {
    const match = {
      status: "PENDING",
      department: "Comercial",
      user: joaosEmail,
      channel: whatsapp.toUpperCase(),
    } as const;
    expect(filterOf({ match })).toEqual({
      statuses: ["PENDING"],
      departmentId: comercial,
      userId: joao,
      channelIds: [whatsapp],
    });
  });

  test("for everything that any of several policies could be about", () => {
    const match = { status: "PENDING", department: "Comercial", user: joaosEmail, channel: whatsapp } as const;
    expect(filterOf({ match }, { match: { status: "HIDDEN", department: "Financeiro" } })).toEqual({
      statuses: ["PENDING", "HIDDEN"],
    });
    expect(filterOf({ match: { department: ["Comercial", "Financeiro"] } })).not.toHaveProperty("departmentId");
    expect(filterOf({ match: { department: [null, "Comercial"], user: null } })).not.toHaveProperty("departmentId");
    expect(filterOf({ match: { channel: [whatsapp, "INSTAGRAM"] } })).not.toHaveProperty("channelIds");
  });

  test("as narrowly as two policies of one department allow", () => {
    const one = { match: { department: "Comercial", user: null } };
    const two = { match: { department: comercial.toUpperCase() } };
    expect(filterOf(one, two)).toEqual({
      statuses: ["STARTED", "PENDING", "IN_PROGRESS"],
      departmentId: comercial,
    });
  });

  test("never by a date: a note or a transfer may move the ones that WTS filters by", () => {
    expect(Object.keys(filterOf({ idle: { hours: 1, since: "any" } }) ?? {})).toEqual(["statuses"]);
  });
});

describe("business hours that are the account's", () => {
  const hourMs = 3_600_000;
  const day = (dayWeek: string, startTime: string, endTime: string) => ({
    dayWeek,
    active: true,
    periods: [{ startTime, endTime }],
  });
  const calendarOf = (officeHours: OfficeHours, holidays: string[] = []) =>
    readyOf([{ idle: { hours: 4, clock: "business" }, hours: { weekly: "account", holidays } }], { officeHours })[0]
      ?.calendar ?? "never";

  test("are always open where the account's are not limited", () => {
    expect(calendarOf({ limitHours: false, days: [day("MONDAY", "09:00", "10:00")] })).toBe("always");
  });

  test("are open day and night but for the policy's holidays, where the account's are not limited", () => {
    const calendar = calendarOf({ limitHours: false }, ["2026-12-25"]);
    const [from, to] = [Date.parse("2026-12-24T12:00:00-03:00"), Date.parse("2026-12-26T12:00:00-03:00")];
    // 12 hours of the 24th count, none of the 25th, and 12 of the 26th.
    expect(calendar !== "never" && businessMsBetween(calendar, from, to)).toBe(24 * hourMs);
  });

  test("are counted at the account's offset: 9-18 in Kathmandu begin at 03:15Z", () => {
    const calendar = calendarOf({ limitHours: true, timezoneDiff: 5.75, days: [day("WEDNESDAY", "09:00", "18:00")] });
    const [from, to] = [Date.parse("2026-11-18T00:00:00Z"), Date.parse("2026-11-18T04:15:00Z")];
    expect(calendar !== "never" && businessMsBetween(calendar, from, to)).toBe(hourMs);
  });
});
