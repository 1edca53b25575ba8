// A session id ends up in a URL path: only characters that cannot leave their place there are accepted.
import type { Report } from "./issue.ts";
import { asUuid } from "./uuid.ts";
import { isBlankText } from "./value.ts";

const pattern = /^[A-Za-z0-9-]{1,64}$/;

/** Exact, since people search for it; WTS's own n8n node says it in these words. */
const sessionIdEmptyMessage = "SessionID is empty!";

export const parseSessionId = (input: unknown, report: Report): string | undefined => {
  if (input === undefined || input === null || isBlankText(input))
    return report("sessionId", "SESSION_ID_EMPTY", sessionIdEmptyMessage);
  if (typeof input === "string" && pattern.test(input)) return input;
  return report("sessionId", "SESSION_ID_INVALID", "sessionId must be 1 to 64 letters, digits or hyphens");
};

/** For a log: WTS's ids are UUIDs, and what is none may be something that was pasted into the wrong place. */
export const shownSessionId = (sessionId: string): string => asUuid(sessionId) ?? "not a UUID";
