// A changed policy needs a yes again only where it could close more, or sooner.
import { describe, expect, test } from "@jest/globals";
import { closesNoMoreNoSooner } from "../../../lib/auto-close/rules/closes-no-more.ts";
import { type ConfirmedPolicy, confirmedPolicyOf } from "../../../lib/auto-close/rules/confirmed-policy.ts";
import { type PolicyInput, policiesOf } from "./support/policies.ts";

const contentOf = (inputs: readonly PolicyInput[], timeZone = "America/Sao_Paulo"): ConfirmedPolicy => {
  const policies = policiesOf(...inputs);
  const last = policies.at(-1);
  if (!last) throw new Error("no policy");
  return confirmedPolicyOf(last, policies, timeZone);
};
const hours = { weekly: { monday: ["09:00-18:00"] }, holidays: ["BR"] };
const usual: PolicyInput = {
  idle: { hours: 4 },
  match: { department: ["Comercial", "Financeiro"] },
  except: { tags: ["VIP"] },
  whenUnsendable: "leave",
  warning: { text: "Oi?", grace: { minutes: 30 } },
  close: { farewell: "Tchau!", note: "Encerrado." },
};

test.each<[string, PolicyInput]>([
  ["a comma in a farewell", { close: { farewell: "Tchau, até logo!", note: "Encerrado." } }],
  ["another note", { close: { farewell: "Tchau!" } }],
  ["another warning text", { warning: { text: "Ainda aí?", grace: { minutes: 30 } } }],
  [
    "metadata and a classification",
    { close: { farewell: "Tchau!", metadata: { a: "b" }, classification: { amount: 1 } } },
  ],
  ["a longer idle time", { idle: { hours: 5 } }],
  ["the same idle time in minutes", { idle: { minutes: 240 } }],
  ["a longer grace", { warning: { text: "Oi?", grace: { hours: 1 } } }],
  ["a narrower match", { match: { department: "Comercial" } }],
  ["one more criterion", { match: { ...usual.match, status: "PENDING", metadata: { loja: "centro" } } }],
  ["a wider except", { except: { tags: ["VIP", "Retorno"], user: null } }],
  ["hours", { hours }],
  ["hours in which alone it closes", { hours, onlyInHours: true }],
  ["business time", { hours, idle: { hours: 4, clock: "business" } }],
  ["more answers that do not count", { answersThatDoNotCount: ["OFFICE_HOURS", "BOT", "CAMPAIGN"] }],
])("%s needs none", (_what, change) => {
  expect(closesNoMoreNoSooner(contentOf([usual]), contentOf([{ ...usual, ...change }]))).toBe(true);
});

test.each<[string, PolicyInput]>([
  ["a shorter idle time", { idle: { hours: 3 } }],
  ["counting from the contact's message", { idle: { hours: 4, since: "in" } }],
  ["a shorter grace", { warning: { text: "Oi?", grace: { minutes: 29 } } }],
  ["no warning", { warning: undefined }],
  ["a wider match", { match: {} }],
  ["another department", { match: { department: "Suporte" } }],
  ["no exception", { except: {} }],
  ["another exception", { except: { tags: ["Retorno"] } }],
  ["no farewell, which has to wait for nothing", { close: {} }],
  ["closing also where nobody waits for an answer of ours", { waitingOn: "anyone" }],
  ["a contact who cannot reopen it", { close: { farewell: "Tchau!", reactivateOnNewMessage: false } }],
])("%s needs one", (_what, change) => {
  expect(closesNoMoreNoSooner(contentOf([usual]), contentOf([{ ...usual, ...change }]))).toBe(false);
});

