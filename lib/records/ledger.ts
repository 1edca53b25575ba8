// Remembers for 90 days what became of every command, beside its session: a copy finds here that its work was done, and people find why.
import { commandIdIn, commandsOf, type Place, placeKeys } from "../aws/item-keys.ts";
import type { Item, ItemKey, Table, TableIndex, Update } from "../aws/table.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Provenance } from "../core/queue/queued-command.ts";
import { type SaidSo, saidSoIn } from "../core/said-so.ts";
import { isProperties, type Properties } from "../core/value.ts";
import type { Clock } from "../runtime/clock.ts";

/** It says who sent a command, and what led to it. */
export interface LedgerEntry {
  id: string;
  account: string;
  sessionId: string;
  door: string;
  source: string;
  deliveryId: string;
  /** It is 0 at first, and more with every replay, or day of the silence that a run has tried it on. */
  attempt: number;
  /** The command's name; absent for what is no command. */
  command?: string;
  occurredAt?: string;
  /** It is the instant at which the sender's message came, where a sender may send it again. */
  receivedAt?: string;
  correlationId?: string;
  causationId?: string;
  hops?: number;
  rule?: string;
  /** The person at the command line who wanted it. */
  orderedBy?: string;
}

/** The reasons stay in the outcome: a record holds them once. */
export const entryOf = (
  { reasons: _reasons, ...origin }: Provenance,
  { sessionId, command }: { sessionId: string; command?: string },
): LedgerEntry => ({ ...origin, sessionId, ...(command !== undefined && { command }) });

/** A note or message that may have been sent, while nobody recorded how it ended. */
export interface Sending {
  step: string;
  atMs: number;
  /** True if WTS gave no answer, or one that says nothing, and may still take the message. False if its sender died. */
  doubtful: boolean;
  /** By which it is found again, as `core/texts/sent-mark.ts` has it; absent from records of earlier versions. */
  mark?: string;
}

/** What an attempt has done so far. */
export interface Progress {
  stepsDone: readonly string[];
  sending?: Sending;
}

export interface CommandRecord extends LedgerEntry, Progress {
  /** `ignored` says that it was about no session that there is, and that its sender wanted nothing done then. */
  state: "begun" | "applied" | "rejected" | "ignored";
  /** The attempt was first heard of at this ISO instant. */
  seenAt: string;
  /** It is to be published, or was. */
  outcome?: Outcome;
  /** It says what else became of the command, where there is no outcome to be published, or beside it. */
  remarks?: Properties;
  /** A worker died at it, and another command's worker has shut that one out: nobody knows how far it came. */
  isShutOut: boolean;
  /** True while its outcome waits for relay-outcomes. */
  isDue: boolean;
  /** The number of the lease under which it was last written; a number of its own where there was none. */
  fence: number;
  /** It is one more with each write of an attempt. */
  version: number;
  /** So many copies of it came after it was done. */
  copies: number;
  /** The last of them came at this ISO instant. */
  lastCopyAt?: string;
  /** Somebody looked at what was parked of it, and does not want it done. */
  discarded?: Discarded;
  /** Somebody had what was parked of it done again, the last time then. */
  replayed?: SaidSo;
}

interface Discarded extends SaidSo {
  why: string;
}

interface Finished {
  state: "applied" | "rejected" | "ignored";
  outcome?: Outcome | undefined;
  remarks?: Properties | undefined;
  /** The outcome could not be published: relay-outcomes shall. */
  isDue?: boolean;
}

/** Every change is made only if the record still is as the attempt knows it; false says that it is not. */
export interface Attempt {
  progress(progress: Progress): Promise<boolean>;
  finish(finished: Finished): Promise<boolean>;
}

