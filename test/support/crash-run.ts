// Queues commands, kills the functions at random while they work, kills everything and starts again, and says what came of it.
import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { deduplicationIdOf } from "../../lib/aws/queue.ts";
import { parseCommand } from "../../lib/core/command/command.ts";
import { commandIdOf } from "../../lib/core/command/command-id.ts";
import { groupOf } from "../../lib/core/queue/queue-item.ts";
import type { QueuedCommand } from "../../lib/core/queue/queued-command.ts";
import type { Stack } from "../../local/stack.ts";
import { impatient } from "./impatient.ts";
import { killFunctions } from "./kill-functions.ts";
import { readParked } from "./read-parked.ts";
import { replayUnknown } from "./replay-unknown.ts";
import { sessionIdOf, startRestartableStack } from "./restartable-stack.ts";
import { seededChance } from "./seeded-chance.ts";
import { journalOf } from "./wts-stand-in.ts";

export interface CrashRunOptions {
  commands: number;
  sessions: number;
  seed: number;
  /** How often everything is killed and started again. */
  restarts: number;
  kills: { everyMs: number; most: number };
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

const commandOf = (index: number, sessions: number): QueuedCommand => {
  const sessionId = sessionIdOf(index % sessions);
  const input = [
    { number: String(index) },
    { command: "note", text: `note ${index}` },
    { metadata: { last: String(index) } },
  ][Math.floor(index / sessions) % 3];
  const parsed = parseCommand({ sessionId, ...input }, { timeZone: "UTC" });
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

const sendAll = async (stack: Stack, commands: readonly QueuedCommand[]): Promise<void> => {
  const client = new SQSClient(stack.aws.sqs);
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

export const crashRun = async (options: CrashRunOptions): Promise<CrashRun> => {
  const { commands: count, sessions, seed, restarts, kills, limitMs } = options;
  const chance = seededChance(seed);
  const running = await startRestartableStack({ config: impatient, sessions, limitMs });
  const { standIn, current, drained } = running;
  const killer = killFunctions({
    ...{ functionNames: ["apply-commands"], ...kills, chance },
    lambda: () => current().lambda,
  });
  try {
    const commands = Array.from({ length: count }, (_, index) => commandOf(index, sessions));
    await sendAll(current(), commands);
    for (let restart = 1; restart <= restarts; restart += 1) {
      await killer.during(() => drained(Math.floor(count * (1 - restart / (restarts + 1)))));
      await running.restart();
    }
    // The last third is left alone: what was killed has to be finished by somebody.
    await killer.during(() => drained(Math.floor(count / 3)));
    await drained();
    const unknown = await replayUnknown(current());
    await drained();
    const parked = await readParked(current());

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
      ...{ kills: killer.kills(), problems, unknown, otherwiseParked: parked.length },
      repeatedPuts: puts.length - expected,
    };
  } finally {
    await running.stop();
  }
};
