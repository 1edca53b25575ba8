// Finds sessions by what people know of them, whether open or closed: the protocol number, or the contact.
import { instantMs } from "../core/instants.ts";
import type { WtsClient } from "./client.ts";
import type { WtsSession } from "./types.ts";

const pageSize = 100;
/** That is 10,000 sessions of one day: a list that goes on is one whose filter WTS ignores. */
const mostPages = 100;
const minuteMs = 60_000;
const dayMs = 86_400_000;

export interface Searched {
  /** Whoever changes a number may give it to two. */
  sessions: readonly WtsSession[];
  /** So many sessions were looked at. */
  looked: number;
  /** All of the day was looked at. */
  isWhole: boolean;
}

const isNumbered = (session: WtsSession, number: string): boolean =>
  typeof session.number === "string" && session.number.trim() === number;

/**
 * WTS has no filter for the number, but gives it out on a day in UTC (YYYY-MM-DD), and the sessions of that day are listed.
 * The clocks of WTS's machines may differ by a little.
 */
export const findByNumber = async (
  client: Pick<WtsClient, "listSessions">,
  { number, day }: { number: string; day: string },
  onPage: (looked: number, total: number | undefined) => void = () => {},
): Promise<Searched> => {
  const dayStartMs = Date.parse(`${day}T00:00:00Z`);
  const created = {
    After: new Date(dayStartMs - minuteMs).toISOString(),
    Before: new Date(dayStartMs + dayMs + minuteMs).toISOString(),
  };
  const sessions: WtsSession[] = [];
  let looked = 0;
  for (let page = 1; page <= mostPages; page += 1) {
    const { items, hasMorePages, totalItems } = await client.listSessions({
      CreatedAt: created,
      IncludeDetails: ["ContactDetails", "AgentDetails"],
      OrderBy: "createdAt",
      OrderDirection: "ASCENDING",
      PageSize: pageSize,
      PageNumber: page,
    });
    looked += items.length;
    onPage(looked, totalItems);
    sessions.push(...items.filter((each) => isNumbered(each, number) && !sessions.some(({ id }) => id === each.id)));
    if (hasMorePages !== true || items.length === 0) return { sessions, looked, isWhole: true };
  }
  return { sessions, looked, isWhole: false };
};

const createdMs = ({ createdAt }: WtsSession): number => instantMs(createdAt) ?? Number.NEGATIVE_INFINITY;

/** The contact's newest sessions, the newest first. The filter is applied again, since WTS ignores what it does not know. */
export const newestOfContact = async (
  client: Pick<WtsClient, "listSessions">,
  contactId: string,
): Promise<readonly WtsSession[]> => {
  const { items } = await client.listSessions({
    ContactId: contactId,
    IncludeDetails: ["ContactDetails", "AgentDetails"],
    OrderBy: "createdAt",
    OrderDirection: "DESCENDING",
    PageSize: pageSize,
  });
  return items
    .filter((session) => String(session.contactId).toLowerCase() === contactId.toLowerCase())
    .toSorted((one, other) => createdMs(other) - createdMs(one));
};
