// Tells what was found of an account: in tables for people, and as one object for programs.
import { reasonText } from "../../lib/auto-close/rules/reason-texts.ts";
import { sessionCodeText } from "../../lib/auto-close/rules/session-code-texts.ts";
import type { SessionFacts } from "../../lib/core/sessions/session-facts.ts";
import type { Locale } from "../../lib/core/texts/language.ts";
import { rejectionText, routingReasonText } from "../../lib/routing/rules/reason-texts.ts";
import { alignedTable, type Row } from "../display/aligned-table.ts";
import type { Output } from "../display/output.ts";
import { ageText, shownTime } from "../display/time-text.ts";
import { patienceMs } from "./few-calls.ts";
import type { SeenAccount } from "./read-account.ts";
import { type PolicyTrial, silentSinceMs } from "./try-policy.ts";
import type { RoutedSession } from "./try-routing.ts";
import { tryWords } from "./try-words.ts";

export interface WaitingSession {
  facts: SessionFacts;
  sinceMs: number;
}

export interface TriedAccount {
  baseUrl: string;
  apiVersion: string;
  nowMs: number;
  calls: { made: number; most: number; isPaused: boolean; isLate: boolean };
  seen: SeenAccount;
  waiting: readonly WaitingSession[];
  policy: PolicyTrial;
  /** Undefined where nobody knows who works where. */
  routed: readonly RoutedSession[] | undefined;
}

interface ShowOptions {
  locale: Locale;
  /** At most so many rows in a table. */
  show: number;
}

const iso = (ms: number | undefined): string | null =>
  ms === undefined || ms <= 0 ? null : new Date(ms).toISOString();

interface StayGroup {
  code: string;
  count: number;
  why: string | undefined;
  firstDueMs: number | undefined;
}

/** Why a session is left, with the words and the times of the first of its kind. */
const stayGroups = ({ stays, days }: PolicyTrial, locale: Locale) => {
  const groups = new Map<string, StayGroup>();
  for (const { plan } of stays) {
    const { code, untilMs } = plan;
    const told = plan.why ? reasonText(plan.why, locale) : sessionCodeText(code, locale.language);
    const why = code === "NOT_IDLE_YET" ? tryWords[locale.language].notIdleYet(days) : told;
    const group: StayGroup = groups.get(code) ?? { code, count: 0, why, firstDueMs: undefined };
    const firstDueMs = untilMs === undefined ? group.firstDueMs : Math.min(untilMs, group.firstDueMs ?? untilMs);
    groups.set(code, { ...group, count: group.count + 1, firstDueMs });
  }
  return [...groups.values()].sort((one, other) => other.count - one.count);
};

const asJson = (tried: TriedAccount, { locale }: ShowOptions): object => {
  const { seen, policy, waiting, routed, nowMs } = tried;
  const inJson = (facts: SessionFacts) => ({
    sessionId: facts.id,
    number: facts.number ?? null,
    departmentId: facts.departmentId,
    userId: facts.userId,
    silentSince: iso(silentSinceMs(facts)),
  });
  return {
    baseUrl: tried.baseUrl,
    key: "good",
    apiVersion: tried.apiVersion,
    now: iso(nowMs),
    calls: tried.calls,
    sessions: { open: seen.total ?? null, read: seen.sessions.length, isWhole: seen.isWhole },
    waiting: waiting.map(({ facts, sinceMs }) => ({ ...inJson(facts), waitsSince: iso(sinceMs) })),
    policy: {
      idleDays: policy.days,
      closes: policy.closes.map(inJson),
      closesByCourtesyReplies: policy.closesByCourtesy.map(inJson),
      notRead: policy.unread.map(inJson),
      stays: stayGroups(policy, locale).map(({ firstDueMs, ...group }) => ({ ...group, firstDue: iso(firstDueMs) })),
    },
    routing:
      routed === undefined
        ? null
        : routed.map(({ facts, decision }) => ({
            ...inJson(facts),
            action: decision.action,
            to: { departmentId: decision.departmentId ?? null, userId: decision.userId ?? null },
            reasons: decision.reasons.map(({ code }) => code),
            rejected: decision.rejected,
          })),
  };
};

