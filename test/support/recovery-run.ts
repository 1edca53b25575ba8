// Kills everything while commands of every way in are in the middle of a call to WTS, starts it again at once, and says how long each takes to its end.
import { setTimeout as delay } from "node:timers/promises";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SQSClient } from "@aws-sdk/client-sqs";
import { policyHash } from "../../lib/auto-close/policy-modes.ts";
import { policyApprovals } from "../../lib/auto-close/records/policy-approvals.ts";
import { dynamoTable } from "../../lib/aws/table.ts";
import type { BusEvent } from "../../local/lambda/event-bus.ts";
import type { Stack } from "../../local/stack.ts";
import { sourceSecrets } from "./command-sources.ts";
import { hangingWork } from "./hanging-work.ts";
import { config } from "./recovery-config.ts";
import { recoveryProblems } from "./recovery-problems.ts";
import { type NumberedWork, recoveryWork } from "./recovery-work.ts";
import { sessionIdOf, startRestartableStack } from "./restartable-stack.ts";
import { demoToken } from "./running-stack.ts";
import { type WaysIn, waysIn } from "./ways-in.ts";

export interface RecoveryRun {
  /** From the kill to its end; undefined for what did not come to one. */
  seconds: { name: string; seconds: number | undefined }[];
  /** From the kill until the queue was empty as well. */
  allSeconds: number | undefined;
  /** What is not as it has to be, notes and messages that went out twice among them. */
  problems: string[];
}

const works: readonly NumberedWork[] = recoveryWork.map((work, index) => ({ ...work, sessionId: sessionIdOf(index) }));
const lookEveryMs = 200;

const allowPolicies = async ({ aws, tableName }: Stack): Promise<void> => {
  const client = new DynamoDBClient(aws.dynamodb);
  const approvals = policyApprovals({ table: dynamoTable(client, tableName) });
  for (const policy of config.autoClose.policies) await approvals.confirm("default", policy.name, policyHash(policy));
  client.destroy();
};

const clientsOf = ({ aws }: Stack) => ({ bus: new EventBridgeClient(aws.eventbridge), sqs: new SQSClient(aws.sqs) });

export const recoveryRun = async (limitMs: number): Promise<RecoveryRun> => {
  const events: BusEvent[] = [];
  const running = await startRestartableStack({
    config: new URL("./recovery-config.ts", import.meta.url),
    ...{ sources: sourceSecrets, clients: { demo: [demoToken] }, sessions: 0, limitMs, trueTimeLimits: true },
    onEvent: (event) => events.push(event),
  });
  const { current, standIn, waiting } = running;
  const { admin } = standIn;
  let clients = clientsOf(current());
  const closeClients = (): void => {
    for (const client of Object.values(clients)) client.destroy();
  };
  const ways = (): WaysIn => waysIn({ stack: current(), admin }, clients);
  try {
    await allowPolicies(current());
    await hangingWork(running, works, ways);
    await admin("DELETE", "faults");

    const killedAtMs = Date.now();
    closeClients();
    await running.restart();
    clients = clientsOf(current());
    const sinceKill = (): number => Math.round((Date.now() - killedAtMs) / 100) / 10;
    const seconds = new Map<string, number>();
    let allSeconds: number | undefined;
    while (allSeconds === undefined && Date.now() - killedAtMs < limitMs) {
      await delay(lookEveryMs);
      for (const work of works)
        if (!seconds.has(work.name) && (await recoveryProblems(work, admin, events)).length === 0)
          seconds.set(work.name, sinceKill());
      if (seconds.size === works.length && (await waiting()) === 0) allSeconds = sinceKill();
    }
    const problems: string[] = [];
    for (const work of works)
      for (const problem of await recoveryProblems(work, admin, events)) problems.push(`${work.name}: ${problem}`);
    return { seconds: works.map(({ name }) => ({ name, seconds: seconds.get(name) })), allSeconds, problems };
  } finally {
    closeClients();
    await running.stop();
  }
};
