// What hooks.config.ts may say about webhooks of WTS that get lost: when somebody looks for them, and how far back.
import * as z from "zod/mini";
import { part, positive, type ReportProblem } from "../../core/config-shape.ts";
import { child, listOf } from "../../core/sessions/unchecked-config.ts";
import { isProperties, own } from "../../core/value.ts";
import { newSessionType } from "../mapping/queued-wts-event.ts";

/** An event is known as one for 14 days; beyond that what came would seem not to have come. */
const mostDays = 12;
export const usualDays = 2;

export const reconciliationShape = part({
  /** Without it nothing is looked for. */
  at: z.optional(
    z.string("must be a time of day").check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as "03:00"')),
  ),
  days: z._default(positive("days").check(z.lte(mostDays, `must be at most ${mostDays} days`)), usualDays),
  /** They are names of the accounts secret; where none are given, it is the one of `account`. */
  accounts: z.optional(
    z
      .array(z.string("must be an account's name"), "must be a list of accounts")
      .check(z.minLength(1, "must name at least one; leave it out for the one of `account`")),
  ),
});
export type ReconciliationConfig = z.output<typeof reconciliationShape>;

/** Without a source that publishes them, every session would seem to be one that WTS never announced. */
export const checkReconciliation = (config: unknown, report: ReportProblem): void => {
  const reconcile = child(config, "reconcile");
  if (!isProperties(reconcile) || own(reconcile, "at") === undefined) return;
  const ownAccount = child(config, "account") ?? "default";
  const sources = child(config, "sources");
  const covered = Object.values(isProperties(sources) ? sources : {}).flatMap((source) =>
    listOf(child(source, "publish")).includes(newSessionType) && child(source, "observe") !== true
      ? [child(source, "account") ?? ownAccount]
      : [],
  );
  const accounts = Array.isArray(own(reconcile, "accounts")) ? listOf(own(reconcile, "accounts")) : [ownAccount];
  for (const account of accounts)
    if (typeof account === "string" && !covered.includes(account))
      report(
        ["reconcile"],
        `looks for events that nobody publishes: no source of account ${account} has publish with ${newSessionType}`,
      );
};
