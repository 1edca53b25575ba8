// Makes the calls of the probe: announced, paced, counted, as they are and not as a client would have them. A 429 ends it.

import { readJson } from "../../../lib/core/read-json.ts";
import { isProperties, own, type Properties } from "../../../lib/core/value.ts";
import { exchange } from "../../../lib/wts/http.ts";
import { retryAfterSeconds } from "../../../lib/wts/read-response.ts";

export interface ProbeCall {
  method: "GET" | "POST" | "PUT";
  /** It names the session's id instead of holding it. */
  route: string;
  /** In place of the session's id. */
  id?: string;
  query?: readonly (readonly [name: string, value: string])[];
  body?: unknown;
  /** How the key is shown: as it should be, bare, or one that nobody has. */
  key?: "bare" | "nobody's";
  /** It goes out beside the one before. */
  atOnce?: true;
}

export interface ProbeAnswer {
  status: number;
  body: unknown;
  /** WTS says no in several ways. */
  isRefused: boolean;
}

/** WTS was asked too much, by us or by others: nothing more is asked. */
export class TooMuchAsked extends Error {
  override readonly name = "TooMuchAsked";
  readonly waitMs: number;
  constructor(waitMs: number) {
    super("WTS answered 429");
    this.waitMs = waitMs;
  }
}

/** WTS was asked, and for once could not answer: what comes then says nothing about how it is. */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
  constructor(status: number) {
    super(`WTS answered ${status}, and not what it should`);
  }
}

export type Asked = (call: ProbeCall) => Promise<ProbeAnswer>;

interface ProbeConnection {
  baseUrl: string;
  apiKey: string;
  sessionId: string;
  /** It comes before each call: a token of the account's rate, and a pause. */
  pace(): Promise<void>;
  announce(call: ProbeCall, number: number): void;
}

const timeoutMs = 30_000;
/** Where WTS does not say how long. */
const usualWaitMs = 60_000;

const keyShown = (apiKey: string, key: ProbeCall["key"]): string => {
  if (key === "bare") return apiKey;
  return key === "nobody's" ? "Bearer pn_probe_of_nobody" : `Bearer ${apiKey}`;
};

/** Where it is no JSON, something before WTS has answered. */
const readBody = (text: string): { body: unknown; isJson: boolean } => {
  try {
    return { body: text.trim() === "" ? undefined : readJson(text), isJson: true };
  } catch {
    return { body: undefined, isJson: false };
  }
};

/** WTS says no with a 500 as well, which then names its reason. */
const isNoAnswer = (status: number, body: unknown, isJson: boolean): boolean => {
  const key = isProperties(body) ? own(body, "key") : undefined;
  if (status >= 500) return key !== "FORM_ERROR" && key !== "ERROR_UNAUTHORIZED";
  return status === 408 || status === 425 || (status < 300 && !isJson);
};

export const probeCaller = ({ baseUrl, apiKey, sessionId, pace, announce }: ProbeConnection): Asked => {
  let made = 0;
  return async (call) => {
    const { method, route, id = sessionId, query = [], body, key, atOnce } = call;
    if (!atOnce) await pace();
    made += 1;
    announce(call, made);
    const url = new URL(baseUrl + route.replace(/\{\w+\}/, encodeURIComponent(id)));
    for (const [name, value] of query) url.searchParams.append(name, value);
    const answered = await exchange({
      method,
      url,
      headers: {
        authorization: keyShown(apiKey, key),
        accept: "application/json",
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      timeoutMs,
      fresh: method === "POST",
    });
    const { status, text, headers } = answered;
    if (status === 429) {
      const seconds = retryAfterSeconds(headers["retry-after"], Date.now());
      throw new TooMuchAsked(seconds === undefined ? usualWaitMs : seconds * 1_000);
    }
    const { body: read, isJson } = readBody(text);
    if (isNoAnswer(status, read, isJson)) throw new NoAnswer(status);
    const saysError = isProperties(read) && own(read, "error") === true;
    return { status, body: read, isRefused: status >= 300 || saysError };
  };
};

export const propertiesOf = ({ body }: ProbeAnswer): Properties => (isProperties(body) ? body : {});

/** Of a list, or of a page. */
export const itemsOf = ({ body }: ProbeAnswer): readonly Properties[] => {
  const items: unknown = Array.isArray(body) ? body : isProperties(body) ? own(body, "items") : [];
  return Array.isArray(items) ? items.filter(isProperties) : [];
};
