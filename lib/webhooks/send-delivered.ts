// Queues what a delivery became, with the delivery itself, so that whatever is refused can be mapped again.
import type { CommandQueue } from "../aws/queue.ts";
import { commandIdOf } from "../core/command/command-id.ts";
import { largestItemBytes, type QueueItem, queueText } from "../core/queue/queue-item.ts";
import {
  type DeliveryIdentity,
  type QueuedDelivery,
  queuedDelivery,
  type RawDelivery,
  type StoredDelivery,
} from "../core/queue/queued-delivery.ts";
import { webhookSource } from "../core/queue/webhook-source.ts";
import type { DeliveredItem, Understood } from "./mapping/understand-delivery.ts";
import { placesOf } from "./place-of-item.ts";

/** SQS takes so many messages at once. */
const mostAtOnce = 10;
/** The messages of one delivery together stay below this, each with the delivery in it. */
const mostBytes = 256 * 1024;

/** Its repetition by the sender has the same one, and another `receivedAt`. */
export const deliveryItemId = ({ account, source, lastingHash }: Omit<RawDelivery, "bodyGzip">): string =>
  commandIdOf({ account, source: `${webhookSource(source)}#delivery`, deliveryId: lastingHash, index: 0 });

/** Undefined where the delivery is too large to travel with each of its items. */
export const withDelivery = (
  items: readonly DeliveredItem[],
  raw: RawDelivery,
): readonly DeliveredItem[] | undefined => {
  if (items.length > mostAtOnce) return undefined;
  const delivered = items.map((item) => ({ ...item, raw }));
  const bytes = delivered.reduce((sum, item) => sum + Buffer.byteLength(queueText(item)), 0);
  return bytes > mostBytes ? undefined : delivered;
};

/** Copies share its id, as they share those of commands. */
const forLookup = (stored: StoredDelivery & { identity: DeliveryIdentity }): QueuedDelivery => {
  const { account, source, identity } = stored;
  const origin = { account, source: `${webhookSource(source)}#lookup`, deliveryId: identity.knownBy, index: 0 };
  return queuedDelivery(commandIdOf(origin), stored);
};

/** It does a delivery again, with the mapping that is deployed then: what was applied of it is known by its records, and skipped. */
export const replayedDelivery = (delivery: RawDelivery, attempt: number): QueuedDelivery => {
  const { account, source } = delivery;
  return { kind: "delivery", id: deliveryItemId(delivery), account, source, delivery, attempt };
};

/** Answers what is known of a delivery by its sender: all that it became, or the delivery itself, which waits for its look-up. */
export const answeredItems = (
  { items, identity, needsLookup }: Pick<Understood, "items" | "identity" | "needsLookup">,
  stored: StoredDelivery,
): readonly QueueItem[] => (needsLookup ? [forLookup({ ...stored, identity })] : items);

/**
 * All or nothing: a large delivery, or one that is looked up first, is queued by itself, and taken apart by whoever works the
 * queue; one that SQS would not take stays out. Where a command is ignored, the delivery is queued behind the others, so that
 * it is kept: what is queued twice by that is known by its id.
 */
export const sendDelivered = async (
  queue: CommandQueue,
  { items, identity, needsLookup, ignored }: Omit<Understood, "delivery" | "passed">,
  delivered: StoredDelivery,
): Promise<void> => {
  const stored = { ...delivered, identity, places: placesOf(items, ignored, delivered) };
  if (needsLookup) return queue.send(forLookup(stored));
  // The body is packed once: it travels in the items, in the whole, or in both.
  const whole = queuedDelivery(deliveryItemId(stored), stored);
  const travelling = withDelivery(items, whole.delivery);
  if (travelling && ignored.length === 0) return queue.send(...travelling);
  const isSendable = Buffer.byteLength(queueText(whole)) <= largestItemBytes;
  await queue.send(...(isSendable ? [...(travelling ?? []), whole] : items));
};
