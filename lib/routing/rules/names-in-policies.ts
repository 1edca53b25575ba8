// Lists what has to be looked up before a decision: the names of departments and people, and the round-robin counters.
import type { RequestedTarget } from "../../core/command/route-request.ts";
import { listed } from "../../core/sessions/listed.ts";
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import type { RoutingContext } from "./routing-context.ts";
import type { RoutingPolicy } from "./routing-policy.ts";
import { strategies } from "./strategies.ts";

interface RoutingNames {
  departments: readonly string[];
  users: readonly string[];
}

/** Null stands for "none" in a policy and is nobody's name, so it is left out. */
const each = (names: readonly (string | null | undefined)[]): readonly string[] => [
  ...new Set(names.filter((name) => typeof name === "string")),
];

/** Every name that the policies and a request use, as it is written there, each once. */
export const namesIn = (policies: readonly RoutingPolicy[], to: RequestedTarget = {}): RoutingNames => {
  const departments = policies.flatMap(({ department, fallback, escalation, match, except }) => [
    department,
    fallback?.department,
    ...escalation.map((step) => step.to.department),
    ...[match, except].flatMap((sessions) => listed(sessions.department) ?? []),
  ]);
  const users = policies.flatMap(({ users: named = [], escalation, match, except }) => [
    ...named,
    ...escalation.map((step) => step.to.user),
    ...[match, except].flatMap((sessions) => listed(sessions.user) ?? []),
  ]);
  return { departments: each([...departments, to.department]), users: each([...users, to.user]) };
};

/** The policy itself has a counter and each of its steps has one: people of different pools do not share turns. */
export const cursorKey = (policy: string, step: number, departmentId: string): string =>
  `${policy}/${step}/${departmentId}`;

/** Every counter that a decision about this session could ask for. */
export const cursorKeysOf = (
  { departmentId }: SessionFacts,
  policies: readonly RoutingPolicy[],
  { names, state, trigger }: Pick<RoutingContext, "names" | "state" | "trigger">,
): readonly string[] => {
  const idOf = (name: string | undefined) => (name === undefined ? undefined : names.departments.get(name));
  // A policy without a department is at home where the session is, or where it was when the policy first took it.
  const homes = each([idOf(trigger.to?.department), departmentId, state?.originDepartmentId]);
  return policies
    .filter(({ strategy }) => strategies[strategy].takesTurns)
    .flatMap(({ name, department, escalation }) => [
      ...each([idOf(department), ...homes]).map((id) => cursorKey(name, 0, id)),
      ...escalation.flatMap(({ to }, index) => each([idOf(to.department)]).map((id) => cursorKey(name, index + 1, id))),
    ]);
};
