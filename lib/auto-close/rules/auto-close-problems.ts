// Rules of auto-close that need the configuration as it was written: with the defaults in it nobody can tell what was said.
import type { ReportProblem } from "../../core/config-shape.ts";
import { durationOf } from "../../core/hours/duration.ts";
import { asUuid } from "../../core/ids.ts";
import { child, valuesOf } from "../../core/sessions/given.ts";
import { isProperties, own } from "../../core/value.ts";
import { boundByWindow, windowMs } from "./whatsapp-window.ts";

/** Nobody hears on an official channel later than 24 hours after writing, so a policy could wait for years in silence. */
const judgePolicy = (policy: unknown, report: ReportProblem): void => {
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
  if (warning !== undefined && idleMs >= windowMs) report(["whenUnsendable"], late("the warning"));
  else if (child(own(policy, "close"), "farewell") !== undefined && idleMs + graceMs >= windowMs)
    report(["whenUnsendable"], late("the farewell"));
};

/** The list of the older API does not say whether a session is a group's. */
const judgeType = (policy: unknown, report: ReportProblem): void => {
  for (const part of ["match", "except"])
    if (child(child(policy, part), "type") !== undefined)
      report([part, "type"], 'is known only with wts.apiVersion "v2"');
};

export const judgeAutoClose = (config: unknown, report: ReportProblem): void => {
  const policies = child(child(config, "autoClose"), "policies");
  const judges = child(child(config, "wts"), "apiVersion") === "v1" ? [judgePolicy, judgeType] : [judgePolicy];
  for (const [index, policy] of Array.isArray(policies) ? policies.entries() : [])
    for (const judge of judges)
      judge(policy, (path, message) => report(["autoClose", "policies", index, ...path], message));
};
