// Shows decisions as tables: what would happen, to whom a session would go, and why to nobody else.

import type { SessionStatus } from "../../lib/core/command/status.ts";
import { instantText } from "../../lib/core/texts/instant-text.ts";
import type { Candidate } from "../../lib/routing/rules/candidate.ts";
import { rejectionText, routingReasonText, skipText } from "../../lib/routing/rules/reason-texts.ts";
import type {
  RejectedCandidate,
  RoutingDecision,
  RoutingReason,
  SkippedPolicy,
} from "../../lib/routing/rules/routing-decision.ts";
import type { TriggerName } from "../../lib/routing/rules/routing-policy.ts";
import { waitingSinceMs } from "../../lib/routing/rules/waiting-contact.ts";
import { alignedTable } from "../display/aligned-table.ts";
import type { Output } from "../display/output.ts";
import { placeText } from "../display/place-text.ts";
import { ageText } from "../display/time-text.ts";
import type { ExplainedDecision, Explanation } from "./explain-route.ts";
import { explanationWords } from "./explanation-words.ts";

/** As it is now. */
interface RoutedSession {
  status: SessionStatus | undefined;
  departmentId: string | null;
  department?: string;
  userId: string | null;
  owner?: string;
  /** The ISO instant since which the contact waits; absent where they do not. */
  waitingSince?: string;
}

/** Every `message` is a sentence in the language of the configuration. */
type WithMessage<Of> = Of & { message: string };

export interface ExplainedChoice
  extends Omit<RoutingDecision, "state" | "cursor" | "reasons" | "skipped" | "rejected"> {
  trigger: TriggerName | "schedule";
  /** Which of the schedule's triggers is due. */
  due?: TriggerName;
  /** What would be done, in the language of the configuration. */
  text: string;
  /** Where the session would be, by its name. */
  department?: string;
  reasons: readonly WithMessage<RoutingReason>[];
  /** Policies that were passed over; of the schedule also why nothing is due. */
  skipped: readonly WithMessage<SkippedPolicy>[];
  /** Who would get it, and why. */
  chosen?: WithMessage<Candidate>;
  /** Why nobody else; whoever has no name is not among the people of WTS any more. */
  rejected: readonly WithMessage<RejectedCandidate & Partial<Candidate>>[];
}

/** With --json. */
export interface ExplainedRoute {
  place: string;
  account: string;
  sessionId: string;
  session?: RoutedSession;
  movesToday?: number;
  maxHopsPerDay: number;
  /** What is wrong with names of the policies and of the request, a sentence each. */
  problems: readonly string[];
  decisions: readonly ExplainedChoice[];
}

const wordsOf = ({ locale }: Pick<Explanation, "locale">) => explanationWords[locale.language];

const triggerName = ({ asked, answer }: ExplainedDecision, explanation: Explanation): string => {
  if (asked !== "schedule") return asked.on;
  const { schedule } = wordsOf(explanation);
  return answer.decision.policy === undefined ? schedule : `${schedule}: ${answer.context.trigger.on}`;
};

const decisionText = ({ answer: { decision } }: ExplainedDecision, explanation: Explanation): string => {
  const { action, userId, step, failed } = decision;
  const department = explanation.departmentName(decision.departmentId) ?? "";
  const person = explanation.people.find((each) => each.userId === userId)?.name ?? userId;
  const say = wordsOf(explanation);
  const destination = person === undefined ? say.queueOf(department) : `${person}, ${department}`;
  const what = step === undefined ? say.actions[action] : `${say.actions[action]} (${say.step(step)})`;
  return `${action === "keep" ? what : say.to(what, destination)}${failed ? say.countsAsFailed : ""}`;
};

const sessionLines = (explanation: Explanation): string[] => {
  const { decisions, people, maxHopsPerDay, departmentName, locale } = explanation;
  const say = wordsOf(explanation);
  const answer = decisions[0]?.answer;
  if (!answer) return [];
  const { facts, context } = answer;
  const sinceMs = waitingSinceMs(facts, context);
  return alignedTable([
    [`  ${say.status}`, facts.status],
    [`  ${say.department}`, departmentName(facts.departmentId)],
    [`  ${say.owner}`, people.find(({ userId }) => userId === facts.userId)?.name ?? facts.userId ?? undefined],
    [
      `  ${say.contactWaits}`,
      sinceMs === undefined
        ? say.doesNotWait
        : say.waitsSince(instantText(sinceMs, locale), ageText(context.nowMs - sinceMs)),
    ],
    [`  ${say.movesToday}`, say.of(context.hopsToday, maxHopsPerDay)],
  ]);
};

