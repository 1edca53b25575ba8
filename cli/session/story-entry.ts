// What one record of the ledger, or one parked message, says about its session, in the order in which people ask for it.
import { runOrigin } from "../../lib/auto-close/records/run-records.ts";
import type { SessionBefore } from "../../lib/auto-close/rules/notice.ts";
import { resolvedCommandId } from "../../lib/core/command/command-id.ts";
import type { ShownHold } from "../../lib/core/outcome.ts";
import { isProperties, type Properties } from "../../lib/core/value.ts";
import type { CommandRecord } from "../../lib/records/ledger.ts";
import type { PublishedDecision } from "../../lib/routing/rules/published-decision.ts";
import type { ParkedMessage } from "../parked/parked-message.ts";
import { type ParkedPlace, placeOf } from "../parked/parked-place.ts";
import type { RunSession } from "./read-run-sessions.ts";

/** "left": a run had it due, and left it. "said": a run only said what it would do. */
export const endings = [
  "begun",
  "applied",
  "applied in part",
  "ignored",
  "stale",
  "copy",
  "kept",
  "published",
  "refused",
  "parked",
  "left",
  "said",
] as const;
type Ending = (typeof endings)[number];

export interface StoryEntry {
  /** It is an ISO instant. */
  at: string;
  commandId?: string;
  /** It is the command's name, or "move" where a move was considered and not made, or the type of an event of WTS. */
  what: string;
  ending: Ending;
  door?: string;
  source?: string;
  deliveryId?: string;
  /** All of one chain of commands have it. */
  correlationId?: string;
  occurredAt?: string;
  attempt?: number;
  policy?: string;
  /** The run of auto-close that did it, left it, or was taken back. */
  runId?: string;
  /** What the session was like when the run decided on it. */
  before?: SessionBefore;
  /** The last message that counts was of this ISO instant; absent where nobody had written. */
  silentSince?: string;
  /** Who took the run back. */
  undoneBy?: string;
  /** The person at the command line who wanted it. */
  orderedBy?: string;
  /** The runs after it left the session for the same reason: so many in all, the last one at this ISO instant. */
  runs?: { count: number; lastAt: string };
  /** It is another command about this session. */
  causedBy?: string;
  /** This command named the session by its contact or metadata. */
  splitFrom?: string;
  type?: string;
  changes?: unknown;
  /** What the fields of `changes` were before, where somebody had looked. */
  from?: Properties;
  /** The hold that was set or has ended. */
  hold?: ShownHold;
  /** The codes say why it was done, or refused. */
  reasons: readonly string[];
  /** Of what was refused: why its policy wanted it. */
  wantedBecause?: readonly string[];
  issues?: readonly { path: string; code: string; message: string }[];
  passedOver?: readonly { userId: string; code: string }[];
  /** So many more were passed over than the record holds. */
  passedOverMore?: number;
  policiesSkipped?: readonly { policy: string; code: string }[];
  decision?: PublishedDecision;
  stale?: readonly string[];
  duplicateOf?: string;
  /** Its sender sent it again so often, the last time at this ISO instant. */
  copies?: { count: number; lastAt: string };
  /** True if its outcome went out as an event; absent where there is none to go out. */
  published?: boolean;
  parked?: ParkedPlace;
  /** Somebody took away what was parked of it. */
  discarded?: CommandRecord["discarded"];
  /** Somebody had what was parked of it done again. */
  replayed?: CommandRecord["replayed"];
}

const texts = (value: unknown): readonly string[] | undefined => (Array.isArray(value) ? value.map(String) : undefined);

const endingOf = ({ state, outcome, remarks = {} }: CommandRecord): Ending => {
  if (state !== "applied") return state === "rejected" ? "refused" : state;
  if (remarks.kept !== undefined) return "kept";
  if (remarks.duplicateOf !== undefined) return "copy";
  if (remarks.type !== undefined) return "published";
  if (remarks.stale === undefined) return "applied";
  return outcome ? "applied in part" : "stale";
};

const decisionOf = ({ outcome, remarks = {} }: CommandRecord): PublishedDecision | undefined => {
  const decision = outcome?.detail.decision ?? remarks.kept;
  return isProperties(decision) ? (decision as unknown as PublishedDecision) : undefined;
};

const decided = (decision: PublishedDecision | undefined): Partial<StoryEntry> => {
  if (!decision) return {};
  const { rejected, rejectedMore, skipped } = decision;
  return {
    ...(rejected.length > 0 && { passedOver: rejected.map(({ userId, code }) => ({ userId, code })) }),
    ...(rejectedMore !== undefined && { passedOverMore: rejectedMore }),
    ...(skipped.length > 0 && { policiesSkipped: skipped.map(({ policy, code }) => ({ policy, code })) }),
    decision,
  };
};

const causeOf = (
  { id, causationId, sessionId }: CommandRecord,
  known: ReadonlySet<string>,
): Pick<StoryEntry, "causedBy" | "splitFrom"> => {
  if (causationId === undefined || causationId === id) return {};
  if (known.has(causationId)) return { causedBy: causationId };
  return id === resolvedCommandId(causationId, sessionId) ? { splitFrom: causationId } : {};
};

