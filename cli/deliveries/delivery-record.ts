// Reads what became of commands, as the ledger has it.
import { placeKeys } from "../../lib/aws/item-keys.ts";
import type { ItemKey } from "../../lib/aws/table.ts";
import { resolvedCommandId } from "../../lib/core/command/command-id.ts";
import { unresolvedSessionId } from "../../lib/core/command/targeted-command.ts";
import { type CommandRecord, ledger } from "../../lib/records/ledger.ts";
import { splitOf } from "../../lib/records/split-commands.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import type { Connection } from "../connection.ts";
import { timeText } from "../display/time-text.ts";
import type { DeliveryWords } from "./delivery-words.ts";
import { shownOfId } from "./shown-of-id.ts";

export interface DeliveryRecord {
  commandId: string;
  /** It was last begun at this ISO instant. */
  seenAt: string;
  door: string;
  source: string;
  deliveryId: string;
  /** It came at this ISO instant, where its sender may send it again. */
  receivedAt?: string;
  account: string;
  sessionId: string;
  /** What it wants done, such as `update`; absent for an event of WTS's. */
  command?: string;
  /** The instant of what its sender tells of, where that says so. */
  occurredAt?: string;
  /** The policy that wants it, where one does. */
  rule?: string;
  correlationId?: string;
  /** The id of what led to it. */
  causationId?: string;
  /** So many commands led to it, one after the other. */
  hops?: number;
  attempt: number;
  state: CommandRecord["state"];
  /** The steps stand by their names, in order. */
  stepsDone: readonly string[];
  /** The note or message of this step may have been sent, and nobody recorded how that ended. */
  sendingStep?: string;
  /** Somebody may work on it until this ISO instant. */
  leaseUntil?: string;
  outcome?: {
    /** It is the detail-type of the command's event. */
    type?: string;
    changes?: unknown;
    reasons?: readonly string[];
    issues?: readonly unknown[];
    /** These fields were left alone, since something newer had been written. */
    stale?: readonly string[];
    /** It is a copy of what this command had brought. */
    duplicateOf?: string;
    /** A command whose session is found by contact or metadata was split into these, one for each session. */
    became?: readonly { sessionId: string; commandId: string }[];
  };
  /** True if its outcome went out as an event; absent where there is none to go out. */
  published?: boolean;
  /** Its sender sent it again so often, after it was done; what came under another id is listed by itself as well. */
  copies?: number;
  /** The last of them came at this ISO instant. */
  lastCopyAt?: string;
  /** Somebody took away what was parked of it. */
  discarded?: CommandRecord["discarded"];
  /** Somebody had what was parked of it done again. */
  replayed?: CommandRecord["replayed"];
  /** The person at the command line who wanted it. */
  orderedBy?: string;
}

/** What `deliveries list --json` prints, the newest first. */
export type DeliveriesAnswer = readonly DeliveryRecord[];

const texts = (value: unknown): readonly string[] | undefined => (Array.isArray(value) ? value.map(String) : undefined);

const outcomeOf = ({ id, outcome, remarks = {} }: CommandRecord): DeliveryRecord["outcome"] => {
  const { type, detail } = outcome ?? {};
  const split = splitOf({ id, remarks });
  const [reasons, stale] = [detail?.reasons ?? remarks.reasons, remarks.stale].map(texts);
  return {
    ...(type !== undefined && { type, changes: detail?.changes }),
    ...(reasons && { reasons }),
    ...(detail?.issues && { issues: detail.issues }),
    ...(stale && { stale }),
    ...(typeof remarks.duplicateOf === "string" && { duplicateOf: remarks.duplicateOf }),
    ...(split && {
      became: split.sessionIds.map((sessionId) => ({
        sessionId,
        commandId: resolvedCommandId(split.parentId, sessionId),
      })),
    }),
  };
};

