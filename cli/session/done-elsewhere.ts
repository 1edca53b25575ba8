// Tells what of a session, as it is now, nothing on record has done: a person in WTS did it, or another program. "Why was it closed?" has no other answer then.
import { isProperties } from "../../lib/core/value.ts";
import { historyMs } from "../../lib/records/ledger.ts";
import type { SessionNow } from "./session-now.ts";
import type { StoryEntry } from "./story-entry.ts";

export const doneElsewhere = ["closed", "opened", "owner", "department"] as const;
export type DoneElsewhere = (typeof doneElsewhere)[number];

/** A command is written down when it is begun; whoever does it has no longer to its end. */
const longestWorkMs = 15 * 60_000;

const isDone = ({ ending }: StoryEntry): boolean => ending === "applied" || ending === "applied in part";
/** A worker died at it: nobody knows what it has done. */
const isInDoubt = ({ ending }: StoryEntry): boolean => ending === "begun";

const changesOf = ({ changes }: StoryEntry) => (isProperties(changes) ? changes : {});
const hasWritten = (entry: StoryEntry, field: string): boolean => {
  const { fields } = changesOf(entry);
  return Array.isArray(fields) && fields.includes(field);
};

const closes = (entry: StoryEntry): boolean => entry.type === "Session Closed" && !entry.reasons.includes("REOPENED");
/** A message or a move may open a closed session as well as a status does. */
const mayOpen = (entry: StoryEntry): boolean =>
  !closes(entry) &&
  (["Status", "UserId", "DepartmentId"].some((field) => hasWritten(entry, field)) ||
    entry.what === "message" ||
    entry.reasons.includes("REOPENED"));

const closedElsewhere = (entries: readonly StoryEntry[], { endAt }: SessionNow): boolean => {
  const last = entries.findLast((entry) => closes(entry) || hasWritten(entry, "Status"));
  if (last === undefined || !closes(last)) return true;
  // Whoever writes the end may write any.
  if (endAt === undefined || hasWritten(last, "EndAt")) return false;
  // What is closed once more keeps its end, so that it may be of an earlier close: of ours, or of somebody else.
  const isOfIt = ({ at }: StoryEntry) => Math.abs(Date.parse(endAt) - Date.parse(at)) <= longestWorkMs;
  return !entries.filter(closes).some(isOfIt);
};

const openedElsewhere = (entries: readonly StoryEntry[]): boolean => {
  const last = entries.findLast((entry) => closes(entry) || mayOpen(entry));
  return last !== undefined && closes(last);
};

const givenElsewhere = (
  entries: readonly StoryEntry[],
  field: "UserId" | "DepartmentId",
  id: string | null,
): boolean => {
  const last = entries.findLast((entry) => hasWritten(entry, field));
  if (last === undefined) return id !== null;
  const { [field === "UserId" ? "userId" : "departmentId"]: written } = changesOf(last);
  // Who puts a session into a queue names nobody. What an undo gives back it may not say.
  if (typeof written !== "string" && written !== null && last.type !== "Session Reassigned") return false;
  return (typeof written === "string" ? written.toLowerCase() : null) !== id;
};

/** Answers only what is certain: nothing of a session that is older than what is recorded, nor after work in doubt. */
export const elsewhereOf = (
  entries: readonly StoryEntry[],
  now: SessionNow,
  nowMs: number,
): readonly DoneElsewhere[] => {
  if (entries.some(isInDoubt)) return [];
  const done = entries.filter(isDone);
  const isYoung = (instant: string | undefined) => instant !== undefined && Date.parse(instant) > nowMs - historyMs;
  const is: Readonly<Record<DoneElsewhere, boolean>> = {
    closed: now.status === "COMPLETED" && isYoung(now.endAt) && closedElsewhere(done, now),
    opened: now.isOpen && openedElsewhere(done),
    owner: isYoung(now.createdAt) && givenElsewhere(done, "UserId", now.userId),
    department: isYoung(now.createdAt) && givenElsewhere(done, "DepartmentId", now.departmentId),
  };
  return doneElsewhere.filter((each) => is[each]);
};