const reasonsOf = (record: CommandRecord, decision: PublishedDecision | undefined): readonly string[] => {
  const { outcome, remarks = {} } = record;
  const own = outcome?.detail.reasons ?? decision?.reasons.map(({ code }) => code) ?? texts(remarks.reasons) ?? [];
  const { code } = remarks;
  return typeof code === "string" && !own.includes(code) ? [...own, code] : own;
};

/** `known` has the ids of all commands about the session. */
export const entryOf = (record: CommandRecord, known: ReadonlySet<string>, parked?: ParkedMessage): StoryEntry => {
  const { id, seenAt, door, source, deliveryId, occurredAt, attempt, correlationId, outcome, remarks = {} } = record;
  const { detail } = outcome ?? {};
  const decision = decisionOf(record);
  const policy = record.rule ?? detail?.rule ?? decision?.policy;
  const wanted = record.state === "rejected" && outcome ? texts(remarks.reasons) : undefined;
  const [stale, { type, duplicateOf }] = [texts(remarks.stale), remarks];
  return {
    at: seenAt,
    commandId: id,
    what: typeof type === "string" ? type : (record.command ?? "move"),
    ending: endingOf(record),
    door,
    source,
    deliveryId,
    ...(correlationId !== undefined && { correlationId }),
    ...(occurredAt !== undefined && { occurredAt }),
    attempt,
    ...(policy !== undefined && { policy }),
    ...(record.orderedBy !== undefined && { orderedBy: record.orderedBy }),
    ...(source === runOrigin.source && correlationId !== undefined && { runId: correlationId }),
    ...causeOf(record, known),
    ...(outcome && { type: outcome.type, changes: outcome.detail.changes }),
    ...(isProperties(remarks.from) && { from: remarks.from }),
    ...(detail?.hold && { hold: detail.hold }),
    reasons: reasonsOf(record, decision),
    ...(wanted && { wantedBecause: wanted }),
    ...(detail?.issues && { issues: detail.issues }),
    ...decided(decision),
    ...(stale && { stale }),
    ...(typeof duplicateOf === "string" && { duplicateOf }),
    ...(record.lastCopyAt !== undefined && { copies: { count: record.copies, lastAt: record.lastCopyAt } }),
    ...(outcome && { published: !record.isDue }),
    ...(parked && { parked: placeOf(parked) }),
    ...(record.discarded && { discarded: record.discarded }),
    ...(record.replayed && { replayed: record.replayed }),
  };
};

const isoOf = (ms: number): string => new Date(ms).toISOString();

export const silenceOf = ({
  lastMessageInMs,
  lastMessageOutMs,
}: Pick<SessionBefore, "lastMessageInMs" | "lastMessageOutMs">): Pick<StoryEntry, "silentSince"> => {
  const times = [lastMessageInMs, lastMessageOutMs].filter((ms) => ms !== null);
  return times.length === 0 ? {} : { silentSince: isoOf(Math.max(...times)) };
};

/** What a run knows of the command that it gave. */
export const withRun = (entry: StoryEntry, { session, undone }: RunSession): StoryEntry => {
  const { before } = session;
  const isUndo = entry.reasons.includes("UNDONE");
  if (isUndo) return { ...entry, ...(undone && { undoneBy: undone.by }) };
  return { ...entry, before, ...silenceOf(before) };
};

/** A session that a run had due and left, or only spoke of, which no command of it says. */
export const entryOfRun = ({ run, session }: RunSession): StoryEntry | undefined => {
  const { policy, action, commandId, result, code, reasons, before } = session;
  if (result === "closed" || result === "warned" || result === "reopened" || result === undefined) return undefined;
  const isSaid = result === "would-close" || result === "would-warn";
  return {
    at: run.startedAt,
    commandId,
    what: result === "would-close" ? "close" : result === "would-warn" ? "warn" : action,
    ending: isSaid ? "said" : "left",
    ...runOrigin,
    policy,
    runId: run.id,
    before,
    ...silenceOf(before),
    reasons: code === undefined ? [] : [code],
    wantedBecause: reasons,
  };
};

/** The runs of one silence say the same again and again: the first of them has it, and how often. */
export const togetherOfRuns = (entries: readonly StoryEntry[]): readonly StoryEntry[] => {
  const first = new Map<string, StoryEntry>();
  for (const entry of entries.toSorted((one, other) => one.at.localeCompare(other.at))) {
    const { what, ending, policy, silentSince, reasons } = entry;
    const key = JSON.stringify([what, ending, policy, silentSince, reasons]);
    const known = first.get(key);
    first.set(key, known ? { ...known, runs: { count: (known.runs?.count ?? 1) + 1, lastAt: entry.at } } : entry);
  }
  return [...first.values()];
};

/** What was refused before it was begun is in no record, but it is not lost. */
export const entryOfParked = (message: ParkedMessage): StoryEntry => {
  const { about, at, reason } = message;
  const { commandId, command, door, source, deliveryId, attempt } = about;
  return {
    at,
    ...(commandId !== undefined && { commandId }),
    what: command ?? "message",
    ending: "parked",
    ...(door !== undefined && { door }),
    ...(source !== undefined && { source }),
    ...(deliveryId !== undefined && { deliveryId }),
    ...(attempt !== undefined && { attempt }),
    reasons: [reason.code],
    parked: placeOf(message),
  };
};
