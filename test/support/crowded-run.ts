// Fills the queue of one account, in the packaged functions and at a hundredth of WTS's windows, and measures how long others wait.
import { setTimeout as delay } from "node:timers/promises";
import { SQSClient } from "@aws-sdk/client-sqs";
import { commandQueue } from "../../lib/aws/queue.ts";
import type { QueuedCommand } from "../../lib/core/queue/queued-command.ts";
import { rateRules } from "../../lib/wts/rate-limit/rate-rules.ts";
import { packageWithConfig } from "./package-with-config.ts";
import { runStack } from "./running-stack.ts";
import { journalOf } from "./wts-stand-in.ts";

interface CrowdedRunOptions {
  readonly commands: number;
  /** So many commands of another account, and of another source of the same one, are sent while the others wait. */
  readonly probes: number;
  readonly probeEveryMs: number;
  readonly limitMs: number;
}

interface Waits {
  readonly p50: number;
  readonly p99: number;
}

export interface CrowdedRun {
  /** From when it was sent until WTS had it. */
  readonly otherAccountMs: Waits;
  readonly otherSourceMs: Waits;
  /** How long the whole took, and which share of the account's rate that was. */
  readonly tookMs: number;
  readonly usedShare: number;
  readonly refusedByWts: number;
  readonly undone: number;
}

/** Its windows are a hundredth of WTS's. A twentieth of the requests is what one machine can do, so its rate is five times WTS's. */
export const scaledLimits = {
  share: 0.8,
  sustained: { requests: 50, windowMs: 3_000 },
  burst: { requests: 10, windowMs: 50 },
};

/** Of fewer than a hundred, p99 is the longest. */
const percentiles = (waits: readonly number[]): Waits => {
  const inOrder = waits.toSorted((one, other) => one - other);
  const at = (share: number): number => inOrder[Math.ceil(inOrder.length * share) - 1] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
};

export const crowdedRun = async (options: CrowdedRunOptions): Promise<CrowdedRun> => {
  const { commands, probes, probeEveryMs, limitMs } = options;
  const packageDir = packageWithConfig({ limits: scaledLimits });
  const running = await runStack({ packageDir, schedules: false });
  const client = new SQSClient({ ...running.stack.aws.sqs, maxAttempts: 10 });
  try {
    const { admin, stack } = running;
    const queue = commandQueue(client, stack.queues.Commands ?? "");
    const sentAt = new Map<string, number>();
    const idOf = (kind: number, index: number): string =>
      `5e55000${kind}-0000-4000-8000-${String(index).padStart(12, "0")}`;
    const commandFor = (account: string, source: string, sessionId: string): QueuedCommand =>
      ({
        ...{ kind: "command", id: `c-${sessionId}`, account, door: "webhook", source, deliveryId: sessionId },
        ...{ correlationId: "c", causationId: "c", hops: 0, attempt: 0 },
        targeted: { command: { command: "update", sessionId, fields: ["Number"], number: "1" } },
      }) as unknown as QueuedCommand;
    const held = (kind: number, count: number) =>
      Array.from({ length: count }, (_, index) => ({ id: idOf(kind, index), status: "IN_PROGRESS" }));
    await admin("POST", "reset", { sessions: [...held(0, commands), ...held(1, probes)] });
    await admin("POST", "reset?account=filial", { sessions: held(2, probes) });
    for (const account of ["default", "filial"])
      await admin("PUT", `limits?account=${account}`, { sustained: scaledLimits.sustained, burst: scaledLimits.burst });

    const send = async (account: string, source: string, ids: readonly string[]): Promise<void> => {
      for (const id of ids) sentAt.set(id, Date.now());
      await queue.send(...ids.map((id) => commandFor(account, source, id)));
    };
    const startedAt = Date.now();
    const filled = send(
      "default",
      "webhook:crm",
      held(0, commands).map(({ id }) => id),
    );
    for (let probe = 0; probe < probes; probe += 1) {
      await delay(probeEveryMs);
      await send("default", "webhook:shop", [idOf(1, probe)]);
      await send("filial", "webhook:crm", [idOf(2, probe)]);
    }
    await filled;

    const written = async () => {
      const all = [
        ...(await journalOf(admin, true)),
        ...(await admin<Awaited<ReturnType<typeof journalOf>>>("GET", "requests?account=filial")),
      ];
      return all.filter(({ method }) => method === "PUT");
    };
    let done = await written();
    const wanted = commands + 2 * probes;
    while (done.filter(({ status }) => status === 200).length < wanted && Date.now() - startedAt < limitMs) {
      await delay(500);
      done = await written();
    }
    const doneAt = new Map<string, number>();
    for (const { path, status, at } of done) {
      const id = [...path.matchAll(/[0-9a-f-]{36}/g)][0]?.[0] ?? "";
      if (status === 200 && !doneAt.has(id)) doneAt.set(id, Date.parse(at));
    }
    const waitsOf = (kind: number, count: number): number[] =>
      held(kind, count).map(({ id }) => (doneAt.get(id) ?? Number.POSITIVE_INFINITY) - (sentAt.get(id) ?? 0));
    const ofAccount = [...held(0, commands), ...held(1, probes)].map(({ id }) => doneAt.get(id) ?? Number.NaN);
    const tookMs = Math.max(...ofAccount) - startedAt;
    return {
      otherAccountMs: percentiles(waitsOf(2, probes)),
      otherSourceMs: percentiles(waitsOf(1, probes)),
      tookMs,
      usedShare: ofAccount.length / (tookMs / rateRules(scaledLimits).perTokenMs),
      refusedByWts: done.filter(({ status }) => status === 429).length,
      undone: wanted - doneAt.size,
    };
  } finally {
    client.destroy();
    await running.stop();
  }
};
