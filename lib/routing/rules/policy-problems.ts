// Finds what is wrong with a routing policy although each of its keys is right: what could never happen, or never end.

import { statuses } from "../../core/command/status.ts";
import { type ReportProblem, rule } from "../../core/config-shape.ts";
import { foldName } from "../../core/names.ts";
import { openStatuses } from "../../core/sessions/open-statuses.ts";
import { child, listOf } from "../../core/sessions/unchecked-config.ts";
import { isProperties, own, type Properties } from "../../core/value.ts";
import { isQueueOnly } from "./strategies.ts";

const nameIn = (value: unknown, key: string): string | undefined => {
  const name = child(value, key);
  return typeof name === "string" && name.trim() !== "" ? foldName(name) : undefined;
};

/** The indexes of the values that stand in the list before already. */
const repeated = (values: readonly (string | undefined)[]): number[] =>
  values.flatMap((value, index) => (value !== undefined && values.indexOf(value) < index ? index : []));

const triggerName = (trigger: unknown): string | undefined => {
  if (typeof trigger === "string") return trigger;
  return isProperties(trigger) ? Object.keys(trigger)[0] : undefined;
};

const hasQueueOnly = (policy: Properties): boolean => isQueueOnly(own(policy, "strategy"), own(policy, "users"));

const whenProblems = (policy: Properties, report: ReportProblem): void => {
  const names = listOf(own(policy, "when")).map(triggerName);
  for (const index of repeated(names)) report(["when", index], "is there twice; keep one");
  if (names.includes("backlog") && hasQueueOnly(policy))
    report(
      ["when", names.indexOf("backlog")],
      "gives waiting sessions to people, and this policy has a queue only; name users",
    );
  const wanted = [child(own(policy, "match"), "status")].flat();
  const movable: readonly unknown[] = openStatuses;
  if (
    wanted.some((status) => statuses.some((known) => known === status)) &&
    !wanted.some((status) => movable.includes(status))
  )
    report(["match", "status"], `matches nothing: only sessions in ${openStatuses.join(", ")} are moved`);
};

const peopleProblems = (policy: Properties, report: ReportProblem): void => {
  for (const index of repeated(listOf(own(policy, "users")).map((user) => nameIn({ user }, "user"))))
    report(["users", index], "is there twice; keep one");
  if (hasQueueOnly(policy) && own(policy, "department") === undefined)
    report(["strategy"], '"direct" needs a destination: name a department, users, or both');
  if (hasQueueOnly(policy) && own(policy, "capacity") !== undefined && own(policy, "stickyOwner") === undefined)
    report(["capacity"], "limits people, and this policy has a queue only; leave it out, or name users");
};

/** Where a step leads to, as a text: two steps that lead to the same target have the same one. */
const targetOf = (step: unknown, home: string | undefined): string | undefined => {
  const to = child(step, "to");
  const [department, user] = [nameIn(to, "department"), nameIn(to, "user")];
  if (department === undefined && user === undefined) return undefined;
  return user === undefined ? `department ${department}` : `user ${user} in ${department ?? home ?? ""}`;
};

const chainProblems = (policy: Properties, report: ReportProblem): void => {
  const steps = listOf(own(policy, "escalation"));
  const home = nameIn(policy, "department");
  for (const [index, step] of steps.entries()) {
    const to = child(step, "to");
    if (isProperties(to) && own(to, "department") === undefined && own(to, "user") === undefined)
      report(["escalation", index, "to"], "has no target: name a department, a user, or both");
  }
  const start = home === undefined ? undefined : `department ${home}`;
  const targets = [start, ...steps.map((step) => targetOf(step, home))];
  for (const index of repeated(targets))
    report(["escalation", index - 1, "to"], "leads back to where the session has been; each step needs another target");
  const fallback = own(policy, "fallback");
  const end = nameIn(fallback, "department");
  if (end !== undefined && end === home)
    report(
      ["fallback", "department"],
      "leads back to the policy's own department; without a fallback, sessions wait there",
    );
  if (isProperties(fallback) && own(fallback, "afterMinutes") !== undefined && steps.length === 0)
    report(["fallback", "afterMinutes"], "counts from the last step, and there are no steps; leave it out");
};

/** Reports the problems of one policy; those of several policies together are found by `routingShape`. */
export const policyProblems = rule<Record<string, unknown>>((policy, report) => {
  if (!isProperties(policy)) return;
  whenProblems(policy, report);
  peopleProblems(policy, report);
  chainProblems(policy, report);
});
