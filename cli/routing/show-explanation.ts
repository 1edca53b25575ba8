// Shows decisions as tables: what would happen, to whom a session would go, and why to nobody else.
import { instantText } from "../../lib/core/texts/instant-text.ts";
import { rejectionText, routingReasonText, skipText } from "../../lib/routing/rules/reason-texts.ts";
import type { SkippedPolicy } from "../../lib/routing/rules/routing-decision.ts";
import { waitingSinceMs } from "../../lib/routing/rules/waiting-contact.ts";
import { alignedTable } from "../display/aligned-table.ts";
import type { Output } from "../display/output.ts";
import { placeText } from "../display/place-text.ts";
import { ageText } from "../display/time-text.ts";
import type { ExplainedDecision, Explanation } from "./explain-route.ts";
import { explanationWords } from "./explanation-words.ts";

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

const asJson = (explanation: Explanation, place: string): object => {
  const { account, sessionId, decisions, people, maxHopsPerDay, problems, locale } = explanation;
  const person = (userId: string) => people.find((each) => each.userId === userId);
  const [first] = decisions;
  return {
    place,
    account,
    sessionId,
    session: first && {
      status: first.answer.facts.status,
      departmentId: first.answer.facts.departmentId,
      userId: first.answer.facts.userId,
    },
    movesToday: first?.answer.context.hopsToday,
    maxHopsPerDay,
    problems,
    decisions: decisions.map(({ answer: { decision, context }, asked, notDue }) => {
      const { state: _state, cursor: _cursor, rejected, reasons, skipped, ...shown } = decision;
      const skippedOf = (each: SkippedPolicy, on = "") => ({ ...each, message: `${on}${skipText(each, locale)}` });
      return {
        trigger: asked === "schedule" ? asked : context.trigger.on,
        ...(asked === "schedule" && shown.policy !== undefined && { due: context.trigger.on }),
        ...shown,
        reasons: reasons.map((each) => ({ ...each, message: routingReasonText(each, locale) })),
        skipped: [
          ...skipped.map((each) => skippedOf(each)),
          ...notDue.map((each) => skippedOf(each.skipped, `${each.on}: `)),
        ],
        ...(shown.userId !== undefined && { chosen: person(shown.userId) }),
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
  output.json(asJson(explanation, place));
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
