// The one lifecycle of a command: its session is taken, its work done once, the outcome recorded, told, and the session given back.
//
// Whatever dies leaves in the session's item which command it worked on, and whoever takes the session next looks into that.
//
//   died after            the command's record   what the next one on the session does with it
//   ------------------    --------------------   ----------------------------------------------------------------
//   taking the session    none                   shuts the dead worker out of the record, then does the work
//   "about to send"       begun, sending         looks at WTS for the text before sending it (apply.ts)
//   WTS's yes             none, or begun         does the work again: every step but a text sets what it set before
//   the record            finished               tells the outcome, and remembers how new the written fields are
//   the telling           finished               tells it again, under the same id
//   giving back           finished               a copy: nothing is left to do
//
// "The next one" is the same command where something brings it again: the queue its message, the run its page, Lambda its
// event. Another command of the session hands a finished outcome to relay-outcomes and shuts the dead worker out. Where nothing
// brings it again the session is watched: relay-outcomes finds it when its lease has run out.
import type { Bus } from "../aws/bus.ts";
import { type Place, placeKeys } from "../aws/item-keys.ts";
import { propertyOf } from "../core/command/field-mask.ts";
import { Fault, faults } from "../core/faults.ts";
import type { OrderedField, Outcome } from "../core/outcome.ts";
import { isPaced, type PacedCommand } from "../core/sessions/event-pace.ts";
import type { WrittenValues } from "../core/sessions/own-writes.ts";
import type { SessionChange } from "../core/sessions/reported-changes.ts";
import type { Properties } from "../core/value.ts";
import { type CommandRecord, isRemembered, type Ledger, type LedgerEntry } from "../records/ledger.ts";
import type { SessionLease, SessionLeases, WrittenFields } from "../records/session-lease.ts";
import type { Clock } from "../runtime/clock.ts";
import { countOutcome } from "../runtime/count-outcome.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import type { Log } from "../runtime/log.ts";
import { type Meter, noMeter } from "../runtime/meter.ts";
import { occurredAtMs } from "./apply/order-guard.ts";
import { recordedSteps, type StepRecord, unrecorded } from "./apply/step-record.ts";

export interface LifecycleDependencies {
  ledger: Ledger;
  leases: SessionLeases;
  bus: Bus;
  clock: Clock;
  log: Log;
  /** Absent for the command line, whose processes report no metrics. */
  meter?: Meter;
}

/** How the work ended. */
export type Ending<Answer> =
  | {
      /** `ignored`: there was nothing that it was about, which its sender does not mind. */
      as: "applied" | "rejected" | "ignored";
      /** It is told to the bus. */
      outcome?: Outcome;
      /** It is only written down, for people. */
      remarks?: Properties;
      /** The outcome is recorded and not told: whatever answers it would go on with a loop. */
      isUntold?: boolean;
      answer: Answer;
    }
  /** Nothing is settled: the command may come again. */
  | { as: "left"; answer: Answer };

type Finished = Exclude<Ending<unknown>, { as: "left" }>;

export type Done<Answer> =
  | { did: "finished"; answer: Answer; outcome?: Outcome }
  | { did: "left"; answer: Answer }
  /** It was finished before, as the record says. */
  | { did: "found"; record: CommandRecord };

export interface Busy {
  did: "busy";
  /** Epoch milliseconds until which somebody else has the session at most. */
  untilMs: number;
  /** That one works on this very command. */
  isSame: boolean;
}

/** What the work is given. */
export interface Claimed {
  steps: StepRecord;
  /** An earlier attempt began it, for the same delivery or one that nobody knows, and nobody knows how far it came. */
  wasBegun: boolean;
  /** Records that it was begun: for whoever gives up while it is open whether WTS has done it. */
  noteBegun(): Promise<void>;
}

export interface OnceOptions {
  /** No earlier attempt can have been made, and nobody repeats it: neither is asked for nor are its steps recorded. */
  isNew?: boolean | undefined;
  /** A person has looked and wants its texts sent, whatever became of an earlier attempt. */
  sendAnyway?: boolean | undefined;
  /** The outcome is told by whoever asks for this: then it is only recorded. */
  tellsLater?: boolean | undefined;
}