export interface Ledger {
  read(place: Place, id: string): Promise<CommandRecord | undefined>;
  /** Answers everything recorded in the place, the oldest first. */
  history(place: Place): Promise<readonly CommandRecord[]>;
  /** `known` is the record as it was read: what comes to be written replaces that one and no other. */
  attempt(place: Place, entry: LedgerEntry, known: CommandRecord | undefined, fence: number): Attempt;
  /** Whoever worked on it under an earlier lease can write nothing to it any more. False when it is not as it was read. */
  shutOut(place: Place, id: string, known: CommandRecord | undefined, fence: number): Promise<boolean>;
  /** Notes on the record that a copy of the command came at that ISO instant; the copy's own redelivery is not noted again. */
  countCopy(place: Place, id: string, receivedAt: string): Promise<void>;
  /** Notes who did not want it done, and why. False where nothing is recorded of it. */
  noteDiscarded(place: Place, id: string, discarded: Pick<Discarded, "by" | "why">): Promise<boolean>;
  /** Notes who had it done again. False where nothing is recorded of it. */
  noteReplayed(place: Place, id: string, by: string): Promise<boolean>;
  /** Hands the outcome of a finished command to relay-outcomes. */
  markDue(place: Place, id: string): Promise<void>;
  /** `version` is that of the record whose outcome was published: a later one is still due. */
  published(key: ItemKey, version: number): Promise<void>;
  readKey(key: ItemKey): Promise<CommandRecord | undefined>;
  /** Answers where the outcomes stand that nobody has published for a while, the oldest first. */
  due(limit: number): Promise<readonly ItemKey[]>;
  /** Answers where the records of one day (YYYY-MM-DD, in UTC) stand, the newest first. */
  ofDay(day: string, limit: number): Promise<readonly ItemKey[]>;
}

const dayMs = 86_400_000;
/** A copy of a command is known as one for so long. */
export const rememberedMs = 14 * dayMs;
/** What was done, and why, can be looked up for so long. */
export const historyMs = 90 * dayMs;

export const dayIndex = (day: string): TableIndex => ({
  name: "by-day",
  attribute: "day",
  value: day,
  sortedBy: "seenAt",
});

/** It is sparse: only what somebody has to come back to has the attributes. */
export const dueIndex = (
  due: "outcome" | "lease" | "message" | "notify" | `hold#${string}` | `tagged#${string}`,
): TableIndex => ({
  name: "due",
  attribute: "due",
  value: due,
  sortedBy: "dueAt",
});

const json = (text: unknown): Properties | undefined => {
  const value: unknown = typeof text === "string" ? JSON.parse(text) : undefined;
  return isProperties(value) ? value : undefined;
};

/** These parts of an outcome stand in the record anyway: an item beyond 1 KB costs twice. */
const leanOutcome = ({ type, detail }: Outcome, entry: LedgerEntry): string => {
  const { id: _id, account: _account, sessionId: _session, door: _door, source: _source, ...rest } = detail;
  const { deliveryId: _delivery, causationId: _causation, hops: _hops, command, rule, correlationId, ...own } = rest;
  return JSON.stringify({
    type,
    ...(command !== entry.command && { command }),
    ...(rule !== entry.rule && { rule }),
    ...(correlationId !== entry.correlationId && { correlationId }),
    ...own,
  });
};

const wholeOutcome = (text: unknown, entry: LedgerEntry): Outcome | undefined => {
  const lean = json(text);
  if (!lean) return undefined;
  const { type, ...own } = lean;
  const { id, account, sessionId, door, source, deliveryId, hops = 0, command, rule, correlationId } = entry;
  const known = { id, account, sessionId, command, door, source, deliveryId, correlationId, causationId: id };
  return { type, detail: { ...known, hops: hops + 1, ...(rule !== undefined && { rule }), ...own } } as Outcome;
};

const optionalTexts = [
  "command",
  "occurredAt",
  "receivedAt",
  "correlationId",
  "causationId",
  "rule",
  "orderedBy",
] as const;

const entryIn = (id: string, item: Item): LedgerEntry => ({
  id,
  account: String(item.account ?? ""),
  sessionId: String(item.sessionId ?? ""),
  door: String(item.door ?? ""),
  source: String(item.source ?? ""),
  deliveryId: String(item.deliveryId ?? ""),
  attempt: Number(item.attempt ?? 0),
  ...(item.hops !== undefined && { hops: Number(item.hops) }),
  ...Object.fromEntries(optionalTexts.flatMap((name) => (typeof item[name] === "string" ? [[name, item[name]]] : []))),
});

