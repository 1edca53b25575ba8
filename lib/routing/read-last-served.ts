// Reads who served this contact last, in a session before this one.
import { instantMs } from "../core/instants.ts";
import { asFault } from "../wts/choose-fault.ts";
import type { WtsClient } from "../wts/client.ts";
import type { WtsSession } from "../wts/types.ts";
import type { RoutingContext } from "./rules/routing-context.ts";

/** The newest sessions are read first. A contact who has come more often since then is somebody else's by now. */
const sessionsRead = 50;

const servedAtMs = ({ endAt, lastMessageOut, lastInteractionDate, createdAt }: WtsSession): number | undefined =>
  [endAt, lastMessageOut, lastInteractionDate, createdAt].map(instantMs).find((ms) => ms !== undefined);

/** Undefined when nobody served the contact before. Throws Fault. */
export const readLastServed = async (
  client: Pick<WtsClient, "listSessions">,
  { id, contactId }: { id: string; contactId: string | undefined },
): Promise<RoutingContext["lastServed"]> => {
  if (contactId === undefined) return undefined;
  const { items } = await client
    .listSessions({
      ContactId: contactId,
      OrderBy: "createdAt",
      OrderDirection: "DESCENDING",
      PageSize: sessionsRead,
    })
    .catch((error: unknown) => {
      throw asFault(error);
    });
  const served = items.flatMap((session) => {
    const atMs = servedAtMs(session);
    // The filter is applied here again, since WTS ignores filters that it does not know.
    const isTheirs = String(session.contactId).toLowerCase() === contactId && String(session.id).toLowerCase() !== id;
    if (!isTheirs || typeof session.userId !== "string" || atMs === undefined) return [];
    return [{ userId: session.userId.toLowerCase(), atMs }];
  });
  return served.sort((one, other) => other.atMs - one.atMs)[0];
};