const deliveryOf = (record: CommandRecord, leaseUntil: number | undefined): DeliveryRecord => {
  const { id, seenAt, door, source, deliveryId, account, sessionId, attempt, state, stepsDone, sending } = record;
  const outcome = record.outcome || record.remarks ? outcomeOf(record) : undefined;
  const { command, occurredAt, rule, correlationId, causationId, hops } = record;
  return {
    commandId: id,
    seenAt,
    door,
    source,
    deliveryId,
    ...(record.receivedAt !== undefined && { receivedAt: record.receivedAt }),
    account,
    sessionId,
    ...(command !== undefined && { command }),
    ...(occurredAt !== undefined && { occurredAt }),
    ...(rule !== undefined && { rule }),
    ...(correlationId !== undefined && { correlationId }),
    ...(causationId !== undefined && { causationId }),
    ...(hops !== undefined && { hops }),
    attempt,
    state,
    stepsDone,
    ...(sending && { sendingStep: sending.step }),
    ...(leaseUntil !== undefined && { leaseUntil: new Date(leaseUntil).toISOString() }),
    ...(outcome && { outcome }),
    ...(outcome?.type !== undefined && { published: !record.isDue }),
    ...(record.copies > 0 && { copies: record.copies }),
    ...(record.lastCopyAt !== undefined && { lastCopyAt: record.lastCopyAt }),
    ...(record.discarded && { discarded: record.discarded }),
    ...(record.replayed && { replayed: record.replayed }),
    ...(record.orderedBy !== undefined && { orderedBy: record.orderedBy }),
  };
};

const atOnce = 25;

/** They stand in the order of the keys; those that the ledger no longer has are left out. */
export const readDeliveries = async (
  { table }: Connection,
  keys: readonly ItemKey[],
): Promise<readonly DeliveryRecord[]> => {
  const { readKey } = ledger({ table, clock });
  const read = async (key: ItemKey): Promise<DeliveryRecord[]> => {
    const record = await readKey(key);
    if (!record) return [];
    const state = record.state === "begun" ? await table.get(placeKeys.state(key)) : undefined;
    const isAtWork = state?.commandId === record.id && typeof state.leaseUntil === "number";
    return [deliveryOf(record, isAtWork ? Number(state.leaseUntil) : undefined)];
  };
  const deliveries: DeliveryRecord[] = [];
  for (let start = 0; start < keys.length; start += atOnce)
    deliveries.push(...(await Promise.all(keys.slice(start, start + atOnce).map(read))).flat());
  return deliveries;
};

/** People read this: a session that is found by contact or metadata has no id here. */
export const sessionText = ({ sessionId }: DeliveryRecord, say: DeliveryWords): string =>
  sessionId === unresolvedSessionId ? say.found : sessionId;

/** People read this: what was split by session has commands of its own, and that there were none is what one looks for. */
export const stateText = ({ state, outcome, discarded }: DeliveryRecord, say: DeliveryWords): string => {
  if (discarded) return `${state}, discarded`;
  if (outcome?.duplicateOf !== undefined) return `copy of ${outcome.duplicateOf.slice(0, shownOfId)}`;
  const count = outcome?.became?.length;
  // Records of before the state had a name of its own say that it was applied, to nobody.
  if (state === "ignored" || count === 0) return `ignored: ${outcome?.reasons?.[0] ?? "no open session"}`;
  if (state !== "applied" || count === undefined) return state;
  return say.commands(count);
};

export const discardedText = ({ at, by, why }: NonNullable<CommandRecord["discarded"]>): string =>
  `${timeText(at)} UTC by ${by}: ${why}`;

export const replayedText = ({ at, by }: NonNullable<CommandRecord["replayed"]>): string =>
  `${timeText(at)} UTC by ${by}`;

/** Undefined where its sender sent it once. */
export const copiesText = ({ copies, lastCopyAt }: DeliveryRecord): string | undefined =>
  copies === undefined ? undefined : `${copies}, the last at ${timeText(lastCopyAt ?? "").slice(11)}`;
