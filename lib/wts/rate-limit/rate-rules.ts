// Turns the configured limits into every number the limiter works with; all of them scale with the sustained window.
import type { RateLimits } from "../wts-config.ts";

/** `caller` waits on a connection, `queue` for a webhook's or an event's effect, `background` for nobody. */
export type Priority = "caller" | "queue" | "background";

/** At no moment may the newest `slots` counts of the ring add up to more than `limit`. */
interface CountedWindow {
  readonly limit: number;
  readonly slots: number;
  /** Background calls leave this many to the others. */
  readonly leftByBackground: number;
}

export interface RateRules {
  readonly slotMs: number;
  readonly slots: number;
  readonly windows: readonly CountedWindow[];
  /** The even pace is one token in this time. */
  readonly perTokenMs: number;
  /** How many tokens each may run ahead of the even pace. */
  readonly aheadTokens: Readonly<Record<Priority, number>>;
  readonly leaseTokens: number;
  /** More than this cannot be granted at once. */
  readonly largestRequestTokens: number;
  readonly tokenLifeMs: number;
  /** A refused caller or webhook holds background calls back for its wait, no longer than this, and one slot more. */
  readonly longestHoldBackMs: number;
  readonly longestPauseMs: number;
  /** Without the table a process has one token in this time … */
  readonly perLocalTokenMs: number;
  /** … for no longer than this … */
  readonly longestOutageMs: number;
  /** … while the table is tried again this often. */
  readonly probeMs: number;
}

const slotsInWindow = 300;
/** What is left of the rate absorbs late timers, so that the pace and not the ring holds calls back. */
const paceShare = 0.975;
const leftByBackgroundShare = 0.02;
const queueAheadShare = 0.15;
const largestLeaseTokens = 5;
/** The ring keeps a byte a slot. */
export const largestCount = 255;
/** A round trip to the table does not shrink with the window, as the tests' windows do. */
const shortestHoldMs = 50;
/** The rest of the time a token counts for is the call's way to WTS and the difference between two clocks. */
const lifeShare = 0.75;
const outageShare = 0.9;
const outageProcesses = 20;

const countedWindow = (limit: number, slots: number): CountedWindow => ({
  limit,
  slots,
  leftByBackground: Math.min(Math.ceil(limit * leftByBackgroundShare), limit - 1),
});

export const rateRules = ({ share, sustained, burst }: RateLimits): RateRules => {
  const windowMs = sustained.windowMs;
  const slotMs = windowMs / slotsInWindow;
  const sustainedTokens = Math.max(1, Math.floor(sustained.requests * share));
  const burstTokens = Math.max(1, Math.floor(burst.requests * share));
  const holdSlots = Math.max(1, Math.ceil(shortestHoldMs / slotMs));
  // The ring counts one slot more than the window, as both its ends lie inside a slot, and those in which a granted token
  // may still be used.
  const sustainedWindow = countedWindow(sustainedTokens, slotsInWindow + 1 + holdSlots);
  const windows = [
    sustainedWindow,
    countedWindow(burstTokens, Math.ceil(burst.windowMs / slotMs) + 1 + holdSlots),
    countedWindow(largestCount, 1),
  ];
  const leaseTokens = Math.min(
    largestLeaseTokens,
    Math.max(1, sustainedWindow.leftByBackground),
    ...windows.map(({ limit, leftByBackground }) => limit - leftByBackground),
  );
  return {
    slotMs,
    slots: Math.max(...windows.map(({ slots }) => slots)),
    windows,
    perTokenMs: Math.max(windowMs / (paceShare * sustainedTokens), burst.windowMs / (paceShare * burstTokens)),
    aheadTokens: {
      caller: sustainedTokens,
      queue: Math.max(1, sustainedTokens * queueAheadShare),
      background: leaseTokens + 1,
    },
    leaseTokens,
    largestRequestTokens: Math.min(...windows.map(({ limit }) => limit)),
    tokenLifeMs: holdSlots * slotMs * lifeShare,
    longestHoldBackMs: windowMs / 5,
    longestPauseMs: windowMs * 2,
    perLocalTokenMs: (outageProcesses * windowMs) / (outageShare * sustainedTokens),
    longestOutageMs: windowMs / 5,
    probeMs: windowMs / 60,
  };
};
