// Works what waits in the queue as AWS would, and answers what is wrong with that: a message is done with, parked, or comes again, and no log tells what it holds.
import { createHash } from "node:crypto";
import { DeleteMessageCommand, type Message, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { context, type RunningFunctions } from "../running-functions.ts";
import { linesProblems } from "./answer-problems.ts";

let client: SQSClient | undefined;

const clientOf = ({ servers }: RunningFunctions): SQSClient => {
  client ??= new SQSClient({
    ...{ endpoint: servers.sqsUrl, region: "sa-east-1", maxAttempts: 1 },
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  return client;
};

export const recordOf = (body: string, { MessageId, ReceiptHandle, Attributes }: Partial<Message> = {}) => ({
  messageId: MessageId ?? createHash("sha256").update(body).digest("hex").slice(0, 36),
  receiptHandle: ReceiptHandle ?? "r",
  body,
  attributes: { SentTimestamp: String(Date.now()), ApproximateReceiveCount: "1", ...Attributes },
});

/** What has to come again is left to the next time: only defects are looked for. */
export const workQueue = async (functions: RunningFunctions): Promise<string[]> => {
  const { queueUrls } = functions.servers;
  const sqs = clientOf(functions);
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      ...{ QueueUrl: queueUrls.Commands, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 },
      MessageSystemAttributeNames: ["All"],
    }),
  );
  if (Messages.length === 0) return [];
  functions.takeLines();
  const Records = Messages.map((message) => recordOf(message.Body ?? "", message));
  let thrown: string[] = [];
  try {
    await functions.handlers["apply-commands"]({ Records }, context);
  } catch (error) {
    thrown = [`apply-commands threw ${error instanceof Error ? error.stack : String(error)}`];
  }
  for (const { ReceiptHandle } of Messages)
    await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrls.Commands, ReceiptHandle }));
  functions.takeEvents();
  return [...thrown, ...linesProblems(functions.takeLines())];
};
