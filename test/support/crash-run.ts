// Queues commands, kills the functions at random while they work, kills everything and starts again, and says what came of it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { deduplicationIdOf, type Parked } from "../../lib/aws/queue.ts";
import { parseCommand } from "../../lib/core/command.ts";
import { commandIdOf } from "../../lib/core/command-id.ts";
import { groupOf } from "../../lib/core/queue-item.ts";
import type { QueuedCommand } from "../../lib/core/queued-command.ts";
import { type Stack, startStack } from "../../local/stack.ts";
import { packageWithConfig } from "./package-with-config.ts";
import { journalOf, startTestStandIn } from "./wts-stand-in.ts";

export interface CrashRunOptions {
  commands: number;
  sessions: number;
  seed: number;
  /** How often everything is killed and started again. */
  restarts: number;
  killEveryMs: number;
  /** Throws off a run that does not come to an end. */
  limitMs: number;
}

export interface CrashRun {
  kills: number;
  /** What a person has to look at: notes nobody can tell the fate of. Replayed, they were applied too. */
  unknown: number;
  otherwiseParked: number;
  /** PUTs that reached WTS more than once, for commands of their own. */
  repeatedPuts: number;
  problems: string[];
}

interface Held {
  id: string;
  number: string;
  status: string;
  notes: { text: string }[];
}

const randomFrom = (seed: number) => {
  let state = seed % 2_147_483_647 || 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};

const sessionIdOf = (index: number): string => `5e550000-0000-4000-8000-${String(index).padStart(12, "0")}`;

const commandOf = (index: number, sessions: number): QueuedCommand => {
  const sessionId = sessionIdOf(index % sessions);
  const input = [
    { number: String(index) },
    { command: "note", text: `note ${index}` },
    { metadata: { last: String(index) } },
  ][Math.floor(index / sessions) % 3];
  const parsed = parseCommand({ sessionId, ...input }, { now: new Date(), timeZone: "UTC" });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  const origin = { account: "default", source: "crash", deliveryId: String(index) };
  return {
    kind: "command",
    id: commandIdOf({ ...origin, index: 0 }),
    ...origin,
    ...({ door: "event", correlationId: "c", causationId: "c", hops: 0, attempt: 0 } as const),
    targeted: { command: parsed.command },
  };
};

const clientOf = (stack: Stack): SQSClient => new SQSClient({ ...stack.aws.sqs, maxAttempts: 10 });

const sendAll = async (stack: Stack, commands: readonly QueuedCommand[]): Promise<void> => {
  const client = clientOf(stack);
  for (let start = 0; start < commands.length; start += 10) {
    const Entries = commands.slice(start, start + 10).map((queued, index) => ({
      Id: String(index),
      MessageBody: JSON.stringify(queued),
      MessageGroupId: groupOf(queued),
      MessageDeduplicationId: deduplicationIdOf(queued),
    }));
    const { Failed = [] } = await client.send(
      new SendMessageBatchCommand({ QueueUrl: stack.queues.Commands, Entries }),
    );
    if (Failed.length > 0) throw new Error("SQS did not take every command");
  }
};

const depth = async (stack: Stack): Promise<number> => {
  const { Attributes = {} } = await clientOf(stack).send(
    new GetQueueAttributesCommand({
      QueueUrl: stack.queues.Commands,
      AttributeNames: ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    }),
  );
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
};

const readParked = async (stack: Stack): Promise<Parked[]> => {
  const client = clientOf(stack);
  const parked = new Map<string, Parked>();
  for (;;) {
    const receive = new ReceiveMessageCommand({
      QueueUrl: stack.queues.Parked,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 600,
    });
    const { Messages = [] } = await client.send(receive);
    for (const { MessageId = "", Body = "" } of Messages) parked.set(MessageId, JSON.parse(Body) as Parked);
    if (Messages.length === 0) return [...parked.values()];
  }
};

