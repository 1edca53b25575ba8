// Remembers what people are still to be told, and when each cause may be told again; a cause is one item a target.
import { notifyKeys } from "../aws/item-keys.ts";
import type { ItemKey, Table } from "../aws/table.ts";
import { dueIndex } from "../records/ledger.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Cause, CountedCause } from "./rules/cause.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** Whoever takes a cause to tell it and dies has it told again after this. */
const claimMs = 2 * minuteMs;
const keptDays = 14;

export interface PendingCause {
  key: ItemKey;
  target: string;
  cause: CountedCause;
  /** How often telling it has failed since it was told last. */
  attempts: number;
  dueAtMs: number;
}

const nameOf = ({ account, type, code = "", policy = "" }: Cause): string => [account, type, code, policy].join("#");

export const pendingCauses = ({ table, clock }: { table: Table; clock: Pick<Clock, "now"> }) => {
  const readKey = async (key: ItemKey): Promise<PendingCause | undefined> => {
    const item = await table.get(key);
    if (item === undefined) return undefined;
    const text = (name: string) => (typeof item[name] === "string" ? { [name]: item[name] } : {});
    return {
      key,
      target: String(item.target),
      cause: {
        ...{ account: String(item.account), type: String(item.type), command: String(item.command) },
        ...text("code"),
        ...text("policy"),
        count: Number(item.count ?? 0),
        firstAtMs: Number(item.firstAtMs ?? clock.now()),
      },
      attempts: Number(item.attempts ?? 0),
      dueAtMs: Number(item.dueAt),
    };
  };

  return {
    /** One write an event and target. An event that comes twice counts twice: it is a number for people. */
    add: async (target: string, cause: Cause, count: number): Promise<void> => {
      const now = clock.now();
      await table.update(notifyKeys.cause(target, nameOf(cause)), {
        set: { ...cause, target, expires: Math.ceil((now + keptDays * dayMs) / 1000) },
        // What waits already, or was told within the hour, keeps its time.
        setIfAbsent: { due: "notify", dueAt: now, firstAtMs: now },
        add: { count },
      });
    },
    due: async (limit: number): Promise<readonly PendingCause[]> => {
      const keys = await table.queryIndex(dueIndex("notify"), { upTo: clock.now(), limit });
      return (await Promise.all(keys.map(readKey))).flatMap((each) => each ?? []);
    },
    /** False where somebody else has it. */
    claim: async ({ key, dueAtMs }: PendingCause): Promise<PendingCause | undefined> => {
      const dueAt = clock.now() + claimMs;
      const item = await table.update(key, { set: { dueAt }, condition: "#dueAt = :seen", values: { seen: dueAtMs } });
      return item && readKey(key);
    },
    /** Nobody is there to be told. */
    forget: async ({ key }: PendingCause): Promise<void> => {
      await table.update(key, { set: { count: 0 }, remove: ["due", "dueAt", "firstAtMs"] });
    },
    /** Nothing came within the hour: the next event is told at once. */
    rest: async ({ key }: PendingCause): Promise<void> => {
      await table.update(key, {
        remove: ["due", "dueAt", "firstAtMs"],
        condition: "#count = :none",
        values: { none: 0 },
      });
    },
    /** What came while it was being told stays, for an hour from now. */
    told: async ({ key, cause }: PendingCause): Promise<void> => {
      await table.update(key, {
        set: { dueAt: clock.now() + hourMs, attempts: 0, firstAtMs: clock.now() },
        add: { count: -cause.count },
      });
    },
    later: async ({ key, attempts }: PendingCause, pauseMs: number): Promise<void> => {
      await table.update(key, { set: { dueAt: clock.now() + pauseMs, attempts: attempts + 1 } });
    },
  };
};

export type PendingCauses = ReturnType<typeof pendingCauses>;
