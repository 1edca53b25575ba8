// What senders notice of trouble behind receive-webhook: nothing of WTS's, and of SQS's a quick request to send it again.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { commandsWaiting } from "../support/commands-waiting.ts";
import { signedDelivery } from "../support/delivery-sender.ts";
import { sourceSecrets } from "../support/delivery-sources.ts";
import { failAws } from "../support/fail-aws.ts";
import { sessionProblems } from "../support/find-problems.ts";
import { packageWithConfig } from "../support/package-with-config.ts";
import { type PlannedDelivery, planDeliveries } from "../support/planned-delivery.ts";
import { sessionIdOf } from "../support/restartable-stack.ts";
import { type RunningStack, runStack } from "../support/running-stack.ts";
import { anySeed, seededChance } from "../support/seeded-chance.ts";
import { until } from "../support/until.ts";
import { journalOf } from "../support/wts-stand-in.ts";

const sessions = 60;
const seed = anySeed();
const chance = seededChance(seed);
let packageDir: string;
let running: RunningStack;

beforeAll(async () => {
  packageDir = packageWithConfig(new URL("../support/delivery-sources.ts", import.meta.url));
  running = await runStack({ packageDir, schedules: false });
  running.editSecrets((secrets) => {
    secrets.sources = sourceSecrets;
  });
  const session = { status: "PENDING", messages: [{ text: "Bom dia" }] };
  const held = Array.from({ length: sessions }, (_, index) => ({ id: sessionIdOf(index), ...session }));
  await running.admin("POST", "reset", { sessions: held });
  await running.admin("PUT", "limits", { enabled: false });
});
afterAll(async () => {
  await running.stop();
});

interface Answered {
  status: number;
  retryAfter: string | null;
  ms: number;
}

const post = async (delivery: PlannedDelivery): Promise<Answered> => {
  const { pathAndQuery, method, headers, body } = signedDelivery(delivery, 0);
  const startedAt = performance.now();
  const answer = await fetch(running.stack.url + pathAndQuery, { method, headers, body: Buffer.from(body) });
  await answer.arrayBuffer();
  const ms = performance.now() - startedAt;
  return { status: answer.status, retryAfter: answer.headers.get("retry-after"), ms };
};

const isTaken = ({ status }: Answered): boolean => status >= 200 && status < 300;

describe("while SQS takes nothing", () => {
  const failSqs = (mode: string | null) =>
    failAws(running.stack, { sqs: mode === null ? null : { mode, operations: ["SendMessage", "SendMessageBatch"] } });

  test("a sender is asked within 4 s to send it again, and what it then sends is applied, once", async () => {
    const deliveries = planDeliveries({ deliveries: 16, sessions }, chance);
    expect((await Promise.all(deliveries.slice(0, 4).map(post))).every(isTaken)).toBe(true);
    for (const mode of ["fail", "reset", "lost", "hang"]) {
      await failSqs(mode);
      const answers = await Promise.all(deliveries.slice(0, 8).map(post));
      for (const { status, retryAfter } of answers) expect([mode, status, retryAfter]).toEqual([mode, 503, "5"]);
      // All of them say so; the quickest shows what the function needs on a machine that has other things to do as well.
      expect(Math.min(...answers.map(({ ms }) => ms))).toBeLessThan(4_000);
    }
    await failSqs(null);
    expect((await Promise.all(deliveries.map(post))).every(isTaken)).toBe(true);
    await until(async () => (await commandsWaiting(running.stack)) === 0, "an empty queue");
    expect(await sessionProblems(running.admin, deliveries, sessions)).toEqual([]);
  });
});

describe("while WTS hangs", () => {
  const sendersAtOnce = 8;
  const deliveriesEach = 300;
  /** A busy machine adds this to the one and not to the other. */
  const slackMs = 100;

  const percentile = (answers: readonly Answered[], share: number): number => {
    const inOrder = answers.map(({ ms }) => ms).sort((one, other) => one - other);
    return Math.round(inOrder[Math.ceil(inOrder.length * share) - 1] ?? Number.NaN);
  };

  let sent = 1_000;
  const measure = async (): Promise<{ p50: number; p99: number }> => {
    const left = planDeliveries({ deliveries: deliveriesEach, sessions, firstIndex: sent }, chance);
    sent += deliveriesEach;
    const answers: Answered[] = [];
    const send = async (): Promise<void> => {
      for (let next = left.pop(); next; next = left.pop()) answers.push(await post(next));
    };
    await Promise.all(Array.from({ length: sendersAtOnce }, send));
    expect(answers.every(isTaken)).toBe(true);
    return { p50: percentile(answers, 0.5), p99: percentile(answers, 0.99) };
  };

  const hanging = async () => (await journalOf(running.admin)).filter(({ status }) => status === null).length;

  test("senders are answered as fast as ever", async () => {
    const measured: { well: { p50: number; p99: number }; hanging: { p50: number; p99: number } }[] = [];
    const isAsFast = () =>
      measured.some(({ well, hanging }) => hanging.p99 < 1_000 && hanging.p99 <= 2 * well.p99 + slackMs);
    // A function that waited for WTS would be slow in every round; a busy machine is not.
    for (let round = 1; round <= 3 && !isAsFast(); round += 1) {
      await running.admin("DELETE", "faults");
      const well = await measure();
      await running.admin("POST", "faults", [{ hang: true }]);
      await running.admin("DELETE", "requests");
      await until(async () => (await hanging()) >= 3, "commands that hang");
      measured.push({ well, hanging: await measure() });
      // Whatever arrived at WTS meanwhile was not answered.
      expect((await journalOf(running.admin)).filter(({ status }) => status !== null)).toEqual([]);
      expect(await commandsWaiting(running.stack)).toBeGreaterThan(deliveriesEach);
    }
    console.log(`seed ${seed}, ms until the answer: ${JSON.stringify(measured)}`);
    expect(isAsFast()).toBe(true);
  });
});
