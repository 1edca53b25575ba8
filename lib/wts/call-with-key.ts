// Calls WTS with nothing but a key, for whoever has no stack yet and so no rate limiter: a few calls, while somebody waits.
import type { Clock } from "../runtime/clock.ts";
import { type WtsCaller, wtsCaller } from "./caller.ts";

interface KeyConnection {
  /** An origin without a closing slash. */
  baseUrl: string;
  apiKey: string;
  clock: Clock;
  /** Nothing is begun later than that. */
  withinMs?: number;
}

const usualMs = 30_000;
const attemptMs = 10_000;

export const callWithKey = ({ baseUrl, apiKey, clock, withinMs = usualMs }: KeyConnection): WtsCaller => {
  const endBy = clock.now() + withinMs;
  const key = { get: async () => apiKey, refresh: async () => apiKey };
  const tokens = { take: async () => {}, pause: async () => {} };
  return wtsCaller({ baseUrl, key, timeoutMs: attemptMs, tokens, clock }, { startBy: endBy, endBy });
};
