// Remembers for 14 days what became of every command: a copy that arrives later finds here that its work was done.
import type { Item, Table, TableIndex } from "../aws/table.ts";
import type { Clock } from "../runtime/clock.ts";
import { rememberedMs } from "./session-lease.ts";

export interface LedgerEntry {
  id: string;
  account: string;
  sessionId: string;
  door: string;
  source: string;
  deliveryId: string;
  /** It is 0 at first, and one more with every replay. */
  attempt: number;
}

export interface Claimed {
  state: "claimed";
  /** An earlier attempt finished these steps, which stand here by name. */
  stepsDone: readonly string[];
  /** A note or message of this step may have been sent by that attempt, and nobody recorded how it ended. */
  sending?: Sending;
}

export interface Sending {
  step: string;
  atMs: number;
  /** True if WTS gave no answer, or one that says nothing, and may still take the message. False if its sender died. */
  doubtful: boolean;
}

interface Finished {
  state: "applied" | "rejected";
  /** It is the JSON of an Outcome, or of why there is none. */
  outcome: string;
  published: boolean;
}

export type Claim = Claimed | Finished | { state: "busy"; untilMs: number };

export interface Ledger {
  claim(entry: LedgerEntry, owner: string, leaseMs: number): Promise<Claim>;
  /** It is called before a note or message goes out, which must not happen when it answers false: the claim was lost. */
  markSending(id: string, owner: string, step: string): Promise<boolean>;
  /** WTS's answer left open whether it has the note or message. False when the claim was lost, as in the two that follow. */
  markDoubtful(id: string, owner: string): Promise<boolean>;
  /** The note or message certainly did not go out. */
  unmarkSending(id: string, owner: string): Promise<boolean>;
  stepDone(id: string, owner: string, stepsDone: readonly string[]): Promise<boolean>;
  /** `publish` says that the outcome is still to go out as an event. False when the claim was lost. */
  finish(id: string, owner: string, finished: Omit<Finished, "published"> & { publish: boolean }): Promise<boolean>;
  /** For a command that no queue will bring back: it was applied at once, and its outcome is still to be published. */
  record(entry: LedgerEntry, finished: Omit<Finished, "published">): Promise<void>;
  published(id: string): Promise<void>;
  /** The next attempt may start at once, unless a message may be on its way and nobody noted the doubt: then it starts when the lease is over. */
  giveBack(id: string, owner: string): Promise<void>;
  read(id: string): Promise<Item | undefined>;
  /** Answers the ids whose outcome did not go out, oldest first. */
  unpublished(limit: number): Promise<readonly string[]>;
  /** Answers the ids of one day (YYYY-MM-DD, in UTC), newest first. */
  ofDay(day: string, limit: number): Promise<readonly string[]>;
}

const pkOf = (id: string): string => `command#${id}`;
const idOf = (pk: string): string => pk.slice("command#".length);

const claimedOf = ({ stepsDone = "", sendingStep, sendingAt, sendingDoubtful }: Item): Claimed => ({
  state: "claimed",
  stepsDone: String(stepsDone).split(",").filter(Boolean),
  ...(typeof sendingStep === "string" && {
    sending: { step: sendingStep, atMs: Number(sendingAt), doubtful: sendingDoubtful === true },
  }),
});

const sendingAttributes = ["sendingStep", "sendingAt", "sendingDoubtful"];

const unpublishedIndex: TableIndex = { name: "unpublished", attribute: "unpublished", value: "yes" };
const dayIndex = (day: string): TableIndex => ({ name: "by-day", attribute: "day", value: day });

const finishedOf = ({ state, outcome, unpublished }: Item): Finished | undefined =>
  state === "applied" || state === "rejected"
    ? { state, outcome: String(outcome), published: unpublished === undefined }
    : undefined;

export const ledger = ({ table, clock }: { table: Table; clock: Clock }): Ledger => {
  const described = ({ account, sessionId, door, source, deliveryId, attempt }: LedgerEntry) => {
    const seenAt = new Date(clock.now()).toISOString();
    const expires = Math.ceil((clock.now() + rememberedMs) / 1000);
    return { account, sessionId, door, source, deliveryId, attempt, seenAt, day: seenAt.slice(0, 10), expires };
  };
  const mine = async (id: string, owner: string, update: Parameters<Table["update"]>[1]): Promise<boolean> => {
    const condition = "#state = :claimed AND #leaseOwner = :owner";
    const values = { claimed: "claimed", owner };
    return (await table.update(pkOf(id), { ...update, condition, values })) !== undefined;
  };

  return {
    claim: async (entry, owner, leaseMs) => {
      const now = clock.now();
      const set = { ...described(entry), state: "claimed", leaseOwner: owner, leaseUntil: now + leaseMs };
      const remove = ["outcome", "unpublished"];
      const claimed = await table.update(pkOf(entry.id), {
        set,
        remove,
        condition:
          "attribute_not_exists(#pk) OR (#state = :claimed AND #leaseUntil < :now)" +
          " OR (#state = :rejected AND #attempt < :attempt)",
        values: { claimed: "claimed", rejected: "rejected", now, attempt: entry.attempt },
      });
      if (claimed) return claimedOf(claimed);
      const held = await table.get(pkOf(entry.id));
      // DynamoDB drops what has expired up to two days late: until then it must not count.
      if (typeof held?.expires === "number" && held.expires * 1000 < now) {
        const again = await table.update(pkOf(entry.id), {
          set,
          remove: [...remove, "stepsDone", ...sendingAttributes],
          condition: "#expires = :expires",
          values: { expires: held.expires },
        });
        if (again) return claimedOf(again);
      }
      const finished = held && finishedOf(held);
      return finished ?? { state: "busy", untilMs: Number(held?.leaseUntil ?? now) };
    },
    markSending: (id, owner, step) => mine(id, owner, { set: { sendingStep: step, sendingAt: clock.now() } }),
    markDoubtful: (id, owner) => mine(id, owner, { set: { sendingDoubtful: true } }),
    unmarkSending: (id, owner) => mine(id, owner, { remove: sendingAttributes }),
    stepDone: (id, owner, stepsDone) =>
      mine(id, owner, { set: { stepsDone: stepsDone.join() }, remove: sendingAttributes }),
    finish: (id, owner, { state, outcome, publish }) =>
      mine(id, owner, {
        set: { state, outcome, ...(publish && { unpublished: "yes" }) },
        remove: ["leaseUntil", "leaseOwner"],
      }),
    record: async (entry, { state, outcome }) => {
      await table.update(pkOf(entry.id), { set: { ...described(entry), state, outcome, unpublished: "yes" } });
    },
    published: async (id) => {
      await table.update(pkOf(id), { remove: ["unpublished"], condition: "attribute_exists(#pk)" });
    },
    giveBack: async (id, owner) => {
      await table.update(pkOf(id), {
        set: { leaseUntil: 0 },
        condition:
          "#state = :claimed AND #leaseOwner = :owner AND (attribute_not_exists(#sendingStep) OR #sendingDoubtful = :doubtful)",
        values: { claimed: "claimed", owner, doubtful: true },
      });
    },
    read: (id) => table.get(pkOf(id)),
    unpublished: async (limit) => (await table.queryIndex(unpublishedIndex, { limit })).map(idOf),
    ofDay: async (day, limit) => (await table.queryIndex(dayIndex(day), { newestFirst: true, limit })).map(idOf),
  };
};
