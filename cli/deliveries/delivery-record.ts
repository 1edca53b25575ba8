// Reads what became of commands, as the ledger has it.
import type { Item } from "../../lib/aws/table.ts";
import { resolvedCommandId } from "../../lib/core/command/command-id.ts";
import { unresolvedSessionId } from "../../lib/core/command/targeted-command.ts";
import { isProperties, own, type Properties } from "../../lib/core/value.ts";
import { ledger } from "../../lib/records/ledger.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import type { Connection } from "../connection.ts";

export interface DeliveryRecord {
  commandId: string;
  /** It was last begun at this ISO instant. */
  seenAt: string;
  door: string;
  source: string;
  deliveryId: string;
  account: string;
  sessionId: string;
  attempt: number;
  state: "claimed" | "applied" | "rejected";
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
    /** A command whose session is found by contact or metadata was split into these, one for each session. */
    became?: readonly { sessionId: string; commandId: string }[];
  };
  /** True if its outcome went out as an event; absent where there is none to go out. */
  published?: boolean;
}

const texts = (value: unknown): readonly string[] | undefined => (Array.isArray(value) ? value.map(String) : undefined);

const parse = (outcome: unknown): Properties => {
  try {
    const parsed: unknown = JSON.parse(String(outcome));
    return isProperties(parsed) ? parsed : {};
  } catch {
    return {};
  }
};

const outcomeOf = (commandId: string, text: unknown): DeliveryRecord["outcome"] => {
  const outcome = parse(text);
  const detail = own(outcome, "detail");
  const inDetail = (name: string): unknown => (isProperties(detail) ? own(detail, name) : undefined);
  const type = own(outcome, "type");
  const [reasons, stale, sessionIds] = [inDetail("reasons"), own(outcome, "stale"), own(outcome, "sessionIds")].map(
    texts,
  );
  const issues = inDetail("issues");
  return {
    ...(typeof type === "string" && { type, changes: inDetail("changes") }),
    ...(reasons && { reasons }),
    ...(Array.isArray(issues) && { issues }),
    ...(stale && { stale }),
    ...(sessionIds && {
      became: sessionIds.map((sessionId) => ({ sessionId, commandId: resolvedCommandId(commandId, sessionId) })),
    }),
  };
};

const stateOf = ({ state }: Item): DeliveryRecord["state"] =>
  state === "applied" || state === "rejected" ? state : "claimed";

const readDeliveryRecord = (commandId: string, item: Item): DeliveryRecord => {
  const outcome = item.outcome === undefined ? undefined : outcomeOf(commandId, item.outcome);
  const { leaseUntil, sendingStep } = item;
  return {
    commandId,
    seenAt: String(item.seenAt),
    door: String(item.door),
    source: String(item.source),
    deliveryId: String(item.deliveryId),
    account: String(item.account),
    sessionId: String(item.sessionId),
    attempt: Number(item.attempt),
    state: stateOf(item),
    stepsDone: String(item.stepsDone ?? "")
      .split(",")
      .filter(Boolean),
    ...(typeof sendingStep === "string" && { sendingStep }),
    ...(typeof leaseUntil === "number" && leaseUntil > 0 && { leaseUntil: new Date(leaseUntil).toISOString() }),
    ...(outcome && { outcome }),
    ...(outcome?.type !== undefined && { published: item.unpublished === undefined }),
  };
};

const atOnce = 25;

/** They stand in the order of the ids; those that the ledger no longer has are left out. */
export const readDeliveries = async (
  { table }: Connection,
  commandIds: readonly string[],
): Promise<readonly DeliveryRecord[]> => {
  const { read } = ledger({ table, clock });
  const deliveries: DeliveryRecord[] = [];
  for (let start = 0; start < commandIds.length; start += atOnce) {
    const some = commandIds.slice(start, start + atOnce);
    const items = await Promise.all(some.map(read));
    deliveries.push(
      ...some.flatMap((commandId, index) => {
        const item = items[index];
        return item ? [readDeliveryRecord(commandId, item)] : [];
      }),
    );
  }
  return deliveries;
};

/** People read this: a session that is found by contact or metadata has no id here. */
export const sessionText = ({ sessionId }: DeliveryRecord): string =>
  sessionId === unresolvedSessionId ? "found by contact or metadata" : sessionId;

/** People read this: what was split by session has commands of its own, and that there were none is what one looks for. */
export const stateText = ({ state, outcome }: DeliveryRecord): string => {
  if (state !== "applied" || outcome?.became === undefined) return state;
  const count = outcome.became.length;
  if (count === 0) return "ignored: no open session";
  return count === 1 ? "1 command" : `${count} commands`;
};
