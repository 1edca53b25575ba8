// What is wrong with a policy although each of its properties is right: it could never act, or not as its author thinks.
import type { ReportProblem } from "../../core/config-shape.ts";
import { durationOf, unitMs } from "../../core/hours/duration.ts";
import { asUuid } from "../../core/ids.ts";
import { foldName } from "../../core/names.ts";
import { openStatuses } from "../../core/sessions/open-statuses.ts";
import { handlers, sessionTypes } from "../../core/sessions/session-match.ts";
import { child, listOf, valuesOf } from "../../core/sessions/unchecked-config.ts";
import { boundByWindow, windowMs } from "../../core/sessions/whatsapp-window.ts";
import { contactTextProblem, placeholderProblem } from "../../core/texts/placeholders.ts";
import { longestText, parseTemplate } from "../../core/texts/template.ts";
import { isProperties, own, type Properties } from "../../core/value.ts";

const longestIdleMs = 366 * unitMs.days;
const longestGraceMs = 7 * unitMs.days;

const domains: Readonly<Record<string, readonly string[]>> = {
  status: openStatuses,
  type: sessionTypes,
  handledBy: handlers,
};

const checkExceptions = (policy: Properties, report: ReportProblem): void => {
  const [match, except] = [own(policy, "match"), own(policy, "except")];
  for (const criterion of ["status", "department", "user", "channel", "tags", "type", "handledBy"]) {
    const taken = valuesOf(except, criterion);
    const wanted = valuesOf(match, criterion) ?? domains[criterion]?.map(foldName);
    if (taken && wanted?.every((value) => taken.includes(value)))
      report(["except", criterion], `takes away everything that match.${criterion} asks for: no session could match`);
  }
  const [wanted, taken] = [child(match, "metadata"), child(except, "metadata")];
  if (!isProperties(wanted) || !isProperties(taken)) return;
  for (const key of Object.keys(taken))
    if (own(wanted, key) !== undefined && (own(taken, key) === true || own(taken, key) === own(wanted, key)))
      report(["except", "metadata"], "takes away what match.metadata asks for: no session could match");
};

const checkHandler = (policy: Properties, report: ReportProblem): void => {
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

const checkHours = (policy: Properties, report: ReportProblem): void => {
  if (own(policy, "hours") !== undefined) return;
  const grace = child(own(policy, "warning"), "grace");
  const needs = "needs hours, the policy's business hours";
  if (child(own(policy, "idle"), "clock") === "business") report(["idle", "clock"], needs);
  if (child(grace, "clock") === "business") report(["warning", "grace", "clock"], needs);
  if (own(policy, "onlyInHours") === true) report(["onlyInHours"], needs);
};

const checkSpans = (policy: Properties, report: ReportProblem): void => {
  if ((durationOf(own(policy, "idle")) ?? 0) > longestIdleMs) report(["idle"], "must be at most 366 days");
  const graceMs = durationOf(child(own(policy, "warning"), "grace")) ?? 0;
  if (graceMs > longestGraceMs) report(["warning", "grace"], "must be at most 7 days");
};

/** The team reads them, or WTS alone. */
const ownPaths = [
  ["close", "note"],
  ["close", "classification", "description"],
];
/** A farewell without a template is a text alone. */
const contactPaths = [
  ["warning", "text"],
  ["close", "farewell"],
  ["close", "farewell", "text"],
];
const templatePaths = [
  ["warning", "template"],
  ["close", "farewell", "template"],
];

const at = (policy: Properties, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, name) => child(value, name), policy);

const keysUnder = (policy: Properties, path: readonly string[]): string[][] =>
  Object.keys(Object(at(policy, path))).map((key) => [...path, key]);

const checkTexts = (policy: Properties, report: ReportProblem): void => {
  const check = (paths: readonly (readonly string[])[], problemOf: (text: string) => string | undefined): void => {
    for (const path of paths) {
      const text = at(policy, path);
      if (typeof text !== "string") continue;
      const problem = problemOf(text);
      if (problem) report(path, problem);
      if (text.length > longestText) report(path, `must have at most ${longestText} characters, as WhatsApp allows`);
    }
  };
  check([...ownPaths, ...keysUnder(policy, ["close", "metadata"])], placeholderProblem);
  const parameters = templatePaths.flatMap((path) => keysUnder(policy, [...path, "parameters"]));
  check([...contactPaths, ...parameters], contactTextProblem);
  for (const path of templatePaths) {
    const given = at(policy, path);
    // What is no template at all has a problem of its own.
    if (isProperties(given) && typeof own(given, "id") === "string" && own(given, "id") !== "")
      parseTemplate(given, (name, message) => {
        const isText = typeof at(policy, [...path, ...name.split(".")]) === "string";
        if (isText || name === "parameters") report([...path, ...name.split(".")], message);
      });
  }
};

/** It is the default of `answersThatDoNotCount`. */
export const unsaidOrigin = "OFFICE_HOURS";

