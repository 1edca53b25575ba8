// Says which calls of AWS change what somebody may be looking at.
import type { Change } from "../changes/change.ts";
import type { Consumption } from "./watch-capacity.ts";

/** Whoever only looks takes from the rate as well: a page that read anew for that would never rest. */
const writtenByReaders = ["rate", "bookings", "quota"];

const queueOperations = ["SendMessage", "SendMessageBatch", "DeleteMessage", "DeleteMessageBatch", "PurgeQueue"];

/** Undefined for what only reads. */
export const changeByCall = (operation: string): Change | undefined =>
  queueOperations.includes(operation) ? { kind: "queues" } : undefined;

/** A key is such as session#<account>#<id>. */
export const changeByWrite = ({ key, written }: Consumption): Change | undefined => {
  const [kind = ""] = key.split("#");
  if (written === undefined || writtenByReaders.includes(kind)) return undefined;
  return { kind: "records", ...(kind === "session" && { sessionId: key.slice(key.lastIndexOf("#") + 1) }) };
};
