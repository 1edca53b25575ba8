// Says what a failed WTS call means for whoever asked us.
import { Fault, faults } from "../core/faults.ts";
import { WtsApiError } from "./wts-api-error.ts";

const loggedOf = ({ status, key, shortId, reason }: WtsApiError): Record<string, string | number> => ({
  ...(status !== undefined && { wtsStatus: status }),
  ...(key !== undefined && { wtsKey: key }),
  ...(shortId !== undefined && { wtsId: shortId }),
  ...(reason !== undefined && { wtsReason: reason }),
});

const refusal = ({ text, shortId }: WtsApiError): string =>
  `WTS Chat refused this: ${text ?? "it gave no reason"}${shortId ? ` (id ${shortId})` : ""}`;

/** One key was seen to answer for departments, people and contacts, and for nothing that has to do with a session. */
const sessionsDenied =
  "WTS Chat takes our API key for other routes but not for sessions: the key may lack access to sessions; in WTS Chat, under Ajustes > Integrações > Integração via API, make a key that has it, and put it into the accounts secret";

/** Anything that is not a WtsApiError is answered as it came. */
export const asFault = (error: unknown): unknown => {
  if (!(error instanceof WtsApiError)) return error;
  const logged = loggedOf(error);
  switch (error.failure) {
    case "refused":
    case "not-found":
      return new Fault(faults.wtsRefused, { message: refusal(error), logged, cause: error });
    case "denied":
      // A 403 was seen to pass within minutes; a 401 waits for somebody to change the key.
      return new Fault(faults.wtsDenied, {
        ...(error.reason === "SESSIONS_DENIED" && { message: sessionsDenied }),
        ...(error.status === 403 && { retryAfterSeconds: 60 }),
        logged,
        cause: error,
      });
    case "unknown":
      return new Fault(faults.wtsOutcomeUnknown, { logged, cause: error });
    case "unavailable":
      return new Fault(faults.wtsUnavailable, {
        retryAfterSeconds: error.retryAfterSeconds ?? 5,
        logged,
        cause: error,
      });
  }
};

/** Is for a call whose only possible refusal is that there is no such session. */
export const asMissingSession = (error: unknown): unknown =>
  error instanceof WtsApiError && error.isRefusal
    ? new Fault(faults.sessionNotFound, { logged: loggedOf(error), cause: error })
    : asFault(error);

/** The account's own limiter had nothing in time: WTS was not asked. */
export const isRateLimit = ({ logged }: Fault): boolean => logged.wtsReason === "RATE_LIMIT";
