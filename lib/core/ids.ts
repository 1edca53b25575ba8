// Tells which text is one of WTS's ids, which may stand in a URL, and which may be shown.
import type { Report } from "./issue.ts";
import { isBlankText } from "./value.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Answers the id in lower case, or undefined: WTS's ids are UUIDs, so what looks like one is an id, and anything else is a name. */
export const asUuid = (input: unknown): string | undefined => {
  if (typeof input !== "string") return undefined;
  const folded = input.trim().toLowerCase();
  return uuid.test(folded) ? folded : undefined;
};

/** A session id ends up in a URL path: only characters that cannot leave their place there are accepted. */
const sessionIdPattern = /^[A-Za-z0-9-]{1,64}$/;

/** The words are exact, since people search for them: WTS's own n8n node says so. */
const sessionIdEmptyMessage = "SessionID is empty!";

export const parseSessionId = (input: unknown, report: Report): string | undefined => {
  if (input === undefined || input === null || isBlankText(input))
    return report("sessionId", "SESSION_ID_EMPTY", sessionIdEmptyMessage);
  if (typeof input === "string" && sessionIdPattern.test(input)) return input;
  return report("sessionId", "SESSION_ID_INVALID", "sessionId must be 1 to 64 letters, digits or hyphens");
};

/** The log shows so much of a session id: what is no UUID may be something that was pasted into the wrong place. */
export const shownSessionId = (sessionId: string): string => asUuid(sessionId) ?? "not a UUID";

/** So many digits may be a phone number or a document, also in the groups that people write; real ids mix them with letters. */
const longNumber = /(?:\d[._/-]?){8}/;
const idLike = /^[A-Za-z0-9][A-Za-z0-9:._/=+-]{0,79}$/;
/** We call a delivery so that has no id: digits in a row are chance there. */
const contentLike = /^sha256:[0-9a-f]{64}$/;

/** Ids and names that senders choose go into the log, so that a chain can be followed; what could be anything else does not. */
export const shownId = (id: string): string =>
  uuid.test(id.toLowerCase()) || contentLike.test(id) || (idLike.test(id) && !longNumber.test(id)) ? id : "not shown";
