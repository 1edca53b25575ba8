// What is wrong with a policy although each of its properties is right: it could never act, or not as its author thinks.
import type { ReportProblem } from "../../core/config-shape.ts";
import { durationOf, unitMs } from "../../core/hours/duration.ts";
import { foldName } from "../../core/names.ts";
import { child, valuesOf } from "../../core/sessions/given.ts";
import { handlers, openStatuses, sessionTypes } from "../../core/sessions/session-match.ts";
import { isProperties, own, type Properties } from "../../core/value.ts";
import { placeholderProblem } from "./placeholders.ts";

const longestIdleMs = 366 * unitMs.days;
const longestGraceMs = 7 * unitMs.days;
/** WhatsApp's own. */
const longestText = 4096;

const under =
  (path: readonly (string | number)[], report: ReportProblem): ReportProblem =>
  (inner, message) =>
    report([...path, ...inner], message);

const domains: Readonly<Record<string, readonly string[]>> = { type: sessionTypes, handledBy: handlers };

const judgeExceptions = (policy: Properties, report: ReportProblem): void => {
  const [match, except] = [own(policy, "match"), own(policy, "except")];
  for (const criterion of ["status", "department", "user", "channel", "tags", "type", "handledBy"]) {
    const taken = valuesOf(except, criterion);
    const domain = criterion === "status" ? openStatuses : domains[criterion];
    const wanted = valuesOf(match, criterion) ?? domain?.map(foldName);
    if (taken && wanted?.every((value) => taken.includes(value)))
      report(["except", criterion], `takes away everything that match.${criterion} asks for: no session could match`);
  }
  const [wanted, taken] = [child(match, "metadata"), child(except, "metadata")];
  if (!isProperties(wanted) || !isProperties(taken)) return;
  for (const key of Object.keys(taken))
    if (own(wanted, key) !== undefined && (own(taken, key) === true || own(taken, key) === own(wanted, key)))
      report(["except", "metadata"], "takes away what match.metadata asks for: no session could match");
};

const judgeHandler = (policy: Properties, report: ReportProblem): void => {
  const match = own(policy, "match");
  const [handledBy, users] = [valuesOf(match, "handledBy"), valuesOf(match, "user")];
  if (!handledBy || !users) return;
  const someone = users.some((user) => user !== null) && handledBy.includes("human");
  const noOne = users.includes(null) && handledBy.some((handler) => handler !== "human");
  if (!someone && !noOne)
    report(
      ["match", "handledBy"],
      "contradicts match.user: a session with a person is handled by a human, and only that",
    );
};

const judgeHours = (policy: Properties, report: ReportProblem): void => {
  if (own(policy, "hours") !== undefined) return;
  const grace = child(own(policy, "warning"), "grace");
  const needs = "needs hours, the policy's business hours";
  if (child(own(policy, "idle"), "clock") === "business") report(["idle", "clock"], needs);
  if (child(grace, "clock") === "business") report(["warning", "grace", "clock"], needs);
  if (own(policy, "onlyInHours") === true) report(["onlyInHours"], needs);
};

const judgeSpans = (policy: Properties, report: ReportProblem): void => {
  if ((durationOf(own(policy, "idle")) ?? 0) > longestIdleMs) report(["idle"], "must be at most 366 days");
  const graceMs = durationOf(child(own(policy, "warning"), "grace")) ?? 0;
  if (graceMs > longestGraceMs) report(["warning", "grace"], "must be at most 7 days");
};

const judgeText = (value: unknown, report: ReportProblem): void => {
  if (typeof value !== "string") return;
  const problem = placeholderProblem(value);
  if (problem) report([], problem);
  if (value.length > longestText) report([], `must have at most ${longestText} characters, as WhatsApp allows`);
};

const judgeTexts = (policy: Properties, report: ReportProblem): void => {
  const close = own(policy, "close");
  judgeText(child(own(policy, "warning"), "text"), under(["warning", "text"], report));
  judgeText(child(close, "note"), under(["close", "note"], report));
  judgeText(child(close, "farewell"), under(["close", "farewell"], report));
  judgeText(
    child(child(close, "classification"), "description"),
    under(["close", "classification", "description"], report),
  );
  const metadata = child(close, "metadata");
  if (isProperties(metadata))
    for (const [key, value] of Object.entries(metadata)) judgeText(value, under(["close", "metadata", key], report));
};

const judgeAnswers = (policy: Properties, report: ReportProblem): void => {
  const given = own(policy, "answersThatDoNotCount");
  if (own(policy, "waitingOn") === "anyone" && Array.isArray(given) && given.length > 0)
    report(
      ["answersThatDoNotCount"],
      'says nothing with waitingOn "anyone", which closes sessions without an answer too',
    );
};

export const judgePolicy = (policy: unknown, report: ReportProblem): void => {
  if (!isProperties(policy)) return;
  for (const judge of [judgeExceptions, judgeHandler, judgeHours, judgeSpans, judgeTexts, judgeAnswers])
    judge(policy, report);
};

const matchesAll = (policy: Properties): boolean => {
  const [match, except] = [own(policy, "match") ?? {}, own(policy, "except") ?? {}];
  const only = isProperties(match) && Object.keys(match).every((name) => name === "status");
  return only && isProperties(except) && Object.keys(except).length === 0;
};

const statusesOf = (policy: Properties): readonly unknown[] =>
  valuesOf(own(policy, "match"), "status") ?? openStatuses.map(foldName);

/** The first policy that matches decides, so order matters. */
export const judgePolicies = (policies: unknown, report: ReportProblem): void => {
  if (!Array.isArray(policies)) return;
  for (const [index, policy] of policies.entries()) {
    if (!isProperties(policy)) continue;
    const earlier = policies.slice(0, index).filter(isProperties);
    if (earlier.some((other) => own(other, "name") === own(policy, "name")))
      report([index, "name"], "is the name of an earlier policy; each needs its own");
    const hidden = earlier.some(
      (other) =>
        own(other, "enabled") !== false &&
        matchesAll(other) &&
        statusesOf(policy).every((status) => statusesOf(other).includes(status)),
    );
    if (hidden && own(policy, "enabled") !== false)
      report([index, "match"], "is never asked: an earlier policy matches every session; put that one last");
  }
};
