// Reads a time for the local clock as people type it: "+3h", "+1d12h", "now", or whatever a hold may end with, such as "amanhã 09:00".
import { readTypedTime } from "../session/typed-time.ts";

const unitMs: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, min: 60_000, m: 60_000, s: 1_000 };

const part = /(\d{1,4})(d|h|min|m|s)/g;

/** Such as "3h", "90min" or "1d12h"; undefined for what is none. */
export const readSpan = (text: string): number | undefined => {
  if (!/^(\d{1,4}(d|h|min|m|s))+$/.test(text)) return undefined;
  return [...text.matchAll(part)].reduce((sum, [, count, unit = ""]) => sum + Number(count) * (unitMs[unit] ?? 0), 0);
};

interface Now {
  /** By the local clock. */
  nowMs: number;
  /** By this machine's. */
  wallMs: number;
  timeZone: string;
}

/** Answers milliseconds since 1970; undefined for what is not understood, also a day without a time. */
export const readTypedClock = (typed: string, { nowMs, wallMs, timeZone }: Now): number | undefined => {
  const text = typed.trim().toLowerCase();
  if (["now", "agora"].includes(text)) return wallMs;
  if (text.startsWith("+")) {
    const span = readSpan(text.slice(1).replaceAll(" ", ""));
    return span === undefined ? undefined : nowMs + span;
  }
  const until = readTypedTime(typed, { nowMs, timeZone });
  return typeof until === "string" ? Date.parse(until) : undefined;
};
