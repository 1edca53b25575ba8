// Who has used how much of its share of the rate: what is left of it is kept for it, and what it does not ask for passes on to others.
import type { Priority } from "./priority.ts";
import type { RateState } from "./rate-state.ts";

/** What nobody else can use up: `perMs` tokens a millisecond, where they are asked for. */
export interface Share {
  readonly perMs: number;
  /** What was not asked for is kept for so long, and passes on to whoever asks afterwards. */
  readonly creditMs: number;
  /** What is taken in advance, or beyond it, counts no longer than this. */
  readonly longestAheadMs: number;
}

interface Shares {
  readonly shares: Readonly<Record<Priority, Share>>;
}

/** Epoch milliseconds up to which each one's own share has been used: in the future for who runs ahead of it. */
export type UsedShares = Pick<RateState, "usedUntil" | "clientsUsedUntil">;

const ever = Number.NEGATIVE_INFINITY;
export const nothingUsed: UsedShares = {
  usedUntil: { caller: ever, queue: ever, background: ever },
  clientsUsedUntil: {},
};

/** Who asks. Callers of one account are told apart by the client that they are. */
export interface Asker {
  readonly priority: Priority;
  readonly client?: string | undefined;
}

/** An alone client leaves as much to the next one as it has: it might come at any time. */
const fewestClients = 2;
/** So many clients can each have a batch granted at once. */
const clientsWithBatch = 4;

/** A share that was not used is saved up to its credit, and one that was used in advance counts no longer than its limit. */
const within = ({ creditMs, longestAheadMs }: Share, usedUntil: number, at: number): number =>
  Math.min(Math.max(usedUntil, at - creditMs), at + longestAheadMs);

/** All of its credit is there. */
const isUnused = ({ creditMs }: Share, usedUntil: number, at: number): boolean => usedUntil <= at - creditMs;

/** Each client has an equal part of the callers' share: of those who have used theirs lately, and of who asks. */
const clientShare = (callers: Share, { clientsUsedUntil }: UsedShares, client: string, at: number): Share => {
  const others = Object.entries(clientsUsedUntil).filter(
    ([name, usedUntil]) => name !== client && !isUnused(callers, usedUntil, at),
  );
  const clients = Math.max(fewestClients, others.length + 1);
  return {
    ...callers,
    perMs: callers.perMs / clients,
    longestAheadMs: callers.longestAheadMs * Math.max(1, clients / clientsWithBatch),
  };
};

const advance = (share: Share, usedUntil: number, tokens: number, at: number): number =>
  within(share, within(share, usedUntil, at) + tokens / share.perMs, at);

/** `tokens` may be below 0: they are given back. What a client takes beyond its part of the callers' share is nobody's share. */
export const useShare = (
  used: UsedShares,
  { priority, client = "" }: Asker,
  tokens: number,
  at: number,
  { shares }: Shares,
): UsedShares => {
  const share = shares[priority];
  const usedBy = (sharedTokens: number) => ({
    ...used.usedUntil,
    [priority]: advance(share, used.usedUntil[priority], sharedTokens, at),
  });
  if (priority !== "caller") return { ...used, usedUntil: usedBy(tokens) };
  const own = clientShare(share, used, client, at);
  const from = within(own, used.clientsUsedUntil[client] ?? ever, at);
  const until = advance(own, from, tokens, at);
  return {
    usedUntil: usedBy((until - from) * own.perMs),
    clientsUsedUntil: { ...used.clientsUsedUntil, [client]: until },
  };
};

/** All have used what of their shares comes to them in that time. */
export const useAllShares = (used: UsedShares, ms: number, at: number, { shares }: Shares): UsedShares => {
  const after = (priority: Priority): number =>
    advance(shares[priority], used.usedUntil[priority], ms * shares[priority].perMs, at);
  return {
    ...used,
    usedUntil: { caller: after("caller"), queue: after("queue"), background: after("background") },
  };
};

/** Answers false of who has used, or taken in advance, all of its share that it may. */
export const hasShareLeft = (used: UsedShares, asker: Asker, tokens: number, at: number, rules: Shares): boolean => {
  const share = rules.shares[asker.priority];
  const after = useShare(used, asker, tokens, at, rules).usedUntil[asker.priority];
  const roundingTokens = 0.001;
  return (after - within(share, used.usedUntil[asker.priority], at)) * share.perMs >= tokens - roundingTokens;
};

/** Answers how many tokens have to be there at a time, for each to take its share from `at` on. */
export const keptFrom = (
  at: number,
  { usedUntil }: UsedShares,
  { shares: { caller, queue, background } }: Shares,
): ((time: number) => number) => {
  const callersFrom = within(caller, usedUntil.caller, at);
  const queueFrom = within(queue, usedUntil.queue, at);
  const backgroundFrom = within(background, usedUntil.background, at);
  // It is asked for every slot of the ring.
  return (time) =>
    Math.max(0, time - callersFrom) * caller.perMs +
    Math.max(0, time - queueFrom) * queue.perMs +
    Math.max(0, time - backgroundFrom) * background.perMs;
};

/** Answers how long it is until `tokens` are within the asker's own share. */
export const untilOwnShare = (
  used: UsedShares,
  priority: Priority,
  tokens: number,
  at: number,
  { shares }: Shares,
): number => {
  const share = shares[priority];
  const usedUntil = within(share, used.usedUntil[priority], at);
  return Math.max(0, usedUntil + Math.min(tokens / share.perMs, share.creditMs) - at);
};

/** Of whom nothing would be known that is not known without it. */
export const withoutIdle = (used: UsedShares, at: number, { shares }: Shares): UsedShares => ({
  ...used,
  clientsUsedUntil: Object.fromEntries(
    Object.entries(used.clientsUsedUntil).filter(([, usedUntil]) => !isUnused(shares.caller, usedUntil, at)),
  ),
});
