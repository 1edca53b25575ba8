// Lets a command make no more calls of an account than it has said, whatever it finds there, and none after a 429.
import type { Clock } from "../../lib/runtime/clock.ts";
import { wtsCaller } from "../../lib/wts/caller.ts";
import { RateLimited } from "../../lib/wts/rate-limit/rate-limited.ts";

export interface FewCalls {
  /** It is WTS with this key; an attempt that fails is a call as well. What exceeds the limit throws WtsApiError with RATE_LIMIT. */
  call: ReturnType<typeof wtsCaller>;
  made(): number;
  /** So many are left; 0 once WTS has asked for a pause, or was too slow. */
  left(): number;
  /** WTS has answered 429: others have used up the account's rate. */
  isPaused(): boolean;
  /** WTS was so slow that the time is over: nothing more is asked. */
  isLate(): boolean;
}

interface FewCallsOptions {
  baseUrl: string;
  apiKey: string;
  most: number;
  clock: Clock;
  timeoutMs: number;
  /** Is called before each call with how many there are by then. */
  onCall?(made: number): void;
}

/** Somebody waits at a terminal, and sees how far it is: thirty calls of four seconds. */
export const patienceMs = 120_000;
const retryForMs = 3_000;

export const fewCalls = ({ baseUrl, apiKey, most, clock, timeoutMs, onCall }: FewCallsOptions): FewCalls => {
  let made = 0;
  let paused = false;
  const endBy = clock.now() + patienceMs;
  let late = false;
  const isLate = () => {
    late ||= clock.now() >= endBy;
    return late;
  };
  // Whoever has made all calls by then lacks none.
  const left = () => (paused || most === made || isLate() ? 0 : most - made);
  const call = wtsCaller(
    {
      baseUrl,
      key: { get: async () => apiKey, refresh: async () => apiKey },
      timeoutMs,
      retryForMs,
      tokens: {
        take: async () => {
          if (left() <= 0) throw new RateLimited(0, "limit");
          made += 1;
          onCall?.(made);
        },
        pause: async () => {
          paused = true;
        },
      },
      clock,
    },
    { startBy: endBy, endBy },
  );
  return { call, made: () => made, left, isPaused: () => paused, isLate: () => late };
};
