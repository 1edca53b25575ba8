// The stand-ins for AWS take orders from this machine only, and lose nothing.
import { mkdtempSync, rmSync } from "node:fs";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { clientOptionsAt } from "../../../local/aws/account.ts";
import { startQueues, startTables } from "../../../local/aws/emulators.ts";
import type { Listening } from "../../../local/listen.ts";

let started: Listening[];
beforeAll(async () => {
  started = [await startQueues(), await startTables()];
});
afterAll(async () => {
  for (const each of started) await each.stop();
});

const otherAddresses = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .filter(({ internal, family }) => !internal && family === "IPv4")
  .map(({ address }) => address);

test("neither queues nor tables can be reached from elsewhere", async () => {
  for (const { url } of started) {
    expect((await fetch(url)).status).toBeLessThan(500);
    for (const address of otherAddresses) {
      const { port } = new URL(url);
      await expect(fetch(`http://${address}:${port}`)).rejects.toThrow("fetch failed");
    }
  }
});

test.each(["plain", "fifo"])(
  "a message of a %s queue on disk that is given back at once is received again, and still counted",
  async (kind) => {
    const dataDir = mkdtempSync(join(tmpdir(), "queues-"));
    const queues = await startQueues(dataDir);
    const client = new SQSClient({ ...clientOptionsAt(queues.url), maxAttempts: 1 });
    const isFifo = kind === "fifo";
    try {
      const { QueueUrl } = await client.send(
        new CreateQueueCommand({
          QueueName: isFifo ? "given-back.fifo" : "given-back",
          ...(isFifo && { Attributes: { FifoQueue: "true" } }),
        }),
      );
      const inLine = isFifo ? { MessageGroupId: "g", MessageDeduplicationId: "1" } : {};
      await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "once", ...inLine }));
      const receive = async () => {
        const MessageSystemAttributeNames = ["ApproximateReceiveCount" as const];
        const { Messages = [] } = await client.send(
          new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames }),
        );
        return Messages.map(({ ReceiptHandle, Attributes }) => ({
          handle: ReceiptHandle,
          count: Attributes?.ApproximateReceiveCount,
        }));
      };
      const [first] = await receive();
      await client.send(
        new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: first?.handle, VisibilityTimeout: 0 }),
      );
      const [second] = await receive();
      expect(second?.count).toBe("2");
      const Entries = [{ Id: "0", ReceiptHandle: second?.handle, VisibilityTimeout: 0 }];
      await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
      expect(await receive()).toMatchObject([{ count: "3" }]);
    } finally {
      client.destroy();
      await queues.stop();
      rmSync(dataDir, { recursive: true });
    }
  },
);
