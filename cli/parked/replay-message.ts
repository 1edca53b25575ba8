// Does again what a parked message was to do; only what was taken is removed from where it lay.
import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { DeleteMessageCommand } from "@aws-sdk/client-sqs";
import { commandQueue } from "../../lib/aws/queue.ts";
import type { QueueItem } from "../../lib/core/queue/queue-item.ts";
import { ledger } from "../../lib/records/ledger.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { placeOfItem } from "../../lib/webhooks/place-of-item.ts";
import { replayedDelivery } from "../../lib/webhooks/send-delivered.ts";
import type { Connection } from "../connection.ts";
import { describeError } from "../describe-error.ts";
import { Failure } from "../failure.ts";
import { deliveryOf, recordOf } from "./delivery-of.ts";
import { deliveryIdOf } from "./describe-parked.ts";
import type { BusEvent, ParkedMessage, Replay } from "./parked-message.ts";
import type { ReplayResult } from "./replay-result.ts";
import { nextAttempt, planReplay } from "./show-plan.ts";

const itemText = {
  command: "as a command",
  event: "as an event of WTS",
  delivery: "as a delivery, with the mapping that is deployed now",
} as const;

/** What came by webhook and with a time is done again from its delivery. */
const replayedAs = (queued: QueueItem): keyof typeof itemText =>
  queued.kind !== "delivery" && queued.receivedAt !== undefined && queued.source.startsWith("webhook:")
    ? "delivery"
    : queued.kind;

/** Answers what will happen, as a part of a sentence. */
export const describeReplay = (replay: Replay): string => {
  if (replay.as === "item") return `${itemText[replayedAs(replay.queued)]}, attempt ${replay.queued.attempt + 1}`;
  return replay.as === "event" ? "as an event on the bus" : `not possible: ${replay.why}`;
};

/** EventBridge gives every event an id of its own: the first one's goes into the detail, so that the same command comes of it. */
const detailOf = (event: BusEvent): object => ({
  ...event.detail,
  idempotencyKey: event.detail.idempotencyKey ?? deliveryIdOf(event),
  correlationId: event.detail.correlationId ?? event.id,
});

const putEventAgain = async ({ eventBridge, busName }: Connection, event: BusEvent): Promise<void> => {
  const again = {
    EventBusName: busName,
    Source: event.source,
    DetailType: event["detail-type"],
    Detail: JSON.stringify(detailOf(event)),
  };
  const { Entries: [entry] = [] } = await eventBridge.send(new PutEventsCommand({ Entries: [again] }));
  if (!entry?.EventId)
    throw new Failure(`EventBridge did not take the event: ${entry?.ErrorCode} ${entry?.ErrorMessage}`);
};

/** One attempt more than any before is another deduplication id: SQS does not take it for what was parked, nor the worker for what it has refused. */
const itemAgain = async (connection: Connection, queued: QueueItem, tried: number): Promise<QueueItem> => {
  const [record, delivery] = await Promise.all([recordOf(connection, queued), deliveryOf(connection, queued)]);
  const attempts = [tried, record?.attempt ?? 0];
  if (!delivery) return { ...queued, attempt: 1 + Math.max(...attempts) };
  return replayedDelivery(delivery, nextAttempt(await planReplay(connection, delivery, []), attempts));
};

const send = async (
  connection: Connection,
  replay: Exclude<Replay, { as: "nothing" }>,
  tried: number,
): Promise<void> => {
  if (replay.as === "event") return putEventAgain(connection, replay.event);
  const queue = commandQueue(connection.sqs, await connection.queueUrl("commands"));
  await queue.send(await itemAgain(connection, replay.queued, tried));
};

export const remove = async (connection: Connection, { queue, receiptHandle }: ParkedMessage): Promise<void> => {
  const QueueUrl = await connection.queueUrl(queue);
  const command = new DeleteMessageCommand({ QueueUrl, ReceiptHandle: receiptHandle });
  await connection.sqs.send(command).catch((error: unknown) => {
    throw new Failure(
      `it was sent, but could not be removed (${describeError(error)}): replay it once more, which does not apply it twice`,
    );
  });
};

/** False where there is no record: what was refused before it was a command has none. */
const noteReplayed = async (connection: Connection, replay: Replay, by: string): Promise<boolean> => {
  if (replay.as !== "item" || replay.queued.kind === "delivery") return false;
  const { queued } = replay;
  return ledger({ table: connection.table, clock }).noteReplayed(placeOfItem(queued), queued.id, by);
};

/**
 * `message` has to be held, and so have the others of the same command, which its sender sent again: all of them are done with
 * then. Throws when it was not taken, or could not be removed.
 */
export const replayMessage = async (
  connection: Connection,
  message: ParkedMessage,
  others: readonly ParkedMessage[] = [],
): Promise<ReplayResult> => {
  const { messageId, replay, about } = message;
  const how = describeReplay(replay);
  if (replay.as === "nothing") return { messageId, replayed: false, how };
  const tried = [message, ...others].map((each) => each.about.attempt ?? 0);
  // The note comes first: the attempt that follows may be over before anybody could write whose it was.
  const by = await connection.callerName();
  const isNoted = await noteReplayed(connection, replay, by);
  await send(connection, replay, Math.max(...tried));
  for (const each of [message, ...others]) await remove(connection, each);
  const isDelivery = replay.as === "item" && replay.queued.kind === "delivery";
  const usesMapping = replay.as === "item" && replayedAs(replay.queued) === "delivery";
  return {
    messageId,
    replayed: true,
    how,
    commandId: about.commandId,
    by,
    isNoted,
    ...(isDelivery && { isDelivery }),
    ...(usesMapping && { usesMapping }),
  };
};
