// Finds out whether an address that WTS was told still leads to an HTTP API: a tunnel gets another name whenever it is opened.
import { exchange, HttpError } from "../../../lib/wts/http.ts";

const timeoutMs = 8_000;

/** Answers what came instead; undefined where it leads to one, which says so with each of its answers. */
export const leadsHere = async (baseUrl: string, source: string): Promise<string | undefined> => {
  const url = new URL(`${baseUrl}/webhooks/${encodeURIComponent(source)}`);
  try {
    const { status, headers } = await exchange({ method: "GET", url, headers: {}, timeoutMs, fresh: true });
    return headers["apigw-requestid"] === undefined ? String(status) : undefined;
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    return error.reason;
  }
};
