// How far a run has read: by creation date, which closing a session does not change, so that nothing is skipped or read for ever.
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import type { CandidateFilter } from "./candidate-filter.ts";

export interface PageCursor {
  /** Everything created before this instant is done with; it is undefined at the start. */
  createdMs: number | undefined;
  /** The ids of those created in that very millisecond that are done with, too. */
  seen: readonly string[];
  /** It is 1, and more only while that millisecond has more sessions than a page holds. */
  page: number;
  /** The ids of the page before this one, where it held nothing new: a server that ignores PageNumber answers it again. */
  before?: readonly string[];
}

export const cursorStart: PageCursor = { createdMs: undefined, seen: [], page: 1 };
/** It is later than any date. */
export const cursorEnd: PageCursor = { createdMs: 8.64e15, seen: [], page: 1 };

/** No millisecond can hold more of them, unless an import made them or WTS ignores our filter. */
const mostSeen = 3_000;
/** The sessions of one millisecond, and of the one before it, fill fewer pages. */
const mostPages = 100;

/** Whether it lies at or after the cursor and is not done with; one without a creation date lies nowhere at all. */
export const isAhead = ({ id, createdAtMs }: SessionFacts, { createdMs, seen }: PageCursor): boolean => {
  if (createdAtMs === undefined) return false;
  if (createdMs === undefined || createdAtMs > createdMs) return true;
  return createdAtMs === createdMs && !seen.includes(id);
};

/** The cursor that reads from there on once more, with this session as the first. */
export const cursorAt = ({ createdAtMs }: SessionFacts): PageCursor => ({ ...cursorStart, createdMs: createdAtMs });

/** It answers whichever has come farther. */
export const farthest = (one: PageCursor, other: PageCursor): PageCursor => {
  const [oneMs, otherMs] = [one.createdMs ?? Number.NEGATIVE_INFINITY, other.createdMs ?? Number.NEGATIVE_INFINITY];
  if (oneMs !== otherMs) return oneMs > otherMs ? one : other;
  return one.seen.length > other.seen.length ? one : other;
};

/** WTS does not say whether its "after" includes the instant: a millisecond earlier, both ways answer what is ahead. */
export const createdAfter = ({ createdMs }: PageCursor): string | undefined =>
  createdMs === undefined ? undefined : new Date(createdMs - 1).toISOString();

/** Where to read on; undefined at the end. The page must have been found to have no `pageProblem`. */
export const cursorAfter = (
  cursor: PageCursor,
  page: { sessions: readonly SessionFacts[]; hasMorePages: boolean },
): PageCursor | undefined => {
  const { sessions, hasMorePages } = page;
  const dated = sessions.filter(({ createdAtMs }) => createdAtMs !== undefined);
  if (!hasMorePages || sessions.length === 0) return undefined;
  if (!sessions.some((session) => isAhead(session, cursor)))
    return { ...cursor, page: cursor.page + 1, before: sessions.map(({ id }) => id) };
  const lastMs = dated.at(-1)?.createdAtMs;
  const isSame = lastMs === cursor.createdMs;
  const last = dated.filter(({ createdAtMs }) => createdAtMs === lastMs).map(({ id }) => id);
  return {
    createdMs: lastMs,
    seen: [...new Set([...(isSame ? cursor.seen : []), ...last])],
    page: isSame ? cursor.page : 1,
  };
};

export interface PageFilter extends CandidateFilter {
  /** Sessions created later would make the list longer while it is read. */
  createdBeforeMs: number;
}

const outside = (session: SessionFacts, filter: PageFilter, cursor: PageCursor): string | undefined => {
  const { status, departmentId, userId, channelId, createdAtMs } = session;
  if (!filter.statuses.some((each) => each === status)) return `Status: one has ${status ?? "none we know"}`;
  if (filter.departmentId !== undefined && departmentId !== filter.departmentId) return "DepartmentId";
  if (filter.userId !== undefined && userId !== filter.userId) return "UserId";
  if (filter.channelIds && channelId !== undefined && !filter.channelIds.includes(channelId)) return "ChannelsId";
  if (createdAtMs === undefined) return undefined;
  if (createdAtMs > filter.createdBeforeMs) return "CreatedAt.Before";
  return cursor.createdMs !== undefined && createdAtMs < cursor.createdMs - 1 ? "CreatedAt.After" : undefined;
};

const isUnsorted = (sessions: readonly SessionFacts[]): boolean => {
  const dates = sessions.flatMap(({ createdAtMs }) => createdAtMs ?? []);
  return dates.some((ms, index) => ms < (dates[index - 1] ?? Number.NEGATIVE_INFINITY));
};

/** What is wrong with a page, since WTS ignores a filter it does not know without a word; undefined when nothing is. */
export const pageProblem = (
  sessions: readonly SessionFacts[],
  filter: PageFilter,
  cursor: PageCursor,
): string | undefined => {
  for (const session of sessions) {
    const name = outside(session, filter, cursor);
    if (name !== undefined) return `WTS did not keep to the filter ${name}`;
  }
  if (isUnsorted(sessions)) return "WTS did not keep to OrderBy createdAt, ASCENDING";
  const { before, seen, page } = cursor;
  if (before && sessions.length > 0 && sessions.every(({ id }) => before.includes(id)))
    return "WTS answered the same page twice: it did not keep to PageNumber";
  if (page > mostPages) return `WTS answered more than ${mostPages} pages that hold nothing new`;
  return seen.length > mostSeen ? `more than ${mostSeen} sessions were created in the same millisecond` : undefined;
};