const checkAnswers = (policy: Properties, report: ReportProblem): void => {
  if (own(policy, "waitingOn") !== "anyone") return;
  // What is read may have its defaults already, which nobody has said.
  const isSaid = (given: unknown): boolean =>
    given === true || (Array.isArray(given) && given.some((each) => each !== unsaidOrigin));
  for (const name of ["answersThatDoNotCount", "courtesyReplies"])
    if (isSaid(own(policy, name)))
      report([name], 'says nothing with waitingOn "anyone", which closes sessions without an answer too');
};

export const checkPolicy = (policy: unknown, report: ReportProblem): void => {
  if (!isProperties(policy)) return;
  for (const check of [checkExceptions, checkHandler, checkHours, checkSpans, checkTexts, checkAnswers])
    check(policy, report);
};

const matchesAll = (policy: Properties): boolean => {
  const [match, except] = [own(policy, "match") ?? {}, own(policy, "except") ?? {}];
  const only = isProperties(match) && Object.keys(match).every((name) => name === "status");
  return only && isProperties(except) && Object.keys(except).length === 0;
};

const statusesOf = (policy: Properties): readonly unknown[] =>
  valuesOf(own(policy, "match"), "status") ?? openStatuses.map(foldName);

/** Whoever hears or reads a policy's name knows which one is meant, whatever the account. */
export const checkPolicies = (policies: unknown, report: ReportProblem): void => {
  const names = listOf(policies).map((policy) => child(policy, "name"));
  for (const [index, name] of names.entries())
    if (name !== undefined && names.indexOf(name) < index)
      report([index, "name"], "is the name of an earlier policy; each needs its own, also in another account");
};

/** The first policy that matches decides, so order matters; an account's policies are asked about its sessions only. */
const checkOrder = (config: unknown, policies: readonly unknown[], report: ReportProblem): void => {
  const given = child(child(config, "autoClose"), "accounts");
  const common = Array.isArray(given) ? given : [child(config, "account") ?? "default"];
  const accountsOf = (policy: Properties): readonly unknown[] => {
    const account = own(policy, "account");
    return account === undefined ? common : [account];
  };
  for (const [index, policy] of policies.entries()) {
    if (!isProperties(policy) || own(policy, "enabled") === false) continue;
    const hidden = policies
      .slice(0, index)
      .filter(isProperties)
      .some(
        (other) =>
          own(other, "enabled") !== false &&
          matchesAll(other) &&
          statusesOf(policy).every((status) => statusesOf(other).includes(status)) &&
          accountsOf(policy).every((account) => accountsOf(other).includes(account)),
      );
    if (hidden) report([index, "match"], "is never asked: an earlier policy matches every session; put that one last");
  }
};

/** Nobody hears on an official channel later than 24 hours after writing, so a policy could wait for years in silence. */
const checkLateTexts = (policy: unknown, report: ReportProblem): void => {
  if (!isProperties(policy) || own(policy, "whenUnsendable") !== undefined) return;
  /** A channel given by its id may be of any type. */
  const unbound = valuesOf(own(policy, "match"), "channel")?.some(
    (channel) => asUuid(channel) !== undefined || !boundByWindow(String(channel).toUpperCase()),
  );
  const answered = (own(policy, "waitingOn") ?? "contact") === "contact";
  if (unbound || (!answered && (child(own(policy, "idle"), "since") ?? "out") === "out")) return;
  const idleMs = durationOf(own(policy, "idle"));
  const warning = own(policy, "warning");
  const graceMs = warning === undefined ? 0 : durationOf(child(warning, "grace"));
  if (idleMs === undefined || graceMs === undefined) return;
  const late = (what: string) =>
    `must be said here: ${what} would come 24 hours or more after the contact's last message, when WhatsApp's official channels take none; "close" closes without it, "leave" closes only on other channels`;
  const farewell = child(own(policy, "close"), "farewell");
  const [warns, says] = [warning, farewell].map((said) => said !== undefined && child(said, "template") === undefined);
  if (warns && idleMs >= windowMs) report(["whenUnsendable"], late("the warning"));
  else if (says && idleMs + graceMs >= windowMs) report(["whenUnsendable"], late("the farewell"));
};

/** The list of the older API does not say whether a session is a group's. */
const checkTypeIsKnown = (policy: unknown, report: ReportProblem): void => {
  for (const part of ["match", "except"])
    if (child(child(policy, part), "type") !== undefined)
      report([part, "type"], 'is known only with wts.apiVersion "v2"');
};

/** It reads the whole configuration as it was written: with the defaults in it nobody can tell what was said. */
export const checkAutoClose = (config: unknown, report: ReportProblem): void => {
  const policies = listOf(child(child(config, "autoClose"), "policies"));
  const isOldApi = child(child(config, "wts"), "apiVersion") === "v1";
  checkOrder(config, policies, (path, message) => report(["autoClose", "policies", ...path], message));
  for (const [index, policy] of policies.entries()) {
    const reportOfPolicy: ReportProblem = (path, message) => report(["autoClose", "policies", index, ...path], message);
    checkLateTexts(policy, reportOfPolicy);
    if (isOldApi) checkTypeIsKnown(policy, reportOfPolicy);
  }
};
