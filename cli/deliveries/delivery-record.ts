// What became of one command, as the ledger has it.
import type { Item } from "../../lib/aws/table.ts";
import { resolvedCommandId } from "../../lib/core/command-id.ts";
import { unresolvedSessionId } from "../../lib/core/targeted-command.ts";
import { isProperties, own, type Properties } from "../../lib/core/value.ts";

export interface DeliveryRecord {
  commandId: string;
  /** When it was last begun. ISO. */
  seenAt: string;
  door: string;
  source: string;
  deliveryId: string;
  account: string;
  sessionId: string;
  attempt: number;
  state: "claimed" | "applied" | "rejected";
  /** Names, in order. */
  stepsDone: readonly string[];
  /** A note or message that may have been sent, and nobody recorded how that ended. */
  sendingStep?: string;
  /** While somebody works on it. ISO. */
  leaseUntil?: string;
  outcome?: {
    /** The detail-type of its event. */
    type?: string;
    changes?: unknown;
    reasons?: readonly string[];
    issues?: readonly unknown[];
    /** Fields that were left alone, since something newer had been written. */
    stale?: readonly string[];
    /** For a session named otherwise than by its id: the commands it became, one a session. */
    became?: readonly { sessionId: string; commandId: string }[];
  };
  /** Whether its outcome went out as an event; absent where there is none to go out. */
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

export const readDeliveryRecord = (commandId: string, item: Item): DeliveryRecord => {
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

/** For people: a session that was named otherwise than by its id has none here. */
export const sessionText = ({ sessionId }: DeliveryRecord): string =>
  sessionId === unresolvedSessionId ? "found by contact or metadata" : sessionId;

/** For people: what is applied to the sessions it named has commands of its own; that there were none is what one looks for. */
export const stateText = ({ state, outcome }: DeliveryRecord): string => {
  if (state !== "applied" || outcome?.became === undefined) return state;
  const count = outcome.became.length;
  if (count === 0) return "ignored: no open session";
  return count === 1 ? "1 command" : `${count} commands`;
};