describe("a policy that closes without its warning where WhatsApp's window is closed", () => {
  const closing: PolicyInput = { ...usual, whenUnsendable: "close", hours };
  test.each<[string, PolicyInput, boolean]>([
    ["that leaves it open then, needs none", { whenUnsendable: "leave" }, true],
    ["that says the same idle time in minutes, needs none", { idle: { minutes: 240 } }, true],
    ["that gives more time to answer, needs none", { warning: { text: "Oi?", grace: { hours: 9 } } }, true],
    ["whose warning comes later, into a closed window, needs one", { idle: { hours: 23 } }, false],
    ["whose warning waits for business time, needs one", { idle: { hours: 4, clock: "business" } }, false],
    ["whose warning waits for a day more, needs one", { hours: { ...hours, holidays: ["BR", "2026-12-24"] } }, false],
  ])("%s", (_what, change, expected) => {
    expect(closesNoMoreNoSooner(contentOf([closing]), contentOf([{ ...closing, ...change }]))).toBe(expected);
  });
  test("and got its hours only now, needs one; one that never warned needs none", () => {
    const [before, after] = [{ ...closing, hours: undefined }, closing];
    expect(closesNoMoreNoSooner(contentOf([before]), contentOf([after]))).toBe(false);
    const silent = { warning: undefined };
    expect(closesNoMoreNoSooner(contentOf([{ ...before, ...silent }]), contentOf([{ ...after, ...silent }]))).toBe(
      true,
    );
  });
});

test("what an earlier version did not know, and is off, changes nothing; what is on may do anything", () => {
  const before = contentOf([usual]);
  const withKey = (value: unknown) => ({ ...before, policy: { ...before.policy, somethingNew: value } });
  expect(closesNoMoreNoSooner(before, withKey(false))).toBe(true);
  expect(closesNoMoreNoSooner(before, withKey(true))).toBe(false);
});

describe("hours", () => {
  const withHours = (change: object) => contentOf([{ ...usual, hours: { ...hours, ...change } }]);
  test.each<[string, object, boolean]>([
    ["one more holiday", { holidays: ["BR", "2026-12-24"] }, true],
    ["one holiday less", { holidays: [] }, false],
    ["half of a day", { holidays: ["BR", { date: "2026-11-30", periods: ["09:00-12:00"] }] }, true],
    ["half of a holiday", { holidays: ["BR", { date: "2026-11-02", periods: ["09:00-12:00"] }] }, false],
    ["half of a Sunday", { holidays: ["BR", { date: "2026-12-20", periods: ["09:00-12:00"] }] }, false],
    ["a half day that begins earlier", { holidays: ["BR", { date: "2026-11-30", periods: ["08:00-12:00"] }] }, false],
    ["a half day each year", { holidays: ["BR", { date: "12-24", periods: ["09:00-12:00"] }] }, false],
    ["other hours", { weekly: { monday: ["08:00-18:00"] } }, false],
  ])("with %s: %p", (_what, change, expected) => {
    expect(closesNoMoreNoSooner(withHours({}), withHours(change))).toBe(expected);
  });
  test("in another zone need one; a policy without hours lives in none", () => {
    const there = "America/Manaus";
    expect(closesNoMoreNoSooner(withHours({}), contentOf([{ ...usual, hours }], there))).toBe(false);
    expect(closesNoMoreNoSooner(contentOf([usual]), contentOf([usual], there))).toBe(true);
  });
});

describe("the first policy that matches decides", () => {
  const vip: PolicyInput = { name: "vip", match: { tags: ["VIP"], status: "PENDING" }, idle: { days: 3 } };
  const other: PolicyInput = { name: "other", match: { status: "STARTED" } };
  test.each<[string, PolicyInput[], PolicyInput[], boolean]>([
    ["an earlier one is gone", [vip], [], false],
    ["an earlier one is switched off", [vip], [{ ...vip, enabled: false }], false],
    ["an earlier one is about fewer", [vip], [{ ...vip, match: { ...vip.match, user: null } }], false],
    ["an earlier one leaves more alone", [vip], [{ ...vip, except: { user: null } }], false],
    ["an earlier one is about more", [vip], [{ ...vip, match: { tags: ["VIP"] } }], true],
    ["an earlier one has another idle time", [vip], [{ ...vip, idle: { days: 1 } }], true],
    ["one was put before it", [], [vip], true],
    ["earlier ones changed places", [vip, other], [other, vip], true],
  ])("%s", (_what, before, after, expected) => {
    const last: PolicyInput = { name: "last" };
    expect(closesNoMoreNoSooner(contentOf([...before, last]), contentOf([...after, last]))).toBe(expected);
  });
  test("one that is gone and was about other sessions only makes no difference", () => {
    const last: PolicyInput = { name: "last", match: { status: "PENDING" } };
    expect(closesNoMoreNoSooner(contentOf([other, last]), contentOf([last]))).toBe(true);
  });
});
