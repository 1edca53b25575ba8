// Whether a session has been idle long enough, and what a warning of ours does to that.
import { addBusinessMs } from "../../core/hours/business-time.ts";
import {
  type AutoCloseAction,
  type AutoCloseCase,
  addReason,
  instantText,
  isPlausible,
  keepOpen,
  needAnswers,
  wait,
} from "./auto-close-case.ts";

/** It is "touched" when something went out after the warning, and who wrote that is not known yet. */
type WarningState = "none" | "stands" | "touched" | "cancelled";

const warningState = ({ facts, ready, moment: { warned, answers } }: AutoCloseCase): WarningState => {
  if (warned === undefined || ready.grace === undefined) return "none";
  const { lastMessageInMs, lastMessageOutMs } = facts;
  if (typeof lastMessageInMs === "number" && lastMessageInMs > (warned.lastMessageInMs ?? Number.NEGATIVE_INFINITY))
    return "cancelled";
  const sentAtMs = warned.messageAtMs ?? warned.warnedAtMs;
  if (typeof lastMessageOutMs !== "number" || lastMessageOutMs <= sentAtMs) return "stands";
  if (answers === undefined) return "touched";
  const byPerson = answers.some(({ origin, atMs }) => (origin ?? "DEFAULT") === "DEFAULT" && atMs > sentAtMs);
  return byPerson ? "cancelled" : "stands";
};

/** The instant since which nothing has been said; a warning starts the clock anew, wherever WTS shows it. */
const idleSince = ({ facts, ready, moment }: AutoCloseCase): number | null | undefined => {
  const { lastMessageInMs, lastMessageOutMs, createdAtMs } = facts;
  const { since } = ready.policy.idle;
  const said = [since === "out" ? null : lastMessageInMs, since === "in" ? null : lastMessageOutMs].filter(
    (ms) => typeof ms === "number",
  );
  if (said.length === 0 && since !== "any") return null;
  if (said.length === 0 && (createdAtMs === undefined || !isPlausible(createdAtMs))) return undefined;
  return Math.max(...(said.length === 0 ? [createdAtMs ?? 0] : said), moment.warned?.warnedAtMs ?? 0);
};

const after = ({ ready }: AutoCloseCase, fromMs: number, ms: number, clock: "wall" | "business"): number | undefined =>
  clock === "wall" || ready.calendar === undefined ? fromMs + ms : addBusinessMs(ready.calendar, fromMs, ms);

const neverOver = (one: AutoCloseCase): AutoCloseAction =>
  keepOpen(one, "NEVER_OPEN", "its business hours never come round, so no business time passes");

/** It answers what there is to do instead, or how the session comes to be due: idle, or idle after a warning. */
export const idleness = (one: AutoCloseCase): AutoCloseAction | "idle" | "warned" => {
  const { ready, moment } = one;
  const { idle } = ready.policy;
  const state = warningState(one);
  const warningStands = (untilMs: number): AutoCloseAction =>
    wait(one, untilMs, "WARNING_STANDS", `warned at ${instantText(warnedAtMs)}; there is time to answer`);
  const warnedAtMs = moment.warned?.warnedAtMs ?? 0;
  const graceEndMs = ready.grace && after(one, warnedAtMs, ready.grace.ms, ready.grace.clock);
  if (state === "stands") {
    if (graceEndMs === undefined) return neverOver(one);
    if (moment.nowMs < graceEndMs) return warningStands(graceEndMs);
    addReason(one, "WARNED", `warned at ${instantText(warnedAtMs)}, and the time to answer is over`);
    return "warned";
  }
  const sinceMs = idleSince(one);
  if (sinceMs === undefined) return keepOpen(one, "FACT_MISSING", "WTS did not say when it was created");
  if (sinceMs === null) return keepOpen(one, "NO_MESSAGE", `there is no message ${idle.since} to count from`);
  const dueMs = after(one, sinceMs, ready.idleMs, idle.clock);
  if (state === "touched") {
    const firstMs = Math.min(graceEndMs ?? Number.POSITIVE_INFINITY, dueMs ?? Number.POSITIVE_INFINITY);
    if (moment.nowMs < firstMs && firstMs < Number.POSITIVE_INFINITY) return warningStands(firstMs);
    return needAnswers(one, "something was sent after the warning; whether by a person is to be read");
  }
  if (state === "cancelled")
    addReason(one, "WARNING_CANCELLED", "somebody wrote after the warning, so it counts no more");
  if (dueMs === undefined) return neverOver(one);
  if (moment.nowMs < dueMs)
    return wait(one, dueMs, "NOT_IDLE_YET", `idle since ${instantText(sinceMs)}, which is not long enough`);
  addReason(one, "IDLE", `idle since ${instantText(sinceMs)}, which is long enough since ${instantText(dueMs)}`);
  return "idle";
};