/** A session, or the place of a reference, that nobody else works on. */
export interface HeldSession {
  /** Epoch milliseconds after which nothing may go out to WTS: somebody else may have the session by then. */
  readonly actByMs: number;
  /** As `SessionLease` says. */
  writtenAt: SessionLease["writtenAt"];
  /** How many commands events of this source have brought within the hour; those that came to an end count. */
  paceOf(source: string): ReturnType<SessionLease["paceOf"]>;
  isOwnEcho(changes: readonly SessionChange[], withinMs: number): boolean;
  /** What is written to the session is remembered when it is given back. */
  remember(values: WrittenValues, fields?: WrittenFields): void;
  /** Does the work of the command unless it was done before. Throws what the work throws; then nothing is settled. */
  once<Answer>(
    entry: LedgerEntry,
    work: (claimed: Claimed) => Promise<Ending<Answer>>,
    options?: OnceOptions,
  ): Promise<Done<Answer>>;
}

export interface SessionRequest {
  place: Place;
  /** A name that nobody else has. */
  owner: string;
  leaseMs: number;
  /** The command that the session is taken for; absent where that shows only later. */
  commandId?: string;
  /** Nothing brings the command again if its worker dies. */
  isWatched?: boolean;
  /** Epoch milliseconds until which somebody else is waited for; absent: nobody is. */
  giveUpAt?: number;
}

/** Somebody else has taken the session since: what was not recorded by then is theirs to find out. */
export class SessionLost extends Fault {
  constructor() {
    super(faults.sessionBusy, { retryAfterSeconds: 5, logged: { reason: "SESSION_LOST" } });
  }
}

/** The rest of the lease is for recording what was done, and for clocks that differ. */
const leaseUse = 0.9;
/** Usually whoever has the session is done with it in a moment. */
const pauseMs = 100;

/** Its sender has sent it again since: what SQS or Lambda brings again came when it came. */
export const isSentAgain = (record: CommandRecord, entry: Pick<LedgerEntry, "receivedAt">): boolean =>
  entry.receivedAt !== undefined && !(Date.parse(record.receivedAt ?? "") >= Date.parse(entry.receivedAt));

/** What was refused, or found nothing to do, took no effect: a replay does it again, and so does its sender's repetition. */
const isFinal = (record: CommandRecord, entry: Pick<LedgerEntry, "attempt" | "receivedAt">): boolean => {
  const { state, attempt, sending } = record;
  if (state === "applied") return true;
  if (state === "begun" || attempt < entry.attempt) return false;
  // A text that may have been sent may have taken effect: only a person sends it once more.
  return sending !== undefined || !isSentAgain(record, entry);
};

/** What whoever died would have remembered of its command when it gave the session back. */
const memoryOf = ({ outcome, occurredAt, source, state, seenAt, command }: CommandRecord) => {
  const { fields = [] } = (state === "applied" && outcome?.detail.changes) || {};
  const atMs = occurredAtMs(occurredAt, Date.parse(seenAt));
  // A hold writes no field of the session, and yet an older one must not replace it.
  const ordered: readonly OrderedField[] = state === "applied" && command === "hold" ? ["Hold"] : fields;
  const written: WrittenFields[] = atMs === undefined ? [] : [{ source, occurredAtMs: atMs, fields: ordered }];
  // Which values they were is not recorded: any value is taken for ours.
  const values: WrittenValues = Object.fromEntries(fields.map((field) => [propertyOf(field), undefined]));
  return { written, values };
};

/** What counts of a command, once it has come to an end. */
const pacedOf = (
  entry: LedgerEntry,
  { state, outcome, atMs }: { state: Finished["as"]; outcome?: Outcome | undefined; atMs: number },
): readonly PacedCommand[] => {
  if (!isPaced(entry) || state === "ignored") return [];
  const isRefused = outcome?.detail.reasons.includes(faults.loopSuspected.code) ?? false;
  return [{ source: entry.source, atMs, isRefused }];
};

