// Every reason of a routing decision has a sentence in every language, and none of them slips into another.
import { describe, expect, test } from "@jest/globals";
import { languages } from "../../../lib/core/texts/language.ts";
import { rejectionText, routingReasonText, skipText, triggerText } from "../../../lib/routing/rules/reason-texts.ts";
import {
  type ClosedParams,
  type RoutingReason,
  type RoutingReasonParams,
  rejectionCodes,
  type SkipParams,
  type SkipReason,
} from "../../../lib/routing/rules/routing-decision.ts";
import type { TriggerName } from "../../../lib/routing/rules/routing-policy.ts";
import { englishIn } from "../../support/english-words.ts";

type Samples<Parameters> = { [Code in keyof Parameters]: readonly Parameters[Code][] };

/** At least one for each form that a sentence has. */
const closedSamples: Samples<ClosedParams> = {
  OUTSIDE_HOURS: [{ untilMs: 1_796_000_000_000 }],
  CLOSED_DAY: [
    { date: "2026-11-20", fromMinute: 0, toMinute: 1440 },
    { date: "2026-11-20", fromMinute: 720, toMinute: 1440 },
  ],
  NEVER_OPEN: [undefined],
};

const reasonSamples: Samples<RoutingReasonParams> = {
  ALREADY_THERE: [{ because: { code: "FALLBACK" } }],
  ...closedSamples,
  CHOSEN: [
    { strategy: "least-open", eligible: 3, openSessions: 0 },
    { strategy: "round-robin", eligible: 3 },
    { strategy: "direct", eligible: 1 },
  ],
  DEPARTMENT_EMPTY: [undefined],
  DEPARTMENT_MISSING: [undefined],
  DEPARTMENT_UNKNOWN: [{ of: "step" }, { of: "fallback" }],
  DIRECTORY_EMPTY: [undefined],
  ESCALATED: [{ step: 1 }],
  FALLBACK: [undefined],
  HELD: [{ untilMs: 1_796_000_000_000 }],
  HOP_LIMIT: [{ movesToday: 10, maxHopsPerDay: 10 }],
  NOBODY_ELIGIBLE: [
    { hasNoQueue: true },
    { rejected: Object.fromEntries(rejectionCodes.map((code, index) => [code, index + 1])) },
  ],
  NO_POLICY: [{ trigger: "backlog" }],
  NOT_DUE: [undefined],
  NOT_OPEN: [undefined],
  OWNED: [{ owner: "assigned" }, { owner: "available" }, { owner: "member" }],
  POLICY_UNKNOWN: [{}, { nearest: "vendas" }],
  QUEUED: [{ queue: "asked" }, { queue: "stays" }, { queue: "department" }, { queue: "named" }],
  REQUESTED: [undefined],
  STICKY_OWNER: [{ days: 90 }],
  STICKY_OWNER_AWAY: [undefined],
  USER_UNKNOWN: [undefined],
  USER_NOT_IN_DEPARTMENT: [undefined],
};

const skipSamples: Samples<SkipParams> = {
  NOT_MATCHED: [{ criteria: ["tags", "type"] }],
  EXCEPTED: [{ criteria: ["metadata"] }],
  BOT_AT_WORK: [undefined],
  NOT_DUE: [
    { because: "waitsTooShort", waitedMinutes: 3, minutes: 5 },
    ...(
      [
        "contactDoesNotWait",
        "escalationOver",
        "escalationUnderWay",
        "hadFirstResponse",
        "nobodyHasIt",
        "noStepWaits",
        "ownerAvailable",
        "somebodyHasIt",
        "stepIsLater",
      ] as const
    ).map((because) => ({ because })),
  ],
  MOVED_BY_PERSON: [undefined],
  ...closedSamples,
};

const triggers: Readonly<Record<TriggerName, true>> = {
  ...{ SESSION_NEW: true, SESSION_UPDATE: true, requested: true, ownerUnavailable: true, backlog: true },
  ...{ noFirstResponse: true, ownerSilent: true, escalation: true, opening: true, holdEnded: true },
};

const all = <Reason>(samples: Record<string, readonly unknown[]>): readonly Reason[] =>
  Object.entries(samples).flatMap(([code, given]) =>
    given.map((params) => ({ code, ...(params !== undefined && { params }) }) as Reason),
  );

const timeZone = "America/Sao_Paulo";

describe.each(languages)("in %s", (language) => {
  const said: readonly (readonly [string, string])[] = [
    ...all<RoutingReason>(reasonSamples as never).map(
      (reason) => [JSON.stringify(reason), routingReasonText(reason, { language, timeZone })] as const,
    ),
    ...all<SkipReason>(skipSamples as never).map(
      (reason) => [JSON.stringify(reason), skipText(reason, { language, timeZone })] as const,
    ),
    ...rejectionCodes.map((code) => [code, rejectionText({ code }, { language, timeZone })] as const),
    ["OFF_SHIFT until", rejectionText({ code: "OFF_SHIFT", beginsMs: 1_796_000_000_000 }, { language, timeZone })],
    ...(Object.keys(triggers) as TriggerName[]).map((on) => [on, triggerText(on, { language })] as const),
  ];

  test.each(said)("%s: %s", (_what, text) => {
    expect(text).toMatch(/^\p{L}.{4,}/u);
    expect(text).not.toMatch(/undefined|NaN|\[object/);
    if (language !== "en") expect(englishIn(text.replace(/gatilho \S+/, ""))).toEqual([]);
  });
});
