// Takes from the queue what waits there, as Lambda's event source mapping does, and makes of it the event that the worker gets.
import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { queueEvent } from "../../local/lambda/run-queue-trigger.ts";
import type { World } from "./world.ts";

const atMost = 10;

const receive = async ({ poller, commandsQueue }: World, waitSeconds: number): Promise<readonly Message[]> => {
  const { Messages = [] } = await poller.send(
    new ReceiveMessageCommand({
      ...{ QueueUrl: commandsQueue.url, MaxNumberOfMessages: atMost, WaitTimeSeconds: waitSeconds },
      ...{ MessageSystemAttributeNames: ["All"], MessageAttributeNames: ["All"] },
    }),
  );
  return Messages;
};

export interface TakenCommands {
  readonly count: number;
  readonly event: object;
  /** Takes them from the queue for good. */
  remove(): Promise<void>;
}

const remove = async ({ poller, commandsQueue }: World, messages: readonly Message[]): Promise<void> => {
  const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
  await poller.send(new DeleteMessageBatchCommand({ QueueUrl: commandsQueue.url, Entries }));
};

/** Answers so many, at most ten; throws when they do not come. */
export const takeCommands = async (world: World, count: number): Promise<TakenCommands> => {
  const messages: Message[] = [];
  while (messages.length < count) {
    const more = await receive(world, 2);
    if (more.length === 0)
      throw new Error(
        `the queue has ${messages.length} messages: expected ${count} that the deliveries were made into`,
      );
    messages.push(...more);
  }
  return {
    count: messages.length,
    event: queueEvent(world.commandsQueue.name, messages),
    remove: () => remove(world, messages),
  };
};

/** Empties the queue, and answers how many messages it had. */
export const drainCommands = async (world: World): Promise<number> => {
  for (let drained = 0; ; ) {
    const messages = await receive(world, 0);
    if (messages.length === 0) return drained;
    await remove(world, messages);
    drained += messages.length;
  }
};
