// One command at a time works on a session, however it came in; the same item remembers how new what was written there is.
import { createHash } from "node:crypto";
import type { Table } from "../aws/table.ts";
import type { FieldName } from "../core/command/field-mask.ts";
import { Fault, faults } from "../core/faults.ts";
import { isOwnEcho, rememberWrites, type WrittenValues } from "../core/sessions/own-writes.ts";
import type { SessionChange } from "../core/sessions/reported-changes.ts";
import type { Clock } from "../runtime/clock.ts";
import { type FencedLease, takeLease } from "./fenced-lease.ts";

export interface SessionKey {
  account: string;
  sessionId: string;
}

export interface SessionLease {
  /** Answers when the newest event of this source that was written to the field happened, in epoch milliseconds. */
  writtenAt(source: string, field: FieldName): number | undefined;
  /** True if all of these changes are writes of ours, made within that time. */
  isOwnEcho(changes: readonly SessionChange[], withinMs: number): boolean;
  /** Gives the session back; remembers these fields as being of `occurredAtMs`, and these values as ours. */
  release(
    written?: { source: string; occurredAtMs: number; fields: readonly FieldName[] },
    values?: WrittenValues,
  ): Promise<void>;
}

export interface SessionLeases {
  /** While somebody else works on the session, `busyUntilMs` says until when at most, in epoch milliseconds. */
  take(key: SessionKey, owner: string, leaseMs: number): Promise<{ lease: SessionLease } | { busyUntilMs: number }>;
}

/** Ledger, contents and sessions are remembered for as long. */
export const rememberedMs = 14 * 86_400_000;

const pkOf = ({ account, sessionId }: SessionKey): string => `session#${account}#${sessionId.toLowerCase()}`;

/** The source is hashed: it is free text, and attribute names are short. */
const attributeOf = (source: string, field: FieldName): string =>
  `at_${createHash("sha256").update(source).digest("hex").slice(0, 16)}_${field}`;

const sessionLease = ({ item, release }: FencedLease, clock: Pick<Clock, "now">): SessionLease => ({
  writtenAt: (source, field) => {
    const at = item[attributeOf(source, field)];
    return typeof at === "number" ? at : undefined;
  },
  isOwnEcho: (changes, withinMs) => isOwnEcho(item.writes, changes, clock.now() - withinMs),
  release: async (written, values = {}) => {
    const newest = Object.fromEntries(
      (written?.fields ?? []).map((field) => [attributeOf(written?.source ?? "", field), written?.occurredAtMs ?? 0]),
    );
    const isWritten = Object.keys(values).length > 0;
    const set = { ...newest, ...(isWritten && { writes: rememberWrites(item.writes, values, clock.now()) }) };
    await release({ set });
  },
});

export const sessionLeases = ({ table, clock }: { table: Table; clock: Clock }): SessionLeases => ({
  take: async (key, owner, leaseMs) => {
    const pk = pkOf(key);
    const nowMs = clock.now();
    const expires = Math.ceil((nowMs + rememberedMs) / 1000);
    const lease = await takeLease(table, pk, { owner, nowMs, leaseMs, set: { expires } });
    if (lease) return { lease: sessionLease(lease, clock) };
    const held = await table.get(pk);
    return { busyUntilMs: typeof held?.leaseUntil === "number" ? held.leaseUntil : nowMs };
  },
});

/** Usually whoever has the session is done with it in a moment. */
const pauseMs = 100;

/** Takes the session's lease, waiting for whoever has it until `giveUpAt` (epoch milliseconds). Throws SESSION_BUSY. */
export const waitForSession = async (
  { leases, leaseMs, clock }: { leases: SessionLeases; leaseMs: number; clock: Clock },
  key: SessionKey,
  { owner, giveUpAt }: { owner: string; giveUpAt: number },
): Promise<SessionLease> => {
  for (;;) {
    const taken = await leases.take(key, owner, leaseMs);
    if ("lease" in taken) return taken.lease;
    if (clock.now() + pauseMs >= giveUpAt) throw new Fault(faults.sessionBusy, { retryAfterSeconds: 2 });
    await clock.sleep(pauseMs * (1 + clock.random()));
  }
};
