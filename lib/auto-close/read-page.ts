// One page of candidates, asked for and then checked: WTS ignores what it does not understand.
import { Fault, faults } from "../core/faults.ts";
import { readSessionFacts, type SessionFacts } from "../core/sessions/session-facts.ts";
import { asFault } from "../wts/choose-fault.ts";
import type { FreshWts } from "./fresh-wts.ts";
import { createdAfter, cursorAfter, type PageCursor, type PageFilter, pageProblem } from "./rules/page-cursor.ts";

export interface CandidatePage {
  sessions: readonly SessionFacts[];
  /** What the page says is no older than this. */
  readAtMs: number;
  /** It is undefined at the end. */
  next: PageCursor | undefined;
  /** How many sessions there are from this page on, as far as WTS says. */
  total: number | undefined;
}

export const pageSize = 100;

const throwFault = (error: unknown): never => {
  throw asFault(error);
};

/** Throws WTS_PAGE_INVALID. */
export const readPage = async (
  { wts, calledAtMs }: FreshWts,
  cursor: PageCursor,
  filter: PageFilter,
  details: readonly ("ContactDetails" | "AgentDetails")[],
): Promise<CandidatePage> => {
  const { statuses, departmentId, userId, channelIds, createdBeforeMs } = filter;
  const after = createdAfter(cursor);
  const answer = await wts.client
    .listSessions({
      Status: statuses,
      ...(departmentId !== undefined && { DepartmentId: departmentId }),
      ...(userId !== undefined && { UserId: userId }),
      ...(channelIds && { ChannelsId: channelIds }),
      CreatedAt: { Before: new Date(createdBeforeMs).toISOString(), ...(after !== undefined && { After: after }) },
      ...(details.length > 0 && { IncludeDetails: details }),
      OrderBy: "createdAt",
      OrderDirection: "ASCENDING",
      PageSize: pageSize,
      PageNumber: cursor.page,
    })
    .catch(throwFault);
  const read = answer.items.map(readSessionFacts);
  const sessions = read.filter((facts) => facts !== undefined);
  const problem = sessions.length < read.length ? "a session has no id" : pageProblem(sessions, filter, cursor);
  if (problem !== undefined)
    throw new Fault(faults.wtsPageInvalid, {
      message: `${faults.wtsPageInvalid.summary}: ${problem}`,
      logged: { wtsProblem: problem },
    });
  return {
    sessions,
    readAtMs: calledAtMs(),
    next: cursorAfter(cursor, { sessions, hasMorePages: answer.hasMorePages === true }),
    total: answer.totalItems,
  };
};
