// Names what is parked once: whatever else was changed of a delivery on its way, one signature of its sender is one message to look at.
import { contentIdOf } from "../command/command-id.ts";
import type { Content, QueuedCommand } from "./queued-command.ts";
import type { QueuedDelivery, RawDelivery } from "./queued-delivery.ts";
import type { QueuedEvent } from "./queued-event.ts";
import { webhookSource } from "./webhook-source.ts";

/** It stands for the delivery as a whole, beside the places of its commands. */
const whole = -1;

const atPlace = ({ account, source, contentHash, copyWithinMs }: RawDelivery, index: number): Content | undefined =>
  copyWithinMs === undefined
    ? undefined
    : { id: contentIdOf({ account, source: webhookSource(source), contentHash, index }), withinMs: copyWithinMs };

/** Undefined where the sender signs nothing, or it did not come from one. */
export const parkedOnce = (item: QueuedCommand | QueuedDelivery | QueuedEvent): Content | undefined => {
  if (item.kind === "event") return undefined;
  if (item.kind === "delivery") return atPlace(item.delivery, whole);
  // What a command was split into, or leads to, is another one, which has its own id from that one.
  const isItself = item.causationId === item.deliveryId;
  return item.signed && (isItself ? item.signed : { ...item.signed, id: item.id });
};

/** What cannot be mapped for something that nobody signed lies there already where its first command does, which has the delivery with it. */
export const parkedInstead = (item: QueuedCommand | QueuedDelivery | QueuedEvent): Content | undefined =>
  item.kind === "delivery" ? atPlace(item.delivery, 0) : undefined;
