// One runner at a time does what is to be done now and then; one that was killed holds up the others for a minute.
import type { Table } from "../aws/table.ts";
import type { Clock } from "../clock.ts";

export interface RunLease {
  /** Where the run before was cut off. */
  readonly stoppedAt: string | undefined;
  /** Renews it when that is due; false when somebody else has taken over: then stop at once. */
  isMine(): Promise<boolean>;
  release(stoppedAt?: string): Promise<void>;
}

export interface RunLeases {
  /** Undefined while somebody else runs. */
  take(name: string, owner: string): Promise<RunLease | undefined>;
}

const leaseMs = 60_000;
const renewAfterMs = 20_000;

export const runLeases = ({ table, clock }: { table: Table; clock: Pick<Clock, "now"> }): RunLeases => ({
  take: async (name, owner) => {
    const pk = `run-lease#${name}`;
    let takenAtMs = clock.now();
    const taken = await table.update(pk, {
      set: { leaseOwner: owner, leaseUntil: takenAtMs + leaseMs },
      add: { fence: 1 },
      condition: "attribute_not_exists(#leaseUntil) OR #leaseUntil < :now",
      values: { now: takenAtMs },
    });
    if (!taken) return undefined;
    const mine = { condition: "#fence = :fence", values: { fence: Number(taken.fence) } };
    return {
      stoppedAt: typeof taken.stoppedAt === "string" ? taken.stoppedAt : undefined,
      isMine: async () => {
        const nowMs = clock.now();
        if (nowMs - takenAtMs < renewAfterMs) return true;
        const renewed = await table.update(pk, { set: { leaseUntil: nowMs + leaseMs }, ...mine });
        if (renewed) takenAtMs = nowMs;
        return renewed !== undefined;
      },
      release: async (stoppedAt) => {
        const remove = ["leaseOwner", "leaseUntil", ...(stoppedAt === undefined ? ["stoppedAt"] : [])];
        await table.update(pk, { remove, ...(stoppedAt !== undefined && { set: { stoppedAt } }), ...mine });
      },
    };
  },
});
