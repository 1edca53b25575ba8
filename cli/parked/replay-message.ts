// Does again what a parked message was to do; only what was taken is removed from where it lay.
import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { DeleteMessageCommand } from "@aws-sdk/client-sqs";
import { commandQueue } from "../../lib/aws/queue.ts";
import type { Connection } from "../connection.ts";
import { describeError } from "../describe-error.ts";
import { Failure } from "../failure.ts";
import { deliveryIdOf } from "./describe-parked.ts";
import type { BusEvent, ParkedMessage, Replay } from "./parked-message.ts";
import type { ReplayResult } from "./replay-result.ts";

const itemText = {
  command: "as a command",
  event: "as an event of WTS",
  delivery: "as a delivery, with the mapping that is deployed now",
} as const;

/** Answers what will happen, as a part of a sentence. */
export const describeReplay = (replay: Replay): string => {
  if (replay.as === "item") return `${itemText[replay.queued.kind]}, attempt ${replay.queued.attempt + 1}`;
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

const send = async (connection: Connection, replay: Exclude<Replay, { as: "nothing" }>): Promise<void> => {
  if (replay.as === "event") return putEventAgain(connection, replay.event);
  const queue = commandQueue(connection.sqs, await connection.queueUrl("commands"));
  // One attempt more is another deduplication id: SQS does not take it for the one that was parked.
  await queue.send({ ...replay.queued, attempt: replay.queued.attempt + 1 });
};

const remove = async (connection: Connection, { queue, receiptHandle }: ParkedMessage): Promise<void> => {
  const QueueUrl = await connection.queueUrl(queue);
  const command = new DeleteMessageCommand({ QueueUrl, ReceiptHandle: receiptHandle });
  await connection.sqs.send(command).catch((error: unknown) => {
    throw new Failure(
      `it was sent, but could not be removed (${describeError(error)}): replay it once more, which does not apply it twice`,
    );
  });
};

/** `message` has to be held. Throws when it was not taken, or could not be removed. */
export const replayMessage = async (connection: Connection, message: ParkedMessage): Promise<ReplayResult> => {
  const { messageId, replay, about } = message;
  const how = describeReplay(replay);
  if (replay.as === "nothing") return { messageId, replayed: false, how };
  await send(connection, replay);
  await remove(connection, message);
  const isDelivery = replay.as === "item" && replay.queued.kind === "delivery";
  return { messageId, replayed: true, how, commandId: about.commandId, ...(isDelivery && { isDelivery }) };
};
