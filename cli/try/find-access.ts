// Finds out what a key opens, and by which version of WTS's API: everything else depends on that.
import { openStatuses } from "../../lib/core/sessions/open-statuses.ts";
import { type SessionApiVersion, type WtsClient, wtsClient } from "../../lib/wts/client.ts";
import type { Page, SessionFilter, WtsSession } from "../../lib/wts/types.ts";
import { WtsApiError } from "../../lib/wts/wts-api-error.ts";
import type { FewCalls } from "./few-calls.ts";

export type Access =
  | { key: "good"; apiVersion: SessionApiVersion; client: WtsClient; firstPage: Page<WtsSession> }
  /** The key works, and not for sessions; or for nothing. */
  | { key: "lacks-sessions" | "refused" | "denied" }
  /** `why` says what came instead of an answer of WTS. */
  | { key: "unknown"; because: "not-wts" | "no-answer" | "rate-limit"; why: string };

/** The oldest come first, since those wait the longest, with the names by which people know them. */
export const openSessionsPage = (pageNumber: number): SessionFilter => ({
  Status: openStatuses,
  IncludeDetails: ["ContactDetails"],
  OrderBy: "createdAt",
  OrderDirection: "ASCENDING",
  PageSize: 100,
  PageNumber: pageNumber,
});

const isOtherVersion = (error: WtsApiError): boolean =>
  error.failure === "not-found" || error.status === 405 || error.status === 410;

const verdictOf = (error: WtsApiError, isPaused: boolean): Access => {
  const { status, reason } = error;
  if (reason === "SESSIONS_DENIED") return { key: "lacks-sessions" };
  if (status === 401) return { key: "refused" };
  if (status === 403) return { key: "denied" };
  if (isPaused || status === 429) return { key: "unknown", because: "rate-limit", why: "429" };
  const why = [status, reason].filter((part) => part !== undefined).join(" ");
  const isForeign = isOtherVersion(error) || error.isRefusal || reason?.startsWith("MALFORMED") === true;
  return { key: "unknown", because: isForeign ? "not-wts" : "no-answer", why };
};

export const findAccess = async (calls: FewCalls): Promise<Access> => {
  let failure: WtsApiError | undefined;
  for (const apiVersion of ["v2", "v1"] as const) {
    const client = wtsClient(calls.call, apiVersion);
    try {
      const firstPage = await client.listSessions(openSessionsPage(1));
      return { key: "good", apiVersion, client, firstPage };
    } catch (error) {
      if (!(error instanceof WtsApiError)) throw error;
      failure ??= error;
      // Where v2 is not there, what v1 says counts.
      if (apiVersion === "v1" && !isOtherVersion(error)) failure = error;
      if (!isOtherVersion(error)) break;
    }
  }
  if (failure === undefined) throw new Error("neither version was asked");
  return verdictOf(failure, calls.isPaused());
};