export const lifecycle = ({ ledger, leases, bus, clock, log, meter = noMeter }: LifecycleDependencies) => {
  /**
   * An outcome is counted by whoever has just recorded it, and by nobody who finds the record: so none counts twice, and
   * one whose recorder dies in the same moment does not count at all.
   */
  const countRecorded = (
    isRecorded: boolean,
    outcome: Outcome | undefined,
    entry: LedgerEntry,
    atMs: number,
  ): boolean => {
    if (isRecorded && outcome) countOutcome(meter, outcome, { ...entry, from: entry }, atMs);
    return isRecorded;
  };

  const logLater =
    (message: string, commandId: string) =>
    (error: unknown): void => {
      log.error(message, { commandId, ...faultFields(toFault(error)) });
    };

  const take = async (request: SessionRequest): Promise<{ lease: SessionLease; actByMs: number } | Busy> => {
    const { place, owner, leaseMs, commandId, isWatched = false, giveUpAt = 0 } = request;
    for (;;) {
      const actByMs = clock.now() + leaseMs * leaseUse;
      const taken = await leases.take(place, {
        owner,
        leaseMs,
        isWatched,
        ...(commandId !== undefined && { commandId }),
      });
      if ("lease" in taken) return { lease: taken.lease, actByMs };
      const isSame = commandId !== undefined && taken.commandId === commandId;
      if (isSame || clock.now() + pauseMs >= giveUpAt) return { did: "busy", untilMs: taken.busyUntilMs, isSame };
      await clock.sleep(pauseMs * (1 + clock.random()));
    }
  };

  /** The outcomes are recorded: where they cannot be told, relay-outcomes shall. Throws where that cannot be noted either. */
  const tell = async (told: readonly { place: Place; outcome: Outcome }[]): Promise<void> => {
    try {
      await bus.publish(told.map(({ outcome }) => outcome));
    } catch (error) {
      for (const { place, outcome } of told) {
        log.warn("outcome published later", { commandId: outcome.detail.id, ...faultFields(toFault(error)) });
        await ledger.markDue(place, outcome.detail.id);
      }
    }
  };

  /** Another command's worker died here: it must not finish any more, and what it had finished is told. */
  const closeAbandoned = async (place: Place, id: string, fence: number): Promise<CommandRecord | undefined> => {
    for (;;) {
      const record = await ledger.read(place, id);
      if (record && record.state !== "begun") {
        if (record.outcome && !record.isDue) await ledger.markDue(place, id);
        return record;
      }
      if (await ledger.shutOut(place, id, record, fence)) return undefined;
    }
  };

  const holdSession = (
    { lease, actByMs }: { lease: SessionLease; actByMs: number },
    { place, commandId, isWatched = false }: SessionRequest,
  ) => {
    const written: WrittenFields[] = [];
    let values: WrittenValues = {};
    const paced: PacedCommand[] = [];
    let { abandoned } = lease;
    let workedOn = abandoned ?? commandId;
    /** While it is open how something ends, whoever comes next has to find what was worked on: the session is not given back then. */
    let isInDoubt = false;
    /** What was found may be the work of whoever has taken the session since, and not told yet. */
    let hasFound = false;

    const lost = (): Error => new SessionLost();

    const inDoubt = async <Answer>(step: () => Promise<Answer>): Promise<Answer> => {
      isInDoubt = true;
      const answer = await step();
      isInDoubt = false;
      return answer;
    };

    const rememberFor = (record: CommandRecord): void => {
      const memory = memoryOf(record);
      written.push(...memory.written);
      if (record.state !== "begun")
        paced.push(...pacedOf(record, { ...record, state: record.state, atMs: Date.parse(record.seenAt) }));
      values = { ...memory.values, ...values };
    };

    const tellRecorded = (outcome: Outcome): Promise<void> => inDoubt(() => tell([{ place, outcome }]));

    /** WTS has said yes, and nobody repeats the command: what fails from here on must not undo the answer. */
    const settleWatched = async (id: string, finish: (isDue?: boolean) => Promise<boolean>, outcome?: Outcome) => {
      // Where nobody knows whether it is recorded, the session is not given back, and relay-outcomes looks into it.
      const isRecorded = await inDoubt(finish).catch(logLater("outcome not recorded", id));
      if (!outcome) return;
      if (isRecorded) return tellRecorded(outcome).catch(logLater("outcome not published yet", id));
      const publish = () => bus.publish([outcome]);
      // With the table and the bus away at once, one more try is all there is.
      await publish()
        .catch(async () => {
          if (!(await inDoubt(() => finish(true)))) await inDoubt(publish);
        })
        .catch(logLater("outcome lost", id));
    };

    const settle = async (
      finish: (isDue?: boolean) => Promise<boolean>,
      outcome: Outcome | undefined,
    ): Promise<void> => {
      if (!(await inDoubt(finish))) throw lost();
      if (outcome) await tellRecorded(outcome);
    };

    const held: HeldSession = {
      actByMs,
      writtenAt: (source, field) => {
        const restored = written.flatMap((each) =>
          each.source === source && each.fields.includes(field) ? [each.occurredAtMs] : [],
        );
        const newest = Math.max(lease.writtenAt(source, field) ?? Number.NEGATIVE_INFINITY, ...restored);
        return Number.isFinite(newest) ? newest : undefined;
      },
      paceOf: (source) => lease.paceOf(source, paced),
      isOwnEcho: lease.isOwnEcho,
      remember: (added, fields) => {
        values = { ...values, ...added };
        if (fields) written.push(fields);
      },
      once: async (entry, work, { isNew = false, sendAnyway = false, tellsLater = false } = {}) => {
        const { id } = entry;
        const wasAbandoned = abandoned === id;
        if (workedOn !== id && !(await lease.workOn(id, { written, values, paced }))) throw lost();
        workedOn = id;
        const read = isNew && !wasAbandoned ? undefined : await ledger.read(place, id);
        const known = read && isRemembered(read, clock.now()) ? read : undefined;
        if (known && isFinal(known, entry)) {
          if (wasAbandoned) rememberFor(known);
          if (wasAbandoned && known.outcome) await tellRecorded(known.outcome);
          abandoned = undefined;
          hasFound = true;
          return { did: "found", record: known };
        }
        const attempt = ledger.attempt(place, entry, read, lease.fence);
        const progress = { stepsDone: known?.stepsDone ?? [], ...(known?.sending && { sending: known.sending }) };
        // What an earlier attempt came to must not be taken for the end of this one, should it die.
        const isTriedAgain = read !== undefined && read.state !== "begun";
        if ((wasAbandoned || isTriedAgain) && !(await attempt.progress(progress))) throw lost();
        abandoned = undefined;
        const recorder = isNew
          ? undefined
          : recordedSteps({
              ...{ attempt, progress, clock, lost },
              // A person has looked before this attempt, not since: its own doubt stands.
              sendAnyway: sendAnyway && (known === undefined || known.attempt < entry.attempt),
            });
        const steps = recorder?.steps ?? unrecorded;
        const wasBegun = wasAbandoned || known?.isShutOut === true || known?.deliveryId === entry.deliveryId;
        const noteBegun = async (): Promise<void> => {
          if (recorder && !(await inDoubt(recorder.note))) throw lost();
        };
        const save = async (): Promise<void> => {
          await recorder?.save().catch((error: unknown) => {
            // What was sent and is not recorded must not be looked for before it shows: then the session is free when the lease is over.
            isInDoubt ||= recorder.hasUnsavedText();
            logLater("steps not recorded", id)(error);
          });
        };
        const ending = await work({ steps, wasBegun, noteBegun }).catch(async (error: unknown) => {
          // Whoever comes next must not look for the text before it can have arrived: the session is theirs when the lease is over.
          if (recorder?.isSending()) isInDoubt = true;
          else await save();
          throw error;
        });
        if (ending.as === "left") {
          await save();
          return { did: "left", answer: ending.answer };
        }
        const { as: state, outcome, remarks, isUntold = false, answer } = ending;
        const endedAtMs = clock.now();
        const finish = async (isDue = false) =>
          countRecorded(await attempt.finish({ state, outcome, remarks, isDue }), outcome, entry, endedAtMs);
        const told = tellsLater || isUntold ? undefined : outcome;
        await (isWatched ? settleWatched(id, finish, told) : settle(finish, told));
        paced.push(...pacedOf(entry, { state, outcome, atMs: endedAtMs }));
        return { did: "finished", answer, ...(outcome && { outcome }) };
      },
    };

    return {
      held,
      open: async (): Promise<void> => {
        const dead = abandoned;
        if (dead === undefined || dead === commandId) return;
        const record = await inDoubt(() => closeAbandoned(place, dead, lease.fence));
        if (record) rememberFor(record);
        abandoned = undefined;
      },
      /** False where what was found is not ours to answer for: whoever has the session now may still have to tell it. */
      close: async (): Promise<boolean> => {
        // Nor is what a dead worker was at forgotten before somebody has looked into it.
        if (isInDoubt || abandoned !== undefined) return true;
        // A lease that cannot be given back ends by itself; what was done, or refused, stays the answer.
        const isOurs = await lease.release({ written, values, paced }).catch((error: unknown) => {
          logLater("session not given back", workedOn ?? "none")(error);
          return true;
        });
        return isOurs || !hasFound;
      },
    };
  };

  /** Does the work while nobody else works on the session, and gives the session back whatever comes of it. */
  const withSession = async <Answer>(
    request: SessionRequest,
    work: (held: HeldSession) => Promise<Answer>,
  ): Promise<{ did: "held"; answer: Answer } | Busy> => {
    const taken = await take(request);
    if ("did" in taken) return taken;
    const session = holdSession(taken, request);
    let answer: Answer;
    try {
      await session.open();
      answer = await work(session.held);
    } catch (error) {
      await session.close();
      throw error;
    }
    if (!(await session.close())) throw new SessionLost();
    return { did: "held", answer };
  };

  return {
    withSession,
    tell,

    /** The record that `executeOnce` would find at that instant; undefined where it would do the work. */
    wouldFind: async (
      place: Place,
      entry: Pick<LedgerEntry, "id" | "attempt" | "receivedAt">,
      nowMs = clock.now(),
    ): Promise<CommandRecord | undefined> => {
      const record = await ledger.read(place, entry.id);
      return record && isRemembered(record, nowMs) && isFinal(record, entry) ? record : undefined;
    },

    /** Whether somebody else works on the session right now. */
    isBusy: (place: Place): Promise<boolean> => leases.isHeld(place),

    /** Does the work of one command once, with its session taken. */
    executeOnce: async <Answer>(
      request: Omit<SessionRequest, "commandId"> & OnceOptions & { entry: LedgerEntry },
      work: (claimed: Claimed, held: HeldSession) => Promise<Ending<Answer>>,
    ): Promise<Done<Answer> | Busy> => {
      const { entry, isNew, sendAnyway, tellsLater, ...session } = request;
      const result = await withSession({ ...session, commandId: entry.id }, (held) =>
        held.once(entry, (claimed) => work(claimed, held), { isNew, sendAnyway, tellsLater }),
      );
      return result.did === "busy" ? result : result.answer;
    },

    /**
     * For work that may be begun twice without harm, and writes to no session: it is recorded when it is done, and then not
     * done again. Its outcome counts as due until it is told, so that whoever dies in between needs nobody to come back.
     */
    recordOnce: async <Answer>(
      { place, entry }: { place: Place; entry: LedgerEntry },
      work: () => Promise<Ending<Answer>>,
    ): Promise<Done<Answer>> => {
      const read = await ledger.read(place, entry.id);
      if (read && isRemembered(read, clock.now()) && isFinal(read, entry)) return { did: "found", record: read };
      const ending = await work();
      if (ending.as === "left") return { did: "left", answer: ending.answer };
      const { as: state, answer, outcome, remarks, isUntold = false } = ending;
      const isTold = outcome !== undefined && !isUntold;
      // Two who do it at once are told apart by it, though neither has a lease.
      const attempt = ledger.attempt(place, entry, read, (read?.fence ?? 0) + 1 + clock.random());
      const endedAtMs = clock.now();
      const isRecorded = await attempt.finish({ state, outcome, remarks, isDue: isTold });
      const isFirst = countRecorded(isRecorded, outcome, entry, endedAtMs);
      // Whoever was faster has recorded the same, and tells it.
      if (isFirst && isTold)
        await bus
          .publish([outcome])
          .then(() => ledger.published(placeKeys.command(place, entry.id), (read?.version ?? 0) + 1))
          .catch(logLater("outcome not published yet", entry.id));
      return { did: "finished", answer, ...(outcome && { outcome }) };
    },

    /** Looks after the sessions whose watched workers died: what they had finished is handed to relay-outcomes. */
    closeAbandonedSessions: async (owner: string, limit: number): Promise<number> => {
      const places = await leases.abandoned(limit);
      for (const place of places)
        await withSession({ place, owner, leaseMs: 10_000 }, async () => undefined).catch(
          logLater("session not looked after", "none"),
        );
      return places.length;
    },
  };
};

export type Lifecycle = ReturnType<typeof lifecycle>;

/** For whoever cannot wait any longer. */
export const sessionBusy = (): Fault => new Fault(faults.sessionBusy, { retryAfterSeconds: 2 });
