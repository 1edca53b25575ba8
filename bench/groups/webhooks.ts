// What an accepted webhook costs when all is warm: verified, mapped, and queued.
import type { Group } from "../frame/group.ts";
import { newSessionIds, webhookEvent } from "../world/deliveries.ts";
import { installRivals } from "../world/install-rivals.ts";
import { installRuntime } from "../world/install-runtime.ts";
import { drainCommands } from "../world/queued-commands.ts";
import { type RivalName, rival } from "../world/rivals.ts";
import { packagedFunction, type Startable, type Started } from "../world/start-function.ts";
import { bothCommits } from "./both-commits.ts";
import { receiveLines } from "./receive-lines.ts";
import { bareLine, expressLine } from "./starts.ts";
import { type WarmLine, warmLine, warmUpAll } from "./warm-line.ts";

export const queueCallLine = "SDK: its call alone";

export const webhooks: Group = {
  name: "webhooks",
  title: "An accepted webhook, warm",
  measures:
    "One environment of each, under aws-lambda-ric, is called again and again with signed deliveries of 2 kB. The processor time is that of its process and of the mapping box; the queue is an emulator in another process, whose time is in the wall time alone. Beside it the same call by the SDK and nothing else, signed by AWS's signer over node:http, and the same job as people write it.",
  metrics: [
    { key: "cpuMs", heading: "CPU ms", digits: 2, hasRatio: true },
    { key: "wallMs", heading: "ms", digits: 2, hasRatio: true },
  ],
  reference: queueCallLine,
  rounds: 11,
  quickRounds: 3,
  open: async (shared, wants) => {
    const world = await shared.world();
    installRivals(shared.note);
    installRuntime(shared.note);
    const environments: Started[] = [];
    const lines: WarmLine[] = [];
    const pieces = shared.isQuick ? 40 : 100;

    const add = async (name: string, role: WarmLine["role"], open: () => Promise<Startable>, queues = true) => {
      if (!wants(name)) return;
      const environment = await (await open()).start();
      environments.push(environment);
      const prepare = async (count: number) => {
        const events = newSessionIds(count).map((sessionId) => webhookEvent("shop", sessionId));
        return async () => {
          for (const event of events) await environment.invoke(event);
        };
      };
      const check = async (count: number): Promise<void> => {
        const drained = await drainCommands(world);
        const expected = queues ? count : 0;
        if (drained !== expected) throw new Error(`${name}: the queue got ${drained} messages, expected ${expected}`);
      };
      lines.push(warmLine({ name, role, environments: [environment], prepare, check }, pieces));
    };
    const addRival = (name: string, role: WarmLine["role"], of: RivalName, queues = true) =>
      add(name, role, () => rival(world, of), queues);

    const close = async (): Promise<void> => {
      for (const environment of environments) await environment.stop();
    };
    try {
      await drainCommands(world);
      await addRival(bareLine, "floor", "bare", false);
      await addRival("signed: its call alone", "floor", "signed-queue");
      await addRival(queueCallLine, "rival", "sdk-queue");
      await addRival(expressLine, "rival", "express");
      for (const config of ["paths", "jsonata", "functions"] as const)
        for (const { name, role, isBeside } of bothCommits(world, receiveLines[config]))
          await add(name, role, () => packagedFunction(world, config, "receive-webhook", isBeside));
      await warmUpAll(lines, shared.isQuick ? 120 : 600);
      return { lines, close };
    } catch (error) {
      await close();
      throw error;
    }
  },
};
