// Lets one runner at a time work on an account's schedule; one that was killed holds up the others for 45 seconds.
import { accountKeys } from "../../aws/item-keys.ts";
import type { Table } from "../../aws/table.ts";
import { takeLease } from "../../records/fenced-lease.ts";
import type { Clock } from "../../runtime/clock.ts";

export interface ScheduleLease {
  /** Where the run before was cut off. */
  readonly stoppedAt: string | undefined;
  /** Renews the lease when that is due. False when somebody else has taken over: then stop at once. */
  isMine(): Promise<boolean>;
  release(stoppedAt?: string): Promise<void>;
}

export interface ScheduleLeases {
  /** Undefined while somebody else runs. */
  take(account: string, owner: string): Promise<ScheduleLease | undefined>;
}

const leaseMs = 45_000;
const renewAfterMs = 15_000;

export const scheduleLeases = ({ table, clock }: { table: Table; clock: Pick<Clock, "now"> }): ScheduleLeases => ({
  take: async (account, owner) => {
    let takenAtMs = clock.now();
    const taken = await takeLease(table, accountKeys.routing(account), { owner, nowMs: takenAtMs, leaseMs });
    if (!("lease" in taken)) return undefined;
    const { lease } = taken;
    const { stoppedAt: before } = lease.item;
    return {
      stoppedAt: typeof before === "string" ? before : undefined,
      isMine: async () => {
        const nowMs = clock.now();
        if (nowMs - takenAtMs < renewAfterMs) return true;
        const isRenewed = await lease.update({ set: { leaseUntil: nowMs + leaseMs } });
        if (isRenewed) takenAtMs = nowMs;
        return isRenewed;
      },
      release: async (stoppedAt) => {
        await lease.release(stoppedAt === undefined ? { remove: ["stoppedAt"] } : { set: { stoppedAt } });
      },
    };
  },
});
