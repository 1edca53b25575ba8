// Reads one page of the sessions that were created in a span of time, and checks it: WTS ignores what it does not understand.
import { Fault, faults } from "../../core/faults.ts";
import { asUuid } from "../../core/ids.ts";
import { instantMs } from "../../core/instants.ts";
import { asFault } from "../../wts/choose-fault.ts";
import type { WtsClient } from "../../wts/client.ts";
import type { WtsSession } from "../../wts/types.ts";
import type { CreationCursor } from "./reconciliation-records.ts";

interface CreatedPage {
  /** Only those of the span that no page before it had. */
  sessions: readonly WtsSession[];
  /** So many of the page have no id or no date by which they could be compared. */
  undated: number;
  /** It is undefined at the end. */
  next: CreationCursor | undefined;
}

export const pageSize = 100;

const pageInvalid = (problem: string): Fault =>
  new Fault(faults.wtsPageInvalid, {
    message: `${faults.wtsPageInvalid.summary}: ${problem}`,
    logged: { wtsProblem: problem },
  });

/** A filter may look at whole seconds or minutes: what comes of that is left out here. Further back it was not kept to. */
const filterGrainMs = 60_000;

const problemOf = (dates: readonly number[], { createdMs }: CreationCursor): string | undefined => {
  if (dates.some((ms) => ms < createdMs - filterGrainMs)) return "WTS did not keep to the filter CreatedAt.After";
  if (dates.some((ms, index) => ms < (dates[index - 1] ?? ms)))
    return "WTS did not keep to OrderBy createdAt, ASCENDING";
  return undefined;
};

/** Throws Fault: WTS_PAGE_INVALID where WTS answers what was not asked for. */
export const readCreatedSessions = async (
  client: Pick<WtsClient, "listSessions">,
  cursor: CreationCursor,
  toMs: number,
): Promise<CreatedPage> => {
  const { items, hasMorePages } = await client
    .listSessions({
      // Nobody says whether "after" includes the instant: a millisecond earlier, both ways answer what is ahead.
      CreatedAt: { After: new Date(cursor.createdMs - 1).toISOString(), Before: new Date(toMs).toISOString() },
      OrderBy: "createdAt",
      OrderDirection: "ASCENDING",
      PageSize: pageSize,
      PageNumber: cursor.page,
    })
    .catch((error: unknown) => {
      throw asFault(error);
    });
  const dated = items.flatMap((session) => {
    const [id, createdMs] = [asUuid(Object(session).id), instantMs(Object(session).createdAt)];
    return id === undefined || createdMs === undefined ? [] : [{ session, id, createdMs }];
  });
  const problem = problemOf(
    dated.map(({ createdMs }) => createdMs),
    cursor,
  );
  if (problem !== undefined) throw pageInvalid(problem);
  const sessions = dated.flatMap(({ session, id, createdMs }) => {
    const isAhead = createdMs > cursor.createdMs || (createdMs === cursor.createdMs && !cursor.ids.includes(id));
    return isAhead && createdMs <= toMs ? [session] : [];
  });
  const undated = items.length - dated.length;
  const lastMs = dated.at(-1)?.createdMs;
  if (lastMs === undefined && items.length > 0) throw pageInvalid("WTS did not say when its sessions were created");
  if (hasMorePages !== true || lastMs === undefined || lastMs > toMs) return { sessions, undated, next: undefined };
  const isSame = lastMs <= cursor.createdMs;
  const last = dated.filter(({ createdMs }) => createdMs === lastMs).map(({ id }) => id);
  return {
    sessions,
    undated,
    next: isSame
      ? { ...cursor, ids: [...new Set([...cursor.ids, ...last])], page: cursor.page + 1 }
      : { createdMs: lastMs, ids: last, page: 1 },
  };
};
