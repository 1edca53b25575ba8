// Gets tokens from the account's table; while the table fails, from a slow rate of this process alone.
import type { Clock } from "../../runtime/clock.ts";
import type { Log } from "../../runtime/log.ts";
import { type Meter, noMeter } from "../../runtime/meter.ts";
import { type Correction, type Decision, decide, type TokenRequest } from "./decide.ts";
import type { RateLimitedReason } from "./rate-limited.ts";
import type { RateRules } from "./rate-rules.ts";
import { type RateState, type RateTable, unusedRate } from "./rate-state.ts";
import type { Asker } from "./shares.ts";
import { usedPercent } from "./used-percent.ts";

/** Tokens this process was granted and may hand out for a short while. */
export interface Lease {
  /** They are of this one's share. */
  readonly of: Asker;
  /** The ring counts them in this slot. */
  readonly slot: number;
  tokens: number;
  readonly usableUntil: number;
}

export const noLease = (of: Asker): Lease => ({ of, slot: 0, tokens: 0, usableUntil: 0 });

/** Answers false if it has none, or if they are too old. */
export const spendOne = (lease: Lease, now: number): boolean => {
  if (lease.tokens === 0 || now >= lease.usableUntil) return false;
  lease.tokens -= 1;
  return true;
};

export type TokenAnswer =
  | { readonly granted: true; readonly lease: Lease }
  /** `until` is in epoch milliseconds. `reason` is `table` when waiting is no use. */
  | { readonly granted: false; readonly until: number; readonly reason: RateLimitedReason };

interface TokenSource {
  ask(request: TokenRequest): Promise<TokenAnswer>;
  /** What is left of the lease counts no longer, as of the next write. */
  giveBack(lease: Lease): void;
  /** Writes now what was given back. */
  flush(): Promise<void>;
  pause(durationMs: number): Promise<void>;
  /** Answers what stands in the table, or what stood there last while it fails. */
  look(): Promise<RateState>;
}

interface TokenSourceOptions {
  readonly table: RateTable;
  readonly account: string;
  readonly rules: RateRules;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter?: Meter;
}

interface Outage {
  readonly since: number;
  readonly probeAt: number;
}

const conflictsBeforePause = 2;
const conflictPauseMs = 5;
const longestConflictPauseMs = 100;
const largestVersion = 2 ** 48;

const askerOf = ({ priority, client }: Asker): Asker => ({ priority, ...(client !== undefined && { client }) });

export const tokenSource = ({
  table,
  account,
  rules,
  clock,
  log,
  meter = noMeter,
}: TokenSourceOptions): TokenSource => {
  let seen = unusedRate;
  /** It is true while others write too: then a read costs less than a write in vain. */
  let contended = false;
  let pausedUntil = 0;
  let corrections: readonly Correction[] = [];
  let outage: Outage | undefined;
  let nextLocalTokenAt = 0;

  const noteOutage = (error: unknown): Outage => {
    const now = clock.now();
    if (!outage)
      log.error("rate table not reachable, a local rate is used meanwhile", {
        account,
        reason: error instanceof Error ? error.name : "unknown",
      });
    outage = { since: outage?.since ?? now, probeAt: now + rules.probeMs };
    return outage;
  };

  const noteRecovery = (): void => {
    if (outage) log.info("rate table reachable again", { account, outageMs: Math.round(clock.now() - outage.since) });
    outage = undefined;
  };

  /** Answers whether the table stood as we knew it. `next` was decided just now, with all corrections. */
  const replace = async (next: RateState): Promise<boolean> => {
    const sent = corrections;
    // The number is one of our own, so that a write whose answer was lost, and that the client repeated, is recognised as done.
    const version = 1 + Math.floor(clock.random() * largestVersion);
    corrections = [];
    try {
      seen = await table.replace(account, seen.version, { ...next, version });
    } catch (error) {
      // Perhaps it was written: giving the same tokens back twice would free somebody else's.
      corrections = [...sent.filter(({ tokens }) => tokens > 0), ...corrections];
      throw error;
    }
    if (seen.version === version) return true;
    corrections = [...sent, ...corrections];
    contended = true;
    return false;
  };

  /** Answers whether the table stands as we knew it. */
  const readAgain = async (): Promise<boolean> => {
    const { version } = seen;
    seen = await table.read(account);
    return seen.version === version;
  };

  const decideAt = (now: number, request: TokenRequest): Decision =>
    decide({ ...seen, pausedUntil: Math.max(seen.pausedUntil, pausedUntil) }, now, request, rules, corrections);

  const askTable = async (request: TokenRequest): Promise<TokenAnswer> => {
    if (contended) contended = !(await readAgain());
    for (let conflicts = 0; ; conflicts += 1) {
      const now = clock.now();
      const decision = decideAt(now, request);
      // Only a refusal by what stands in the table now is worth waiting for.
      const stands = decision.next ? await replace(decision.next) : await readAgain();
      if (stands && decision.granted) {
        const { next, tokens, usableUntil } = decision;
        meter.add("rate-share", usedPercent(next, rules));
        return { granted: true, lease: { of: askerOf(request), slot: next.slot, tokens, usableUntil } };
      }
      if (stands && !decision.granted) return { granted: false, until: now + decision.waitMs, reason: "limit" };
      if (conflicts >= conflictsBeforePause)
        await clock.sleep(Math.ceil(clock.random() * Math.min(longestConflictPauseMs, conflictPauseMs * conflicts)));
    }
  };

  const askLocally = (request: TokenRequest, { since, probeAt }: Outage): TokenAnswer => {
    const now = clock.now();
    const of = askerOf(request);
    const { atLeast = request.tokens } = request;
    const isBatch = atLeast > 1 && of.priority !== "background";
    if (isBatch || now - since >= rules.longestOutageMs) return { granted: false, until: probeAt, reason: "table" };
    const decision = decideAt(now, { ...of, tokens: 1 });
    const until = Math.max(nextLocalTokenAt, decision.granted ? now : now + decision.waitMs);
    if (until > now) return { granted: false, until: Math.min(until, probeAt), reason: "limit" };
    nextLocalTokenAt = now + rules.perLocalTokenMs;
    const slot = Math.floor(now / rules.slotMs);
    corrections = [...corrections, { ...of, slot, tokens: 1 }];
    return { granted: true, lease: { of, slot, tokens: 1, usableUntil: now + rules.tokenLifeMs } };
  };

  return {
    ask: async (request) => {
      let failing = outage;
      if (!failing || clock.now() >= failing.probeAt) {
        try {
          const answer = await askTable(request);
          noteRecovery();
          return answer;
        } catch (error) {
          failing = noteOutage(error);
        }
      }
      return askLocally(request, failing);
    },

    giveBack: (lease) => {
      if (lease.tokens > 0) corrections = [...corrections, { ...lease.of, slot: lease.slot, tokens: -lease.tokens }];
      lease.tokens = 0;
    },

    flush: async () => {
      if (outage || corrections.length === 0) return;
      await askTable({ priority: "caller", tokens: 0 }).catch(noteOutage);
    },

    pause: async (durationMs) => {
      pausedUntil = Math.max(pausedUntil, clock.now() + Math.min(durationMs, rules.longestPauseMs));
      await table.pause(account, pausedUntil).catch(noteOutage);
    },

    look: () => table.read(account).catch(() => seen),
  };
};
