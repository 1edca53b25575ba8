// What a closed day does to a decision: no business time passes on it, nobody is written to, and it is named as the reason.
import { describe, expect, test } from "@jest/globals";
import { decideAutoClose } from "../../../lib/auto-close/rules/decide-auto-close.ts";
import { reasonText } from "../../../lib/auto-close/rules/reason-texts.ts";
import type { ClosedDay } from "../../../lib/core/hours/closed-day.ts";
import { comercial, contactWroteAt, factsOf, financeiro, type PolicyInput, readyOf } from "./support/policies.ts";

const at = (wall: string) => Date.parse(`${wall}:00-03:00`);
const nineToSix = Object.fromEntries(
  ["monday", "tuesday", "wednesday", "thursday", "friday"].map((day) => [day, ["09:00-18:00"]]),
);
const hours = { weekly: nineToSix };
/** The contact wrote on Wednesday at 10:00, and was answered at 10:30. */
const thursday: ClosedDay = {
  date: "2026-11-19",
  fromMinute: 0,
  toMinute: 1440,
  reason: "Padroeira",
  setBy: "user/ana",
  setAt: "2026-11-18T15:00:00.000Z",
};

const decide = (
  policy: PolicyInput,
  wall: string,
  closedDays: readonly ClosedDay[] = [thursday],
  { facts = {}, warnedAt = "" }: { facts?: object; warnedAt?: string } = {},
) => {
  const nowMs = at(wall);
  const warned =
    warnedAt === ""
      ? {}
      : { warned: { warnedAtMs: at(warnedAt), messageAtMs: at(warnedAt), lastMessageInMs: contactWroteAt } };
  return decideAutoClose(
    factsOf({ channelType: "ZAPI_WHATSAPP", ...(warnedAt !== "" && { lastMessageOutMs: at(warnedAt) }), ...facts }),
    readyOf([policy], { closedDays }),
    { nowMs, actNowMs: nowMs, ...warned },
  );
};
const lastSaid = ({ reasons }: ReturnType<typeof decide>): string => {
  const last = reasons.at(-1);
  return last ? reasonText(last, { language: "en", timeZone: "America/Sao_Paulo" }) : "";
};
const codesOf = ({ reasons }: ReturnType<typeof decide>) => reasons.map(({ code }) => code);

