// Posts one message to a target: no redirect is followed, and nothing of the answer but its status is looked at.
import type { NotifyAddress } from "../core/access-secret.ts";
import type { Clock } from "../runtime/clock.ts";
import { exchange, HttpError } from "../wts/http.ts";
import { retryAfterSeconds } from "../wts/read-response.ts";
import { addressProblem } from "./rules/address-problem.ts";
import { messageOf } from "./rules/message-of.ts";
import type { Notice } from "./rules/notice-texts.ts";
import type { Target } from "./rules/notify-config.ts";

export interface Posted {
  target: Target;
  address: NotifyAddress | undefined;
  /** The same whenever it is sent again. */
  id: string;
  type: string;
  notice: Notice;
  data: object;
}

export interface PostDependencies {
  clock: Pick<Clock, "now">;
  /** It stands in for the hosts of all addresses. */
  baseUrl: string | undefined;
}

export type PostResult = { ok: true } | { ok: false; problem: string; retryAfterMs?: number };

const timeoutMs = 8_000;
const maxAnswerBytes = 64 * 1024;

/** Never throws: `problem` says what went wrong, and nothing of the address. */
export const postMessage = async (
  { target, address, ...sent }: Posted,
  { clock, baseUrl }: PostDependencies,
): Promise<PostResult> => {
  const problem = addressProblem(target.kind, address);
  if (problem !== undefined || address === undefined) return { ok: false, problem: problem ?? "" };
  const { headers, body } = messageOf(target.kind, { ...sent, atMs: clock.now(), secret: address.secret });
  try {
    const { pathname, search } = new URL(address.url);
    const url = baseUrl === undefined ? new URL(address.url) : new URL(pathname + search, baseUrl);
    const { status, headers: answered } = await exchange({
      ...{ method: "POST", url, body, timeoutMs, maxAnswerBytes, fresh: true },
      headers: { ...headers, "user-agent": "wts-session-hooks" },
    });
    if (status >= 200 && status < 300) return { ok: true };
    const seconds = retryAfterSeconds(answered["retry-after"], clock.now());
    return { ok: false, problem: `it answers ${status}`, ...(seconds && { retryAfterMs: seconds * 1_000 }) };
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    // It answered, and more than anybody reads.
    if (error.reason === "ANSWER_TOO_LARGE") return { ok: true };
    return { ok: false, problem: `no answer: ${error.reason}` };
  }
};
