// Does again what was given up on; only what was taken is removed from where it lay.
import { DeleteMessageCommand } from "@aws-sdk/client-sqs";
import { commandQueue } from "../../lib/aws/queue.ts";
import type { Connection } from "../connection.ts";
import { describeError } from "../describe-error.ts";
import { Failure } from "../failure.ts";
import type { DeadLetter, Replay } from "./dead-letter.ts";
import { putEventAgain } from "./put-event-again.ts";
import type { HeldLetter } from "./read-dead-letters.ts";

/** What will happen, as a part of a sentence. */
export const describeReplay = (replay: Replay): string => {
  if (replay.as === "command") return `as a command, attempt ${replay.queued.attempt + 1}`;
  return replay.as === "event" ? "as an event on the bus" : `not possible: ${replay.why}`;
};

const send = async (connection: Connection, replay: Exclude<Replay, { as: "nothing" }>): Promise<void> => {
  if (replay.as === "event") return putEventAgain(connection, replay.event);
  const queue = commandQueue(connection.sqs, await connection.queueUrl("commands"));
  // One attempt more is another deduplication id: nothing takes it for the one that was given up on.
  await queue.send({ ...replay.queued, attempt: replay.queued.attempt + 1 });
};

export type Replayable = DeadLetter & { replay: Exclude<Replay, { as: "nothing" }> };

export const isReplayable = (letter: DeadLetter): letter is Replayable => letter.replay.as !== "nothing";

export const replayLetter = async (
  connection: Connection,
  letter: Replayable,
  { queue, receiptHandle }: HeldLetter["message"],
): Promise<void> => {
  await send(connection, letter.replay);
  const QueueUrl = await connection.queueUrl(queue);
  const remove = new DeleteMessageCommand({ QueueUrl, ReceiptHandle: receiptHandle });
  await connection.sqs.send(remove).catch((error: unknown) => {
    throw new Failure(
      `it was sent, but could not be removed (${describeError(error)}): replay it once more, which does not apply it twice`,
    );
  });
};
