// Makes one WTS call succeed if it can: retries what can help, inside the time there is, and never sends a message twice.
import type { Clock, TimeBox } from "../runtime/clock.ts";
import { type Meter, noMeter } from "../runtime/meter.ts";
import { exchange, HttpError } from "./http.ts";
import { type KeyAccess, keyAccess, needsSessionAccess } from "./key-access.ts";
import { RateLimited } from "./rate-limit/rate-limited.ts";
import { readAnswer } from "./read-response.ts";
import { WtsApiError } from "./wts-api-error.ts";

/** The API key of one account. */
export interface ApiKey {
  get(): Promise<string>;
  /** Answers the key that took the refused one's place, or the refused one again when there is no other. */
  refresh(refused: string): Promise<string>;
}

/** Every attempt takes one token first: they are the account's share of WTS's rate limit. */
export interface RateTokens {
  /** Throws RateLimited when there is none in time. */
  take(): Promise<void>;
  /** Is called after a 429: nobody calls WTS for that long. */
  pause(durationMs: number): Promise<void>;
}

interface WtsConnection {
  /** It is an origin without a closing slash. */
  baseUrl: string;
  key: ApiKey;
  /** This is the limit of one attempt. */
  timeoutMs: number;
  /** So long after it has begun a call is tried again, where there is time. */
  retryForMs?: number | undefined;
  tokens: RateTokens;
  /** What is known of the account's key; it may outlive the invocation. */
  access?: KeyAccess;
  clock: Clock;
  meter?: Meter;
}

export interface WtsCall {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** Names the ids instead of holding them, as errors and logs show it: /chat/v2/session/{id}/partial. */
  route: string;
  ids?: Readonly<Record<string, string>>;
  query?: URLSearchParams;
  body?: unknown;
  /** It is a note or a message: once it may have been taken, it is not sent again. */
  once?: boolean;
  /** Replaces the connection's. */
  timeoutMs?: number | undefined;
}

export type WtsCaller = (call: WtsCall) => Promise<unknown>;

const maxAttempts = 4;
const firstPauseMs = 250;
const rateLimitPauseMs = 1_000;
const longestPauseMs = 8_000;
const shortestAttemptMs = 500;
/** This is WTS's longest window: whatever a proxy writes into Retry-After must not stop an account for days. */
const longestAccountPauseMs = 300_000;

/** A dot segment would move the call to another route, in whatever way its dots are encoded. */
const pathSegment = (id = ""): string => {
  if (/^\.{0,2}$/.test(id)) throw new TypeError("an id in a WTS path must not be empty or a dot segment");
  return encodeURIComponent(id);
};

const pathOf = ({ route, ids = {}, query }: WtsCall): string => {
  const path = route.replaceAll(/\{(\w+)\}/g, (_, name: string) => pathSegment(ids[name]));
  return query && query.size > 0 ? `${path}?${query}` : path;
};

/** Says what a failed attempt means. Of a message that may have arrived nobody knows. */
const asApiError = (call: WtsCall, error: unknown): WtsApiError => {
  const name = `${call.method} ${call.route}`;
  if (error instanceof HttpError)
    return new WtsApiError(name, {
      failure: call.once && error.maybeArrived ? "unknown" : "unavailable",
      reason: error.reason,
      cause: error,
    });
  if (error instanceof RateLimited)
    return new WtsApiError(name, {
      failure: "unavailable",
      reason: "RATE_LIMIT",
      retryAfterSeconds: error.retryAfterSeconds,
      cause: error,
    });
  if (!(error instanceof WtsApiError)) throw error;
  if (!call.once || error.failure !== "unavailable" || error.status === 429) return error;
  return new WtsApiError(name, { failure: "unknown", status: error.status, reason: error.reason, cause: error });
};

const pauseMs = (error: WtsApiError, attempt: number, random: () => number): number => {
  if (error.retryAfterSeconds !== undefined) return error.retryAfterSeconds * 1000;
  const first = error.status === 429 ? rateLimitPauseMs : firstPauseMs;
  return Math.ceil(random() * Math.min(longestPauseMs, first * 2 ** attempt));
};