export const showTry = (output: Output, tried: TriedAccount, options: ShowOptions): void => {
  const { locale, show } = options;
  const { seen, policy, waiting, routed, nowMs, calls } = tried;
  const say = tryWords[locale.language];
  const nameOf = (userId: string | null | undefined) =>
    userId === null || userId === undefined
      ? undefined
      : (seen.people?.find((person) => person.userId === userId)?.name ?? userId);
  const departmentOf = (id: string | null | undefined) =>
    id === null || id === undefined ? undefined : (seen.departments.get(id) ?? id);
  const age = (ms: number) => ageText(nowMs - ms);
  const time = (ms: number) => shownTime(new Date(ms).toISOString(), locale);
  const whom = (facts: SessionFacts): Row => [facts.number ?? facts.id, facts.contactName];

  const table = (heads: readonly string[], rows: readonly Row[]): void => {
    output.line("", ...alignedTable([heads, ...rows.slice(0, show)]));
    if (rows.length > show) output.line(say.more(rows.length - show));
  };
  const silentRows = (sessions: readonly SessionFacts[]): Row[] =>
    sessions.map((facts) => {
      const sinceMs = silentSinceMs(facts);
      const answered = say.answeredBy[facts.firstResponseMs === undefined ? "automatic" : "person"];
      return [age(sinceMs), time(sinceMs), ...whom(facts), departmentOf(facts.departmentId), answered];
    });

  output.json(asJson(tried, options));
  output.line(
    say.good({ host: tried.baseUrl, version: tried.apiVersion }),
    say.sessions({ total: seen.total, read: seen.sessions.length, isWhole: seen.isWhole }),
    "",
  );

  output.line(waiting.length === 0 ? say.nobodyWaits : say.waiting(waiting.length));
  if (waiting.length > 0)
    table(
      say.waitingHeads,
      waiting.map(({ facts, sinceMs }) => [
        age(sinceMs),
        time(sinceMs),
        ...whom(facts),
        departmentOf(facts.departmentId),
        nameOf(facts.userId),
      ]),
    );

  output.line("");
  const { closes, closesByCourtesy, unread, stays, days } = policy;
  output.line(closes.length === 0 ? say.closesNobody(days) : say.closes({ days, count: closes.length }));
  if (closes.length > 0) table(say.closesHeads, silentRows(closes));
  output.line("", closesByCourtesy.length === 0 ? say.courtesyNone : say.courtesy(closesByCourtesy.length));
  if (closesByCourtesy.length > 0) table(say.closesHeads, silentRows(closesByCourtesy));
  if (unread.length > 0) output.line("", say.unread(unread.length));
  if (stays.length > 0) {
    output.line("", say.stays(stays.length));
    table(
      say.stayHeads,
      stayGroups(policy, locale).map(({ count, why, firstDueMs }) => [
        String(count),
        why,
        firstDueMs === undefined ? undefined : time(firstDueMs),
      ]),
    );
  }

  output.line("");
  if (routed === undefined) output.line(say.peopleUnknown);
  else if (routed.length === 0) {
    if (waiting.length > 0) output.line(say.routingNone);
  } else {
    const away = routed.filter(({ facts }) => facts.userId !== null).length;
    output.line(say.routing({ count: routed.length, away }));
    const sinceOf = new Map(waiting.map(({ facts, sinceMs }) => [facts.id, sinceMs]));
    table(
      say.routingHeads,
      routed.map(({ facts, decision }) => {
        const { action, userId, departmentId, reasons, rejected } = decision;
        const toQueue = action === "queue" ? say.queueOf(departmentOf(departmentId) ?? "") : say.stayPut;
        const because = reasons.at(-1);
        const [first] = rejected;
        const why =
          facts.departmentId === null
            ? say.noDepartment
            : userId === undefined && first
              ? `${nameOf(first.userId)}: ${rejectionText(first, locale)}`
              : because && routingReasonText(because, locale);
        return [
          age(sinceOf.get(facts.id) ?? nowMs),
          ...whom(facts),
          departmentOf(facts.departmentId),
          userId === undefined ? toQueue : nameOf(userId),
          why,
        ];
      }),
    );
  }
  output.line("", say.made(calls.made, calls.most));
  if (calls.isPaused) output.line(say.pausedMeanwhile);
  else if (calls.isLate) output.line(say.lateMeanwhile(patienceMs / 1_000));
  output.line("", ...say.next);
};