const peopleLines = ({ answer: { decision } }: ExplainedDecision, explanation: Explanation): string[] => {
  const { people, locale } = explanation;
  const say = wordsOf(explanation);
  const chosenBecause = decision.reasons.at(-1);
  const rejected = new Map(decision.rejected.map((each) => [each.userId, each]));
  const considered = people.filter(({ userId }) => userId === decision.userId || rejected.has(userId));
  const isElsewhere = (userId: string) => rejected.get(userId)?.code === "NOT_A_MEMBER";
  const rows = considered
    .toSorted(
      (one, other) =>
        Number(other.userId === decision.userId) - Number(one.userId === decision.userId) ||
        Number(isElsewhere(one.userId)) - Number(isElsewhere(other.userId)) ||
        one.openSessions - other.openSessions,
    )
    .map(({ userId, name, available, openSessions, reserved, lastAssignedAtMs }) => {
      const rejection = rejected.get(userId);
      return [
        name ?? userId,
        available ? say.yes : say.no,
        String(openSessions),
        String(reserved),
        lastAssignedAtMs === undefined ? undefined : instantText(lastAssignedAtMs, locale),
        rejection?.code ?? "CHOSEN",
        rejection ? rejectionText(rejection, locale) : chosenBecause && routingReasonText(chosenBecause, locale),
      ];
    });
  return rows.length === 0 ? [] : ["", ...alignedTable([say.peopleHeads, ...rows])];
};

const detailLines = (explained: ExplainedDecision, explanation: Explanation): string[] => {
  const { decision } = explained.answer;
  const { locale } = explanation;
  const say = wordsOf(explanation);
  const notBy = ({ policy, ...why }: SkippedPolicy, on = ""): string =>
    `  ${say.notBy(policy)}: ${why.code}: ${on}${skipText(why, locale)}`;
  return [
    "",
    `${say.on(triggerName(explained, explanation))}: ${decisionText(explained, explanation)}`,
    ...decision.reasons.map((reason) => `  ${reason.code}: ${routingReasonText(reason, locale)}`),
    ...(decision.untilMs === undefined ? [] : [`  ${say.nextStepAt(instantText(decision.untilMs, locale))}`]),
    ...decision.skipped.map((skipped) => notBy(skipped)),
    ...explained.notDue.map(({ on, skipped }) => notBy(skipped, `${on}: `)),
    ...peopleLines(explained, explanation),
  ];
};

const sessionOf = ({ answer: { facts, context } }: ExplainedDecision, explanation: Explanation): RoutedSession => {
  const { status, departmentId, userId } = facts;
  const department = explanation.departmentName(departmentId);
  const owner = explanation.people.find((each) => each.userId === userId)?.name;
  const sinceMs = waitingSinceMs(facts, context);
  return {
    ...{ status, departmentId, userId },
    ...(department !== undefined && { department }),
    ...(owner !== undefined && { owner }),
    ...(sinceMs !== undefined && { waitingSince: new Date(sinceMs).toISOString() }),
  };
};

const asJson = (explanation: Explanation, place: string): ExplainedRoute => {
  const { account, sessionId, decisions, people, maxHopsPerDay, problems, locale, departmentName } = explanation;
  const person = (userId: string | null | undefined) => people.find((each) => each.userId === userId);
  const [first] = decisions;
  return {
    place,
    account,
    sessionId,
    ...(first && { session: sessionOf(first, explanation), movesToday: first.answer.context.hopsToday }),
    maxHopsPerDay,
    problems,
    decisions: decisions.map((explained): ExplainedChoice => {
      const { answer, asked, notDue } = explained;
      const { decision, context } = answer;
      const { state: _state, cursor: _cursor, rejected, reasons, skipped, ...shown } = decision;
      const skippedOf = (each: SkippedPolicy, on = "") => ({ ...each, message: `${on}${skipText(each, locale)}` });
      const [chosen, because] = [person(shown.userId), reasons.at(-1)];
      const department = departmentName(shown.departmentId);
      return {
        trigger: asked === "schedule" ? asked : context.trigger.on,
        ...(asked === "schedule" && shown.policy !== undefined && { due: context.trigger.on }),
        text: decisionText(explained, explanation),
        ...shown,
        ...(department !== undefined && { department }),
        reasons: reasons.map((each) => ({ ...each, message: routingReasonText(each, locale) })),
        skipped: [
          ...skipped.map((each) => skippedOf(each)),
          ...notDue.map((each) => skippedOf(each.skipped, `${each.on}: `)),
        ],
        ...(chosen && { chosen: { ...chosen, message: because ? routingReasonText(because, locale) : "" } }),
        rejected: rejected.map((each) => ({
          ...{ ...person(each.userId), ...each },
          message: rejectionText(each, locale),
        })),
      };
    }),
  };
};

export const showExplanation = (output: Output, place: string, explanation: Explanation): void => {
  const { account, sessionId, decisions, problems, locale } = explanation;
  const say = wordsOf(explanation);
  output.json(asJson(explanation, place) satisfies ExplainedRoute);
  output.line(
    say.opening({ account, sessionId, place: placeText(place, locale.language), timeZone: locale.timeZone }),
    "",
    ...sessionLines(explanation),
    "",
    ...alignedTable([
      say.decisionHeads,
      ...decisions.map((explained) => [
        triggerName(explained, explanation),
        explained.answer.decision.policy,
        decisionText(explained, explanation),
        explained.answer.decision.reasons.map(({ code }) => code).join(", "),
      ]),
    ]),
  );
  if (problems.length > 0) output.line("", say.toCorrect, ...problems.map((problem) => `  ${problem}`));
  for (const explained of decisions) output.line(...detailLines(explained, explanation));
};
