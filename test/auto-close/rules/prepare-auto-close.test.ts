// What a run has to look up before it may act, and that it does not act without.
import { describe, expect, test } from "@jest/globals";
import { candidateFilter } from "../../../lib/auto-close/rules/candidate-filter.ts";
import { needsOfAutoClose, prepareAutoClose } from "../../../lib/auto-close/rules/prepare-auto-close.ts";
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
      contactDetails: true,
    });
  });

  test("is its office hours where a policy's hours are the account's", () => {
    expect(needsOfAutoClose(policiesOf({ hours: { weekly: "account" } }))).toEqual({
      departments: [],
      users: [],
      officeHours: true,
      contactDetails: false,
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