export const crashRun = async (options: CrashRunOptions): Promise<CrashRun> => {
  const { commands: count, sessions, seed, restarts, killEveryMs, limitMs } = options;
  const random = randomFrom(seed);
  const standIn = await startTestStandIn();
  const dataDir = mkdtempSync(join(tmpdir(), "crash-"));
  const built = packageWithConfig({
    limits: {
      share: 1,
      sustained: { requests: 1_000_000, windowMs: 300_000 },
      burst: { requests: 100_000, windowMs: 5_000 },
    },
    queue: { leaseMs: 3_000, longestPauseMs: 2_000 },
  });
  const start = () =>
    startStack({
      packageDir: built.packageDir,
      secretsFile: standIn.secretsFile,
      wtsBaseUrl: standIn.url,
      dataDir,
      visibilitySeconds: 4,
    });
  const lastMessageIn = new Date().toISOString();
  await standIn.admin("POST", "reset", {
    sessions: Array.from({ length: sessions }, (_, index) => ({
      id: sessionIdOf(index),
      status: "PENDING",
      lastMessageIn,
    })),
  });
  await standIn.admin("PUT", "limits", { enabled: false });

  let stack = await start();
  let kills = 0;
  const endBy = Date.now() + limitMs;
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const drain = async (until: number, isKilling: boolean): Promise<void> => {
    while ((await depth(stack)) > until) {
      if (Date.now() > endBy) throw new Error(`the queue did not drain in ${limitMs} ms; seed ${seed}`);
      const pids = stack.lambda.pids("apply-commands");
      const victim = pids[Math.floor(random() * pids.length)];
      if (isKilling && victim !== undefined) {
        kills += 1;
        await stack.lambda.kill(victim);
      }
      await pause(killEveryMs * (0.5 + random()));
    }
  };

  try {
    const commands = Array.from({ length: count }, (_, index) => commandOf(index, sessions));
    await sendAll(stack, commands);
    for (let restart = 1; restart <= restarts; restart += 1) {
      await drain(Math.floor(count * (1 - restart / (restarts + 1))), true);
      await stack.crash();
      stack = await start();
    }
    // The last third is left alone: what was killed has to be finished by somebody.
    await drain(Math.floor(count / 3), true);
    await drain(0, false);

    const parked = await readParked(stack);
    const unknown = parked.flatMap(({ reason, queued }) =>
      reason.code === "WTS_OUTCOME_UNKNOWN" && queued?.kind === "command" ? [queued] : [],
    );
    await sendAll(
      stack,
      unknown.map((queued) => ({ ...queued, attempt: queued.attempt + 1 })),
    );
    await drain(0, false);

    const problems: string[] = [];
    for (let session = 0; session < sessions; session += 1) {
      const held = await standIn.admin<Held & { metadata: { last?: string } }>(
        "GET",
        `sessions/${sessionIdOf(session)}`,
      );
      const mine = commands.flatMap(({ targeted: { command } }) => (command.sessionId === held.id ? [command] : []));
      const texts = mine.flatMap((command) => (command.command === "note" ? [command.text] : []));
      const numbers = mine.flatMap((command) =>
        command.command === "update" && command.number ? [command.number] : [],
      );
      const lasts = mine.flatMap((command) =>
        command.command === "update" && command.metadata ? [command.metadata.last] : [],
      );
      if (JSON.stringify(held.notes.map(({ text }) => text).sort()) !== JSON.stringify([...texts].sort()))
        problems.push(
          `${held.id}: notes ${JSON.stringify(held.notes.map(({ text }) => text))}, wanted ${JSON.stringify(texts)}`,
        );
      if (numbers.length > 0 && held.number !== numbers.at(-1)) problems.push(`${held.id}: number ${held.number}`);
      if (lasts.length > 0 && held.metadata.last !== lasts.at(-1))
        problems.push(`${held.id}: last ${held.metadata.last}`);
    }
    const puts = (await journalOf(standIn.admin, true)).filter(
      ({ method, status }) => method === "PUT" && status === 200,
    );
    const expected = commands.filter(({ targeted }) => targeted.command.command === "update").length;
    for (let session = 0; session < sessions; session += 1) {
      const sent = puts.filter(({ path }) => path.includes(sessionIdOf(session)));
      const order = sent.map(({ body }) =>
        Number(
          (body as { number?: string; metadata?: { last: string } }).number ??
            (body as { metadata: { last: string } }).metadata.last,
        ),
      );
      if (order.some((value, index) => index > 0 && value < (order[index - 1] ?? 0)))
        problems.push(`${sessionIdOf(session)}: order ${order}`);
    }
    return {
      ...{ kills, problems, unknown: unknown.length },
      otherwiseParked: parked.length - unknown.length,
      repeatedPuts: puts.length - expected,
    };
  } finally {
    await stack.stop();
    await standIn.stop();
    built.remove();
    rmSync(dataDir, { recursive: true });
  }
};
