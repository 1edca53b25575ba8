// Reads everything that is parked, in both queues, and finds one message among it.
import type { Connection } from "../connection.ts";
import { NotFound } from "../failure.ts";
import { findByPrefix } from "../find-by-prefix.ts";
import type { ParkedMessage, ParkedQueueName } from "./parked-message.ts";
import { inParkedOrder } from "./parked-order.ts";
import { readParkedMessage } from "./read-parked-message.ts";
import { giveBack, type ReceiveOptions, receiveMessages } from "./receive-messages.ts";

export const parkedQueueNames: readonly ParkedQueueName[] = ["parked", "commands-dead"];

/** This is far more than people look through, and far less than SQS lets one hide. */
export const mostParked = 5_000;

/** Answers the oldest first; all are hidden from everybody else until they are given back: whoever holds them does it in parked order. */
export const holdParked = async (
  connection: Connection,
  options: ReceiveOptions,
): Promise<readonly ParkedMessage[]> => {
  const { account } = await connection.config();
  const received = await Promise.allSettled(
    parkedQueueNames.map((queue) => receiveMessages(connection, queue, options)),
  );
  const messages = received.flatMap((each) => (each.status === "fulfilled" ? each.value : []));
  const failed = received.find((each) => each.status === "rejected");
  if (failed) {
    await giveBack(connection, messages);
    throw failed.reason;
  }
  const held = messages.map((message) => readParkedMessage(message, account));
  // The sort is stable: what SQS keeps in order stays in order.
  return held.toSorted((one, other) => one.at.localeCompare(other.at));
};

/** Answers the oldest first, at most so many of each queue. */
export const readParked = (connection: Connection, most: number): Promise<readonly ParkedMessage[]> =>
  inParkedOrder(async () => {
    const held = await holdParked(connection, { most, hiddenSeconds: 30 });
    await giveBack(connection, held);
    return held;
  });

/** All messages of one command. */
export type ParkedTogether = readonly [ParkedMessage, ...ParkedMessage[]];

/** What a sender sent again, and was refused again, lies there several times: the messages of one command are together, the oldest first. */
export const byCommand = (messages: readonly ParkedMessage[]): readonly ParkedTogether[] =>
  [...Map.groupBy(messages, ({ messageId, about }) => about.commandId ?? messageId).values()].flatMap(
    ([first, ...others]) => (first ? [[first, ...others] as const] : []),
  );

/**
 * A command's messages are found by the id of one of them, by its command id, or by the beginning of one. The newest comes first:
 * it is the one that `parked list` names. Throws Failure.
 */
export const findParked = (messages: readonly ParkedMessage[], prefix: string): ParkedTogether => {
  const only = findByPrefix(
    byCommand(messages),
    ([first, ...others]) => [
      first.messageId,
      ...others.map(({ messageId }) => messageId),
      first.about.commandId ?? first.messageId,
    ],
    prefix,
  );
  const [newest, ...others] = only?.toReversed() ?? [];
  if (newest) return [newest, ...others];
  throw new NotFound(
    `no message id and no command id of the ${messages.length} parked messages begins with ${prefix}: \`parked list\` shows them; one that somebody else is reading is back in half a minute`,
  );
};

/** The same of several, each command once, in the order in which they were parked. Throws Failure. */
export const findSeveralParked = (
  messages: readonly ParkedMessage[],
  prefixes: readonly string[],
): readonly ParkedTogether[] => {
  const found = prefixes.map((prefix) => findParked(messages, prefix));
  const each = new Map(found.map((together) => [together[0].messageId, together]));
  const placeOf = ([newest]: ParkedTogether) => messages.indexOf(newest);
  return [...each.values()].toSorted((one, other) => placeOf(one) - placeOf(other));
};