const recordOf = (id: string, item: Item): CommandRecord => {
  const entry = entryIn(id, item);
  const { state, stepsDone = "", sendingStep, sendingAt, sendingDoubtful, sendingMark } = item;
  const outcome = wholeOutcome(item.outcome, entry);
  const remarks = json(item.remarks);
  const replayed = saidSoIn(item, "replayedAt", "replayedBy");
  return {
    ...entry,
    state: state === "applied" || state === "rejected" || state === "ignored" ? state : "begun",
    seenAt: String(item.seenAt ?? ""),
    stepsDone: String(stepsDone).split(",").filter(Boolean),
    ...(typeof sendingStep === "string" && {
      sending: {
        step: sendingStep,
        atMs: Number(sendingAt),
        doubtful: sendingDoubtful === true,
        ...(typeof sendingMark === "string" && { mark: sendingMark }),
      },
    }),
    ...(outcome && { outcome }),
    ...(remarks && { remarks }),
    isShutOut: item.isShutOut === true,
    isDue: item.due !== undefined,
    fence: Number(item.fence ?? 0),
    version: Number(item.version ?? 0),
    copies: Number(item.copies ?? 0),
    ...(typeof item.lastCopyAt === "string" && { lastCopyAt: item.lastCopyAt }),
    ...(typeof item.discardedAt === "string" && {
      discarded: { at: item.discardedAt, by: String(item.discardedBy), why: String(item.discardedWhy) },
    }),
    ...(replayed && { replayed }),
  };
};

/** An outcome that is younger is still being published by whoever recorded it. */
const settledMs = 30_000;

/** A record that is this old says nothing about a command of the same id any more. */
export const isRemembered = ({ seenAt }: CommandRecord, nowMs: number): boolean =>
  Date.parse(seenAt) + rememberedMs > nowMs;

const outcomeAttributes = ["outcome", "remarks", "due", "dueAt", "isShutOut"];
/** It was discarded as it was: whoever tries it again since does want it done. */
const discardedAttributes = ["discardedAt", "discardedBy", "discardedWhy"];
const sendingAttributes = ["sendingStep", "sendingAt", "sendingDoubtful", "sendingMark"];

/** The condition that nobody has written since the record was read. */
const asKnown = (version: number | undefined): Pick<Update, "condition" | "values"> =>
  version === undefined
    ? { condition: "attribute_not_exists(#pk)" }
    : { condition: "#version = :version", values: { version } };

