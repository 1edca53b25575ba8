// Finds out whether an address answers as WTS Chat does, and how far its clock is from ours: one request without a key.

import { readJson } from "../../../lib/core/read-json.ts";
import { isProperties, own } from "../../../lib/core/value.ts";
import { exchange, HttpError } from "../../../lib/wts/http.ts";
import type { DoctorWords } from "../doctor-words.ts";
import { type Finding, notChecked, ok, wrong } from "../finding.ts";

const timeoutMs = 8_000;
/** A signature may be five minutes old, and so may a request be to AWS. */
const mostSkewSeconds = 60;

/** The clock of a local stack may be moved, and with it that of whoever works on it: this machine's own is what is compared. */
export const realNow = (): number => performance.timeOrigin + performance.now();

/** Whoever comes without a key gets WTS's own refusal, on every route and under every brand. */
const isOfWts = (body: string): boolean => {
  try {
    const answer: unknown = readJson(body);
    return isProperties(answer) && own(answer, "error") === true && typeof own(answer, "key") === "string";
  } catch {
    return false;
  }
};

/** How many seconds our clock is behind; undefined where the answer does not say when it is of. */
export const skewIn = (date: string | undefined, askedAt: number, answeredAt: number): number | undefined => {
  const there = Date.parse(date ?? "");
  if (Number.isNaN(there)) return undefined;
  // Its seconds are whole: what lies between asking and answering is no difference.
  if (there >= askedAt - 1_000 && there <= answeredAt) return 0;
  return Math.round((there - (askedAt + answeredAt) / 2) / 1_000);
};

export const clockFinding = (skewSeconds: number | undefined, about: string, say: DoctorWords): Finding => {
  if (skewSeconds === undefined) return notChecked("clock", say.noDate, about);
  if (Math.abs(skewSeconds) <= mostSkewSeconds)
    return ok("clock", say.clockGood(Math.max(1, Math.abs(skewSeconds))), about);
  return wrong("clock", say.clockOff(skewSeconds), about);
};

interface HostAnswer {
  status: number;
  text: string;
  skewSeconds: number | undefined;
}

/** Throws HttpError. */
const askHost = async (url: URL): Promise<HostAnswer> => {
  const askedAt = realNow();
  const { status, text, headers } = await exchange({ method: "GET", url, headers: {}, timeoutMs, fresh: true });
  return { status, text, skewSeconds: skewIn(headers.date, askedAt, realNow()) };
};

export interface HostFindings {
  readonly isWts: boolean;
  readonly findings: readonly Finding[];
}

export const checkWtsHost = async (baseUrl: string, say: DoctorWords): Promise<HostFindings> => {
  const { host } = new URL(baseUrl);
  try {
    const { status, text, skewSeconds } = await askHost(new URL(`${baseUrl}/core/v1/agent`));
    if (!isOfWts(text)) {
      const found = status >= 500 || status === 429 ? say.wtsFails(host, status) : say.notWts(host, status);
      return { isWts: false, findings: [wrong("wts", found)] };
    }
    return { isWts: true, findings: [ok("wts", say.wtsGood(host)), clockFinding(skewSeconds, host, say)] };
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    return { isWts: false, findings: [wrong("wts", say.wtsAway(host, error.reason))] };
  }
};
