// Lists every open session of an account, each once, though sessions come, go and change while their pages are read.
import { Fault, faults } from "../core/faults.ts";
import { instantMs } from "../core/instants.ts";
import { isOpenStatus, openStatuses } from "../core/sessions/open-statuses.ts";
import { asFault } from "./choose-fault.ts";
import type { WtsClient } from "./client.ts";
import type { SessionDetail, SessionFilter, WtsSession } from "./types.ts";

const pageSize = 100;
/** That is 20,000 sessions: a list that goes on is one whose filter WTS ignores. */
const mostPages = 200;

interface OpenSessions {
  /** The time before the first page was asked for: what happened later may be missing. */
  startedAtMs: number;
  sessions: readonly WtsSession[];
  pages: number;
}

const isOpen = ({ status }: WtsSession): boolean => isOpenStatus(status);

const createdMs = (session: WtsSession | undefined): number | undefined => instantMs(session?.createdAt);

/**
 * Reads by creation date, and goes on from the last one instead of from a page number, since pages shift when a session
 * is closed. The last millisecond is read again, since nobody knows whether `After` includes it. Throws Fault.
 */
export const listOpenSessions = async (
  client: Pick<WtsClient, "listSessions">,
  clock: { now(): number },
  details: readonly SessionDetail[] = [],
): Promise<OpenSessions> => {
  const startedAtMs = clock.now();
  const open = new Map<string, WtsSession>();
  const seen = new Set<string>();
  let afterMs: number | undefined;
  let pageNumber = 1;
  /** It is true once dates are missing, too many are the same, or WTS ignores the filter. */
  let byNumber = false;

  const read = async () => {
    const filter: SessionFilter = {
      Status: openStatuses,
      ...(afterMs !== undefined && !byNumber && { CreatedAt: { After: new Date(afterMs).toISOString() } }),
      ...(details.length > 0 && { IncludeDetails: details }),
      OrderBy: "createdAt",
      OrderDirection: "ASCENDING",
      PageSize: pageSize,
      PageNumber: pageNumber,
    };
    const page = await client.listSessions(filter).catch((error: unknown) => {
      throw asFault(error);
    });
    for (const session of page.items) {
      // Nothing can be done about a session without an id, and the others are not held up for it.
      if (typeof Object(session).id !== "string") continue;
      const id = session.id.toLowerCase();
      seen.add(id);
      // The filter is applied again, since WTS ignores what it does not know.
      if (isOpen(session)) open.set(id, session);
      else open.delete(id);
    }
    return page;
  };

  for (let pages = 1; pages <= mostPages; pages += 1) {
    const { items, hasMorePages } = await read();
    const lastMs = createdMs(items.at(-1));
    const isIgnored = afterMs !== undefined && (createdMs(items[0]) ?? 0) < afterMs;
    if (!isIgnored && (hasMorePages !== true || items.length === 0))
      return { startedAtMs, sessions: [...open.values()], pages };
    if (byNumber) pageNumber += 1;
    else if (lastMs !== undefined && !isIgnored && lastMs - 1 > (afterMs ?? Number.NEGATIVE_INFINITY))
      afterMs = lastMs - 1;
    else {
      byNumber = true;
      afterMs = undefined;
      // The page before is read again, since it may have shifted.
      pageNumber = Math.max(1, Math.floor(seen.size / pageSize));
    }
  }
  throw new Fault(faults.wtsUnavailable, {
    message: `more than ${mostPages} pages of open sessions were listed; WTS Chat may be ignoring the filter`,
    logged: { wtsReason: "ENDLESS_LIST" },
  });
};
