// Does again what was given up on; only what was taken is removed from where it lay.
import { DeleteMessageCommand } from "@aws-sdk/client-sqs";
import { commandQueue } from "../../lib/aws/queue.ts";
import type { Connection } from "../connection.ts";
import { describeError } from "../describe-error.ts";
import { Failure } from "../failure.ts";
import type { Replay } from "./parked-message.ts";
import { putEventAgain } from "./put-event-again.ts";
import type { HeldLetter } from "./read-parked.ts";
import type { ReplayResult } from "./replay-result.ts";

const itemText = {
  command: "as a command",
  event: "as an event of WTS",
  delivery: "as a delivery, with the mapping that is deployed now",
} as const;

/** What will happen, as a part of a sentence. */
export const describeReplay = (replay: Replay): string => {
  if (replay.as === "item") return `${itemText[replay.queued.kind]}, attempt ${replay.queued.attempt + 1}`;
  return replay.as === "event" ? "as an event on the bus" : `not possible: ${replay.why}`;
};

const send = async (connection: Connection, replay: Exclude<Replay, { as: "nothing" }>): Promise<void> => {
  if (replay.as === "event") return putEventAgain(connection, replay.event);
  const queue = commandQueue(connection.sqs, await connection.queueUrl("commands"));
  // One attempt more is another deduplication id: nothing takes it for the one that was given up on.
  await queue.send({ ...replay.queued, attempt: replay.queued.attempt + 1 });
};

const remove = async (connection: Connection, { queue, receiptHandle }: HeldLetter["message"]): Promise<void> => {
  const QueueUrl = await connection.queueUrl(queue);
  const command = new DeleteMessageCommand({ QueueUrl, ReceiptHandle: receiptHandle });
  await connection.sqs.send(command).catch((error: unknown) => {
    throw new Failure(
      `it was sent, but could not be removed (${describeError(error)}): replay it once more, which does not apply it twice`,
    );
  });
};

/** Throws when it was not taken, or could not be removed. */
export const replayHeld = async (connection: Connection, { letter, message }: HeldLetter): Promise<ReplayResult> => {
  const { messageId, replay, about } = letter;
  const how = describeReplay(replay);
  if (replay.as === "nothing") return { messageId, replayed: false, how };
  await send(connection, replay);
  await remove(connection, message);
  const isDelivery = replay.as === "item" && replay.queued.kind === "delivery";
  return { messageId, replayed: true, how, commandId: about.commandId, ...(isDelivery && { isDelivery }) };
};
