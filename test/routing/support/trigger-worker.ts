// One of several processes that take triggers from a queue, many at a time, as Lambda would: table, queue and WTS are shared.
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { dynamoTable } from "../../../lib/aws/table.ts";
import { lifecycle } from "../../../lib/commands/execute-once.ts";
import { defineConfig, type HooksConfigInput } from "../../../lib/config.ts";
import { parseAccounts } from "../../../lib/core/accounts-secret.ts";
import { killSwitch } from "../../../lib/records/kill-switch.ts";
import { ledger } from "../../../lib/records/ledger.ts";
import { sessionLeases } from "../../../lib/records/session-lease.ts";
import { routingRecords } from "../../../lib/routing/routing-records.ts";
import { systemClock as clock } from "../../../lib/runtime/clock.ts";
import { connectWts, wtsAt } from "../../../lib/wts/connect.ts";
import type { RateLimiter } from "../../../lib/wts/rate-limit/rate-limiter.ts";
import { recording } from "../../support/recording.ts";
import { testAccounts } from "../../support/wts-stand-in.ts";
import { emulatorClient, tableName } from "../../wts/rate-limit/emulated-table.ts";
import { routingFunction } from "./routing-function.ts";

export interface WorkerTask {
  readonly tablePort: number;
  readonly sqsEndpoint: string;
  readonly queueUrl: string;
  readonly wtsUrl: string;
  readonly config: HooksConfigInput;
}

export interface WorkerReport {
  /** How many triggers it took. */
  readonly handled: number;
  readonly moved: number;
  readonly failures: readonly string[];
}

const optionsAt = (endpoint: string) => ({
  ...{ endpoint, region: "sa-east-1", maxAttempts: 3 },
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});

const limitless: RateLimiter = {
  take: async () => {},
  pause: async () => {},
  rateNow: async () => ({ tokenMs: 0, waitMs: 0, mostAtOnce: 1, freeInMs: 0 }),
  reserve: () => Promise.reject(new Error("nothing here reserves")),
};

const perform = async ({
  tablePort,
  sqsEndpoint,
  queueUrl,
  wtsUrl,
  config: given,
}: WorkerTask): Promise<WorkerReport> => {
  const sqs = new SQSClient(optionsAt(sqsEndpoint));
  const dynamo = emulatorClient(tablePort);
  const table = dynamoTable(dynamo, tableName);
  const config = defineConfig({ ...given, wts: { baseUrl: wtsUrl } });
  const { routing, account, language, queue } = config;
  const aws = recording();
  const records = ledger({ table, clock });
  const accounts = parseAccounts(JSON.stringify(testAccounts));
  const secret = { get: async () => accounts, refresh: async () => accounts };
  const work = routingFunction({
    ...{ routing, account, zones: config, language, config: queue, accounts: secret, clock },
    ...routingRecords({ table, clock, routing, account, zones: config, leaseMs: queue.leaseMs }),
    ...{ queue: aws.queue, parked: aws.parked, bus: aws.bus, log: aws.log, meter: aws.meter },
    connect: connectWts({ secret, wts: wtsAt(config), limiterOf: () => limitless, clock }),
    ledger: records,
    lifecycle: lifecycle({
      ledger: records,
      leases: sessionLeases({ table, clock }),
      bus: aws.bus,
      clock,
      log: aws.log,
    }),
    killSwitch: killSwitch({ table, clock }),
  });
  const failures: string[] = [];
  let handled = 0;

  const take = async (): Promise<boolean> => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 120 }),
    );
    await Promise.all(
      Messages.map(async ({ Body = "", MessageId = "", ReceiptHandle }) => {
        await work(JSON.parse(Body), { id: `${process.pid}/${MessageId}`, endBy: clock.now() + 100_000 }).catch(
          (error: unknown) => failures.push(String(error)),
        );
        handled += 1;
        await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
      }),
    );
    return Messages.length > 0;
  };
  // Two hands each: what one waits for, the other one may have.
  const hand = async (): Promise<void> => {
    while (await take());
  };
  await Promise.all([hand(), hand()]);
  sqs.destroy();
  const moved = aws.taken.published.filter(({ type }) => type === "Session Reassigned").length;
  return { handled, moved, failures };
};

process.on("message", async (task: WorkerTask) => {
  process.send?.(await perform(task));
});
process.send?.("ready");
