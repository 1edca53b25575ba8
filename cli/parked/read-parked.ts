// Everything that was given up on, in both queues: "DLQ" means the two of them.
import type { Connection } from "../connection.ts";
import type { DeadLetter, DeadLetterQueue } from "./parked-message.ts";
import { readDeadLetter } from "./read-parked-message.ts";
import { giveBack, type ReceiveOptions, receiveMessages } from "./receive-messages.ts";
import type { ReceivedMessage } from "./received-message.ts";

export const deadLetterQueues: readonly DeadLetterQueue[] = ["parked", "commands-dead"];

export interface HeldLetter {
  letter: DeadLetter;
  message: ReceivedMessage;
}

/** Oldest first; hidden from everybody else until they are given back. */
export const holdDeadLetters = async (
  connection: Connection,
  options: ReceiveOptions,
): Promise<readonly HeldLetter[]> => {
  const { account } = await connection.config();
  const received = await Promise.allSettled(
    deadLetterQueues.map((queue) => receiveMessages(connection, queue, options)),
  );
  const messages = received.flatMap((each) => (each.status === "fulfilled" ? each.value : []));
  const failed = received.find((each) => each.status === "rejected");
  if (failed) {
    await giveBack(connection, messages);
    throw failed.reason;
  }
  const held = messages.map((message) => ({ message, letter: readDeadLetter(message, account) }));
  // Stable: what SQS keeps in order stays in order.
  return held.toSorted((one, other) => one.letter.at.localeCompare(other.letter.at));
};

/** Oldest first; at most so many of each queue. */
export const readDeadLetters = async (connection: Connection, most: number): Promise<readonly DeadLetter[]> => {
  const held = await holdDeadLetters(connection, { most, hiddenSeconds: 30 });
  await giveBack(
    connection,
    held.map(({ message }) => message),
  );
  return held.map(({ letter }) => letter);
};