const withRetryAfter = (call: WtsCall, error: WtsApiError, waitMs: number): WtsApiError => {
  const retryAfterSeconds = error.retryAfterSeconds ?? Math.max(1, Math.ceil(waitMs / 1000));
  return new WtsApiError(`${call.method} ${call.route}`, { ...error, retryAfterSeconds, cause: error });
};

/** It needs no access to sessions, and its answer is small. */
const probe: WtsCall = { method: "GET", route: "/core/v2/department" };

const sessionsDenied = (call: WtsCall, error: WtsApiError): WtsApiError =>
  new WtsApiError(`${call.method} ${call.route}`, { ...error, reason: "SESSIONS_DENIED", cause: error });

/** The caller of one invocation: everything it does ends inside `timeBox`. What WTS did not do throws WtsApiError. */
export const wtsCaller = (connection: WtsConnection, timeBox: TimeBox): WtsCaller => {
  const {
    baseUrl,
    key,
    timeoutMs,
    retryForMs,
    tokens,
    clock,
    access = keyAccess({ clock }),
    meter = noMeter,
  } = connection;
  const attempt = async (call: WtsCall, apiKey: string): Promise<unknown> => {
    await tokens.take();
    const leftMs = timeBox.endBy - clock.now();
    if (leftMs < shortestAttemptMs) throw new HttpError("NO_TIME_LEFT", false);
    meter.add("wts-calls");
    const answer = await exchange({
      method: call.method,
      url: new URL(baseUrl + pathOf(call)),
      headers: {
        authorization: `Bearer ${apiKey}`,
        accept: "application/json",
        ...(call.body !== undefined && { "content-type": "application/json" }),
      },
      body: call.body === undefined ? undefined : JSON.stringify(call.body),
      timeoutMs: Math.min(call.timeoutMs ?? timeoutMs, leftMs),
      fresh: call.once ?? false,
    });
    return readAnswer(`${call.method} ${call.route}`, answer, clock.now());
  };

  /** Says of a refused key whether it is the key that is refused, or only its access to sessions. */
  const asDenied = async (call: WtsCall, error: WtsApiError, apiKey: string): Promise<WtsApiError> => {
    if (!needsSessionAccess(call.route)) return error;
    const verdict = await access.find(apiKey, () =>
      attempt(probe, apiKey).catch((caught: unknown) => {
        throw asApiError(probe, caught);
      }),
    );
    return verdict === "lacks-sessions" ? sessionsDenied(call, error) : error;
  };

  return async (call) => {
    const retryBy = Math.min(timeBox.startBy, clock.now() + (retryForMs ?? Number.POSITIVE_INFINITY));
    let apiKey = await key.get();
    let refreshed = false;
    for (let attempts = 0; ; ) {
      try {
        return await attempt(call, apiKey);
      } catch (caught) {
        const error = asApiError(call, caught);
        if (error.status === 401) {
          // A key that works elsewhere is not thrown away: another one is read when the secret is read anyway.
          const isKept = needsSessionAccess(call.route) && access.known(apiKey) === "lacks-sessions";
          const newKey = refreshed || isKept ? apiKey : await key.refresh(apiKey);
          if (newKey === apiKey) throw await asDenied(call, error, apiKey);
          refreshed = true;
          apiKey = newKey;
          continue;
        }
        if (error.failure !== "unavailable") throw error;
        const waitMs = pauseMs(error, attempts, clock.random);
        if (error.status === 429) await tokens.pause(Math.min(waitMs, longestAccountPauseMs));
        attempts += 1;
        if (error.reason === "RATE_LIMIT" || attempts >= maxAttempts || clock.now() + waitMs >= retryBy)
          throw withRetryAfter(call, error, waitMs);
        await clock.sleep(waitMs);
      }
    }
  };
};