describe("idle for 10 business hours since Wednesday 10:30", () => {
  const policy: PolicyInput = { idle: { hours: 10, clock: "business" }, hours };

  // 7.5 hours of Wednesday and 2.5 of the next day that is open.
  test("without a closed day it is due on Thursday at 11:30", () => {
    expect(decide(policy, "2026-11-19T11:29", [])).toMatchObject({ action: "wait", untilMs: at("2026-11-19T11:30") });
    expect(decide(policy, "2026-11-19T11:30", [])).toMatchObject({ action: "close" });
  });

  test("with Thursday closed it is Friday at 11:30, and the day is the reason from when it would have been due", () => {
    const waits = decide(policy, "2026-11-19T11:30");
    expect(waits).toMatchObject({ action: "wait", untilMs: at("2026-11-20T11:30") });
    expect(codesOf(waits)).toEqual(["MATCHED", "NOT_IDLE_YET", "CLOSED_DAY"]);
    expect(lastSaid(waits)).toBe("closed on 2026-11-19 (Padroeira), as set by user/ana");
    expect(decide(policy, "2026-11-20T11:30")).toMatchObject({ action: "close" });
  });

  test("before that it is named beside the reason for which it would have waited anyway", () => {
    const waits = decide(policy, "2026-11-19T11:29");
    expect(waits).toMatchObject({ action: "wait", untilMs: at("2026-11-20T11:30") });
    expect(codesOf(waits)).toEqual(["MATCHED", "CLOSED_DAY", "NOT_IDLE_YET"]);
  });

  test("a day that closes nothing of its wait is not named", () => {
    const friday = { ...thursday, date: "2026-11-20" };
    expect(codesOf(decide(policy, "2026-11-19T11:00", [friday]))).toEqual(["MATCHED", "NOT_IDLE_YET"]);
    const evening = { ...thursday, fromMinute: 18 * 60 };
    expect(codesOf(decide(policy, "2026-11-19T11:00", [evening]))).toEqual(["MATCHED", "NOT_IDLE_YET"]);
  });

  test("a day of another department is none; its own is named with its name", () => {
    const ofAnother = { ...thursday, departmentId: financeiro, departmentName: "Financeiro" };
    const { reason: _, ...noReason } = thursday;
    const own = { ...noReason, departmentId: comercial, departmentName: "Comercial", fromMinute: 600 };
    expect(decide(policy, "2026-11-19T11:30", [ofAnother])).toMatchObject({ action: "close" });
    const waits = decide(policy, "2026-11-19T11:30", [ofAnother, own]);
    // Thursday has its first hour: 1.5 are left for Friday.
    expect(waits).toMatchObject({ action: "wait", untilMs: at("2026-11-20T10:30") });
    expect(lastSaid(waits)).toBe("closed on 2026-11-19 from 10:00 in Comercial, as set by user/ana");
    const { departmentName: __, ...nameless } = own;
    expect(lastSaid(decide(policy, "2026-11-19T11:30", [nameless]))).toContain("in its department,");
    const inNone = { facts: { departmentId: null } };
    expect(decide(policy, "2026-11-19T11:30", [own], inNone)).toMatchObject({ action: "close" });
  });

  test("the clock on the wall goes on, and a policy without hours obeys none", () => {
    expect(decide({ idle: { hours: 10 }, hours }, "2026-11-19T11:30")).toMatchObject({ action: "close" });
    expect(decide({ idle: { hours: 10 } }, "2026-11-19T11:30")).toMatchObject({ action: "close" });
  });
});

describe("a warning's grace of 2 business hours", () => {
  const policy: PolicyInput = {
    idle: { hours: 4, clock: "business" },
    hours,
    warning: { text: "Oi?", grace: { hours: 2 } },
  };

  test("stands still on the closed day", () => {
    const warned = { warnedAt: "2026-11-18T17:00" };
    const waits = decide(policy, "2026-11-19T10:00", undefined, warned);
    expect(waits).toMatchObject({ action: "wait", untilMs: at("2026-11-20T10:00") });
    expect(codesOf(waits)).toEqual(["MATCHED", "WARNING_STANDS", "CLOSED_DAY"]);
    expect(decide(policy, "2026-11-20T10:00", undefined, warned)).toMatchObject({ action: "close" });
  });
});

describe("what is due on a closed day", () => {
  const due: PolicyInput = { idle: { hours: 4 }, hours };

  test.each<[string, PolicyInput]>([
    ["a warning", { ...due, warning: { text: "Oi?", grace: { hours: 1 } } }],
    ["a farewell", { ...due, close: { farewell: "Tchau" } }],
    ["a close with onlyInHours", { ...due, onlyInHours: true }],
  ])("%s waits for the next opening", (_what, policy) => {
    const waits = decide(policy, "2026-11-19T10:00");
    expect(waits).toMatchObject({ action: "wait", untilMs: at("2026-11-20T09:00") });
    expect(codesOf(waits)).toEqual(["MATCHED", "IDLE", "OUTSIDE_HOURS", "CLOSED_DAY"]);
    expect(codesOf(decide(policy, "2026-11-18T20:00", []))).toEqual(["MATCHED", "IDLE", "OUTSIDE_HOURS"]);
  });

  test("is closed in silence where the policy may do so at any time", () => {
    expect(decide(due, "2026-11-19T10:00")).toMatchObject({ action: "close", sendFarewell: false });
  });

  test("the night before a closed day is named too, since the opening is later for it", () => {
    const waits = decide({ ...due, onlyInHours: true }, "2026-11-18T20:00");
    expect(waits).toMatchObject({ action: "wait", untilMs: at("2026-11-20T09:00") });
    expect(codesOf(waits)).toContain("CLOSED_DAY");
  });
});
