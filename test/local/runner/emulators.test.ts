// The stand-ins for AWS take orders from this machine only, and lose nothing.
import { mkdtempSync, rmSync } from "node:fs";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import {
  ChangeMessageVisibilityBatchCommand,
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { startQueues } from "../../../local/aws/queues.ts";
import { startTables } from "../../../local/aws/tables.ts";
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

test("what is kept on disk can be received and given back, again and again", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "queues-"));
  const queues = await startQueues(dataDir);
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const sqs = new SQSClient({ endpoint: queues.url, region: "sa-east-1", credentials });
  try {
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "parked" }));
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "kept" }));
    for (let round = 1; round <= 3; round++) {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 30 }));
      expect(Messages.map(({ Body }) => Body)).toEqual(["kept"]);
      const Entries = Messages.map(({ ReceiptHandle }) => ({ Id: "0", ReceiptHandle, VisibilityTimeout: 0 }));
      await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
    }
  } finally {
    sqs.destroy();
    await queues.stop();
    rmSync(dataDir, { recursive: true });
  }
});