export const ledger = ({ table, clock }: { table: Table; clock: Pick<Clock, "now"> }): Ledger => {
  const readKey = async (key: ItemKey): Promise<CommandRecord | undefined> => {
    const item = await table.get(key);
    return item && recordOf(commandIdIn(key) ?? "", item);
  };
  /** Whatever else a command carries stays out of it. */
  const described = (entry: LedgerEntry): Record<string, string | number> => {
    const { account, sessionId, door, source, deliveryId, attempt, hops } = entry;
    const seenAt = new Date(clock.now()).toISOString();
    return {
      ...{ account, sessionId, door, source, deliveryId, attempt },
      ...Object.fromEntries(optionalTexts.flatMap((name) => (entry[name] === undefined ? [] : [[name, entry[name]]]))),
      ...(hops ? { hops } : {}),
      seenAt,
      day: seenAt.slice(0, 10),
      expires: Math.ceil((clock.now() + historyMs) / 1000),
    };
  };
  const due = () => ({ due: "outcome", dueAt: clock.now() });

  return {
    readKey,
    read: (place, id) => readKey(placeKeys.command(place, id)),
    history: async ({ pk }) => {
      const items = await table.query(pk, commandsOf);
      const records = items.map((item) => recordOf(commandIdIn({ pk, sk: String(item.sk) }) ?? "", item));
      // Of a command that was only shut out nothing is known.
      return records.filter(({ door }) => door !== "").sort((one, other) => one.seenAt.localeCompare(other.seenAt));
    },

    attempt: (place, entry, known, fence) => {
      const isForgotten = known !== undefined && !isRemembered(known, clock.now());
      const key = placeKeys.command(place, entry.id);
      let version = known?.version;
      let isFirst = true;
      const write = async (set: Record<string, string | number | boolean>, remove: readonly string[] = []) => {
        // Of an earlier attempt its progress is kept, and nothing else; of what is forgotten by now, not even that.
        const cleared = [
          ...(isForgotten ? ["stepsDone", ...sendingAttributes] : []),
          ...outcomeAttributes,
          ...discardedAttributes,
        ];
        const left = isFirst && known ? cleared.filter((name) => !(name in set)) : [];
        const written = await table.update(key, {
          set: { ...(isFirst && described(entry)), ...set, fence },
          add: { version: 1 },
          remove: [...new Set([...left, ...remove])],
          ...asKnown(version),
        });
        // A write whose answer was lost is repeated by the client of AWS, and then meets itself.
        const held = written ? undefined : await readKey(key);
        const isNext = held?.fence === fence && held.version === (version ?? 0) + 1;
        const isMine = isNext && held.state === set.state && held.isDue === (set.due !== undefined);
        if (!written && !isMine) return false;
        version = (version ?? 0) + 1;
        isFirst = false;
        return true;
      };
      return {
        progress: ({ stepsDone, sending }) =>
          write(
            {
              state: "begun",
              ...(stepsDone.length > 0 && { stepsDone: stepsDone.join() }),
              ...(sending && { sendingStep: sending.step, sendingAt: sending.atMs }),
              ...(sending?.doubtful && { sendingDoubtful: true }),
              ...(sending?.mark !== undefined && { sendingMark: sending.mark }),
            },
            [
              ...(stepsDone.length > 0 ? [] : ["stepsDone"]),
              ...(sending ? [] : ["sendingStep", "sendingAt"]),
              ...(sending?.doubtful ? [] : ["sendingDoubtful"]),
              ...(sending?.mark === undefined ? ["sendingMark"] : []),
            ],
          ),
        finish: ({ state, outcome, remarks, isDue = false }) =>
          write(
            {
              state,
              ...(outcome && { outcome: leanOutcome(outcome, entry) }),
              ...(remarks && { remarks: JSON.stringify(remarks) }),
              ...(isDue && due()),
            },
            // A refusal keeps the text in doubt, for whoever tries it again and for a copy of it.
            state === "applied" ? sendingAttributes : [],
          ),
      };
    },

    shutOut: async (place, id, known, fence) => {
      const written = await table.update(placeKeys.command(place, id), {
        set: { state: "begun", isShutOut: true, fence, expires: Math.ceil((clock.now() + historyMs) / 1000) },
        // Without it nobody could say for how long it has to be known that the command was begun.
        setIfAbsent: { seenAt: new Date(clock.now()).toISOString() },
        add: { version: 1 },
        ...asKnown(known?.version),
      });
      return written !== undefined;
    },
    countCopy: async (place, id, receivedAt) => {
      await table.update(placeKeys.command(place, id), {
        // The version stays: whoever is working on the record has lost nothing.
        set: { lastCopyAt: receivedAt },
        add: { copies: 1 },
        condition: "attribute_exists(#pk) AND #lastCopyAt <> :receivedAt",
        values: { receivedAt },
      });
    },
    noteDiscarded: async (place, id, { by, why }) => {
      const written = await table.update(placeKeys.command(place, id), {
        set: { discardedAt: new Date(clock.now()).toISOString(), discardedBy: by, discardedWhy: why },
        condition: "attribute_exists(#pk)",
      });
      return written !== undefined;
    },
    noteReplayed: async (place, id, by) => {
      const written = await table.update(placeKeys.command(place, id), {
        set: { replayedAt: new Date(clock.now()).toISOString(), replayedBy: by },
        condition: "attribute_exists(#pk)",
      });
      return written !== undefined;
    },
    markDue: async (place, id) => {
      await table.update(placeKeys.command(place, id), { set: due(), condition: "attribute_exists(#outcome)" });
    },
    published: async (key, version) => {
      await table.update(key, { remove: ["due", "dueAt"], ...asKnown(version) });
    },
    due: (limit) => table.queryIndex(dueIndex("outcome"), { limit, upTo: clock.now() - settledMs }),
    ofDay: (day, limit) => table.queryIndex(dayIndex(day), { newestFirst: true, limit }),
  };
};
