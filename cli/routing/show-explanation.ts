// Shows decisions as tables: what would happen, to whom a session would go, and why to nobody else.
import { waitingSinceMs } from "../../lib/routing/rules/waiting-contact.ts";
import { alignedTable } from "../display/aligned-table.ts";
import type { Output } from "../display/output.ts";
import { ageText, timeText } from "../display/time-text.ts";
import type { ExplainedDecision, Explanation } from "./explain-route.ts";

const triggerName = ({ asked, answer }: ExplainedDecision): string => {
  if (asked !== "schedule") return asked.on;
  return answer.decision.policy === undefined ? "schedule" : `schedule: ${answer.context.trigger.on}`;
};

const instantText = (ms: number): string => timeText(new Date(ms).toISOString());

const decisionText = ({ answer: { decision } }: ExplainedDecision, explanation: Explanation): string => {
  const { action, userId, step, failed } = decision;
  const department = explanation.departmentName(decision.departmentId) ?? "";
  const person = explanation.people.find((each) => each.userId === userId)?.name ?? userId;
  const destination = person === undefined ? `the queue of ${department}` : `${person}, ${department}`;
  const what = step === undefined ? action : `${action} (step ${step})`;
  return `${action === "keep" ? "keep" : `${what} to ${destination}`}${failed ? ", and it counts as failed" : ""}`;
};

const sessionText = (explanation: Explanation): string => {
  const { decisions, people, maxHopsPerDay, departmentName } = explanation;
  const answer = decisions[0]?.answer;
  if (!answer) return "";
  const { facts, context } = answer;
  const sinceMs = waitingSinceMs(facts, context);
  return alignedTable([
    ["  status", facts.status],
    ["  department", departmentName(facts.departmentId)],
    ["  owner", people.find(({ userId }) => userId === facts.userId)?.name ?? facts.userId ?? undefined],
    [
      "  contact waits",
      sinceMs === undefined ? "no" : `since ${instantText(sinceMs)} (${ageText(context.nowMs - sinceMs)})`,
    ],
    ["  moves today", `${context.hopsToday} of ${maxHopsPerDay}`],
  ]);
};

const peopleText = ({ answer: { decision } }: ExplainedDecision, { people }: Explanation): string => {
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
    .map(({ userId, name, available, openSessions, reserved, lastAssignedAtMs }) => [
      name ?? userId,
      available ? "yes" : "no",
      String(openSessions),
      String(reserved),
      lastAssignedAtMs === undefined ? undefined : instantText(lastAssignedAtMs),
      rejected.get(userId)?.code ?? "CHOSEN",
      rejected.get(userId)?.message ?? decision.reasons.at(-1)?.message,
    ]);
  return rows.length === 0
    ? ""
    : alignedTable([["PERSON", "AVAILABLE", "OPEN", "PROMISED", "LAST ASSIGNED", "ANSWER", "WHY"], ...rows]);
};

const detailText = (explained: ExplainedDecision, explanation: Explanation): string => {
  const { decision } = explained.answer;
  const skipped = [...decision.skipped, ...explained.notDue];
  return [
    `\nOn ${triggerName(explained)}: ${decisionText(explained, explanation)}`,
    ...decision.reasons.map(({ code, message }) => `  ${code}: ${message}`),
    ...(decision.untilMs === undefined
      ? []
      : [`  then, unless somebody answers: the next step at ${instantText(decision.untilMs)}`]),
    ...skipped.map(({ policy, code, message }) => `  not by ${policy}: ${code}: ${message}`),
    ...[peopleText(explained, explanation)].filter(Boolean).map((text) => `\n${text}`),
  ].join("\n");
};

const asJson = (explanation: Explanation, place: string): object => {
  const { account, sessionId, decisions, people, maxHopsPerDay, problems } = explanation;
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
      const { state: _state, cursor: _cursor, rejected, ...shown } = decision;
      return {
        trigger: asked === "schedule" ? asked : context.trigger.on,
        ...(asked === "schedule" && shown.policy !== undefined && { due: context.trigger.on }),
        ...shown,
        skipped: [...shown.skipped, ...notDue],
        ...(shown.userId !== undefined && { chosen: person(shown.userId) }),
        rejected: rejected.map((each) => ({ ...person(each.userId), ...each })),
      };
    }),
  };
};

export const showExplanation = (output: Output, place: string, explanation: Explanation): void => {
  const { account, sessionId, decisions, problems } = explanation;
  output.json(asJson(explanation, place));
  output.line(`Session ${sessionId} of account ${account} in ${place}. Nothing is changed. Times are UTC.\n`);
  output.line(`${sessionText(explanation)}\n`);
  output.line(
    alignedTable([
      ["TRIGGER", "POLICY", "DECISION", "BECAUSE"],
      ...decisions.map((explained) => [
        triggerName(explained),
        explained.answer.decision.policy,
        decisionText(explained, explanation),
        explained.answer.decision.reasons.map(({ code }) => code).join(", "),
      ]),
    ]),
  );
  if (problems.length > 0) output.line(["\nTo correct in hooks.config.ts, or in WTS Chat:", ...problems].join("\n  "));
  for (const explained of decisions) output.line(detailText(explained, explanation));
};
