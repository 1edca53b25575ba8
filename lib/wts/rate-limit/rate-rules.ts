// Turns the configured limits into every number the limiter works with; all of them scale with the sustained window.
import type { RateLimits } from "../wts-config.ts";
import type { Priority } from "./priority.ts";
import { keptFrom, nothingUsed, type Share, useShare } from "./shares.ts";

/** At no moment may the newest `slots` counts of the ring add up to more than `limit`. */
interface CountedWindow {
  readonly limit: number;
  readonly slots: number;
}

export interface RateRules {
  readonly slotMs: number;
  readonly slots: number;
  /** Those of WTS: the shares hold in each of them. */
  readonly windows: readonly CountedWindow[];
  readonly shares: Readonly<Record<Priority, Share>>;
  /** The even pace is one token in this time. */
  readonly perTokenMs: number;
  /** How many tokens each may run ahead of the even pace. */
  readonly aheadTokens: Readonly<Record<Priority, number>>;
  readonly leaseTokens: number;
  /** More than this cannot be granted at once. */
  readonly largestRequestTokens: number;
  readonly tokenLifeMs: number;
  /** Whoever is refused holds those of lower priorities to their shares for its wait, no longer than this, and one slot more. */
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
const paceShare = 0.985;
const queueAheadShare = 0.15;
/** A run that has paused for a while closes so many on one list at once, beside those whose tokens come while the list is fresh. */
const backgroundAheadShare = 0.02;
const largestLeaseTokens = 5;
/** The ring keeps a byte a slot. */
export const largestCount = 255;
/** A round trip to the table does not shrink with the window, as the tests' windows do. */
const shortestHoldMs = 50;
/** The rest of the time a token counts for is the call's way to WTS and the difference between two clocks. */
const lifeShare = 0.75;
const outageShare = 0.9;
const outageProcesses = 20;

/** They add up to all of the rate that is shared out. */
const shareOf: Readonly<Record<Priority, number>> = { caller: 0.65, queue: 0.3, background: 0.05 };
/** So much of the sustained limit each finds at once when it comes after a while; background work takes a lease at a time. */
const creditShare = { caller: 0.01, queue: 0.005 };
/** So much belongs to nobody, so that what others leave can be taken a few tokens at a time. */
const looseShare = 0.025;

/** The shares hold in the narrowest of the windows: over the whole of each they come to no more than its limit. */
const sharesIn = (windows: readonly CountedWindow[], slotMs: number, sustainedTokens: number) => {
  const wanted: Readonly<Record<Priority, number>> = {
    caller: sustainedTokens * creditShare.caller,
    queue: Math.max(1, sustainedTokens * creditShare.queue),
    background: largestLeaseTokens,
  };
  const most = Math.min(...windows.map(({ limit }) => limit)) / 2;
  const sum = wanted.caller + wanted.queue + wanted.background + sustainedTokens * looseShare;
  const scale = Math.min(1, most / sum);
  const perMs = Math.min(...windows.map(({ limit, slots }) => (limit - sum * scale) / (slots * slotMs)));
  return (priority: Priority, aheadTokens: number): Share => {
    const ownPerMs = perMs * shareOf[priority];
    const windowMs = Math.max(...windows.map(({ slots }) => slots)) * slotMs;
    const creditMs = Math.min((wanted[priority] * scale) / ownPerMs, windowMs);
    return { perMs: ownPerMs, creditMs, longestAheadMs: Math.min(aheadTokens / ownPerMs, windowMs) };
  };
};

/** Answers how many tokens can be granted at once when nobody has used anything: all but what is kept for the others. */
const largestRequest = (
  windows: readonly CountedWindow[],
  slotMs: number,
  shares: Readonly<Record<Priority, Share>>,
  priority: Priority,
): number => {
  const fits = (tokens: number): boolean => {
    const kept = keptFrom(0, useShare(nothingUsed, { priority }, tokens, 0, { shares }), { shares });
    return windows.every(({ limit, slots }) => limit - tokens >= Math.floor(kept(slots * slotMs)));
  };
  let tokens = Math.min(largestCount, ...windows.map(({ limit }) => limit));
  while (tokens > 1 && !fits(tokens)) tokens -= 1;
  return tokens;
};

export const rateRules = ({ share, sustained, burst }: RateLimits): RateRules => {
  const windowMs = sustained.windowMs;
  const slotMs = windowMs / slotsInWindow;
  const sustainedTokens = Math.max(1, Math.floor(sustained.requests * share));
  const burstTokens = Math.max(1, Math.floor(burst.requests * share));
  const holdSlots = Math.max(1, Math.ceil(shortestHoldMs / slotMs));
  // The ring counts one slot more than the window, as both its ends lie inside a slot, and those in which a granted token
  // may still be used.
  const windows = [
    { limit: sustainedTokens, slots: slotsInWindow + 1 + holdSlots },
    { limit: burstTokens, slots: Math.ceil(burst.windowMs / slotMs) + 1 + holdSlots },
  ];
  const sharesWith = sharesIn(windows, slotMs, sustainedTokens);
  const queueAhead = Math.max(1, sustainedTokens * queueAheadShare);
  const shares = {
    caller: sharesWith("caller", sustainedTokens),
    queue: sharesWith("queue", queueAhead),
    background: sharesWith("background", largestLeaseTokens + 1),
  };
  const leaseTokens = Math.min(largestLeaseTokens, largestRequest(windows, slotMs, shares, "background"));
  return {
    slotMs,
    slots: Math.max(...windows.map(({ slots }) => slots)),
    windows,
    shares,
    perTokenMs: Math.max(windowMs / (paceShare * sustainedTokens), burst.windowMs / (paceShare * burstTokens)),
    aheadTokens: {
      caller: sustainedTokens,
      queue: queueAhead,
      background: Math.max(leaseTokens + 1, sustainedTokens * backgroundAheadShare),
    },
    leaseTokens,
    largestRequestTokens: largestRequest(windows, slotMs, shares, "caller"),
    tokenLifeMs: holdSlots * slotMs * lifeShare,
    longestHoldBackMs: windowMs / 5,
    longestPauseMs: windowMs * 2,
    perLocalTokenMs: (outageProcesses * windowMs) / (outageShare * sustainedTokens),
    longestOutageMs: windowMs / 5,
    probeMs: windowMs / 60,
  };
};
