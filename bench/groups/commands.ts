// What an update costs when all is warm, from whoever wishes it to WTS: as a PATCH, and as a webhook that the worker applies.
import type { Group } from "../frame/group.ts";
import { askedOf } from "../world/asked-of.ts";
import { newSessionIds, updateEvent, webhookEvent } from "../world/deliveries.ts";
import { installRivals } from "../world/install-rivals.ts";
import { installRuntime } from "../world/install-runtime.ts";
import type { ConfigName } from "../world/packaged.ts";
import { drainCommands, takeCommands } from "../world/queued-commands.ts";
import { type RivalName, rival } from "../world/rivals.ts";
import { packagedFunction, type Startable, type Started } from "../world/start-function.ts";
import { bothCommits } from "./both-commits.ts";
import { type WarmLine, warmLine, warmUpAll } from "./warm-line.ts";

export const commandLines = {
  patchSdk: "SDK: a PATCH's calls",
  patch: "PATCH, applied",
  update: "webhook (function) to update, one at a time",
  updateBatch: "webhook (function) to update, ten at a time",
  updatePaths: "webhook (no expression) to update, one at a time",
  complete: "webhook (function) to complete: note, metadata, classification",
} as const;

const batchSize = 10;

export const commands: Group = {
  name: "commands",
  title: "An applied command, warm",
  measures:
    "As above; for what goes through the queue, the processor time of receive-webhook and of apply-commands is added up, and what takes messages from one to the other is not counted, as on Lambda. `SDK` and `signed` make as many calls to AWS as the line below them was counted to make in this run, and the PUT, one after the other, and know nothing of sessions, order or copies; Express calls WTS and nothing else. A completion is four calls to WTS.",
  metrics: [
    { key: "cpuMs", heading: "CPU ms", digits: 2, hasRatio: true },
    { key: "wallMs", heading: "ms", digits: 2 },
  ],
  reference: commandLines.patchSdk,
  rounds: 11,
  quickRounds: 3,
  open: async (shared, wants) => {
    const world = await shared.world();
    installRivals(shared.note);
    installRuntime(shared.note);
    const environments: Started[] = [];
    const lines: WarmLine[] = [];
    const pieces = shared.isQuick ? 20 : 40;
    const start = async (code: Promise<Startable>): Promise<Started> => {
      const environment = await (await code).start();
      environments.push(environment);
      return environment;
    };
    const hold = async (count: number): Promise<readonly string[]> => {
      const sessionIds = newSessionIds(count);
      await world.holdSessions(sessionIds);
      return sessionIds;
    };
    const wrote = async (name: string, expected: number): Promise<void> => {
      const written = await world.wtsWrites();
      if (written !== expected) throw new Error(`${name}: WTS answered ${written} writes, expected ${expected}`);
    };
    /** What is called directly: one event a session. */
    const direct = (name: string, role: WarmLine["role"], environment: Started, eventOf: (id: string) => object) =>
      warmLine(
        {
          ...{ name, role, environments: [environment] },
          prepare: async (count) => {
            const events = (await hold(count)).map(eventOf);
            return async () => {
              for (const event of events) await environment.invoke(event);
            };
          },
          check: async (count) => {
            await drainCommands(world);
            await wrote(name, count);
          },
        },
        pieces,
      );
    interface Queued {
      readonly name: string;
      readonly role?: WarmLine["role"];
      readonly isBeside?: boolean;
      readonly config: ConfigName;
      readonly source?: string;
      readonly atOnce?: number;
      readonly writes?: number;
    }
    const queued = async (line: Queued): Promise<WarmLine> => {
      const { name, role = "ours", isBeside = false, config, source = "shop", atOnce = 1, writes = 1 } = line;
      const receiver = await start(packagedFunction(world, config, "receive-webhook", isBeside));
      const worker = await start(packagedFunction(world, config, "apply-commands", isBeside));
      const work = async (events: readonly object[]): Promise<void> => {
        for (let done = 0; done < events.length; done += atOnce) {
          const together = events.slice(done, done + atOnce);
          for (const event of together) await receiver.invoke(event);
          const taken = await takeCommands(world, together.length);
          await worker.invoke(taken.event);
          await taken.remove();
        }
      };
      return warmLine(
        {
          ...{ name, role, environments: [receiver, worker] },
          prepare: async (count) => {
            const events = (await hold(count)).map((sessionId) => webhookEvent(source, sessionId));
            return () => work(events);
          },
          check: (count) => wrote(name, writes * count),
        },
        pieces,
      );
    };
    /** Counts what a line asks of AWS, and puts before it the rivals that ask for as much. */
    const addWithRivals = async (line: WarmLine, sdkName: string, signedName: string): Promise<void> => {
      await line.warmUp(batchSize);
      await world.takeCounts();
      await line.warmUp(batchSize);
      const asked = { ...askedOf(await world.takeCounts(), batchSize), updates: 1 };
      shared.note(`${line.name}: the rivals make ${JSON.stringify(asked)}`);
      const rivals: readonly (readonly [string, WarmLine["role"], RivalName])[] = [
        [signedName, "floor", "signed-update"],
        [sdkName, "rival", "sdk-update"],
      ];
      for (const [name, role, of] of rivals)
        if (wants(name))
          lines.push(direct(name, role, await start(rival(world, of)), (sessionId) => ({ ...asked, sessionId })));
      if (wants(line.name)) lines.push(line);
    };

    const close = async (): Promise<void> => {
      for (const environment of environments) await environment.stop();
    };
    try {
      await drainCommands(world);
      const patch = await start(packagedFunction(world, "paths", "update-session"));
      await addWithRivals(
        direct(commandLines.patch, "ours", patch, updateEvent),
        commandLines.patchSdk,
        "signed: a PATCH's calls",
      );
      for (const { name, role, isBeside } of bothCommits(world, commandLines.patch))
        if (isBeside && wants(name)) {
          const earlier = await start(packagedFunction(world, "paths", "update-session", isBeside));
          lines.push(direct(name, role, earlier, updateEvent));
        }
      if (wants("Express: a PATCH"))
        lines.push(direct("Express: a PATCH", "rival", await start(rival(world, "express")), updateEvent));
      if (wants(commandLines.update))
        await addWithRivals(
          await queued({ name: commandLines.update, config: "functions" }),
          "SDK: a webhook's and its update's calls",
          "signed: a webhook's and its update's calls",
        );
      for (const line of bothCommits(world, commandLines.update))
        if (line.isBeside && wants(line.name)) lines.push(await queued({ ...line, config: "functions" }));
      const more: readonly Queued[] = [
        { name: commandLines.updateBatch, config: "functions", atOnce: batchSize },
        { name: commandLines.updatePaths, config: "paths" },
        { name: commandLines.complete, config: "functions", source: "closing", writes: 3 },
      ];
      for (const each of more)
        for (const line of bothCommits(world, each.name))
          if (wants(line.name)) lines.push(await queued({ ...each, ...line }));
      await warmUpAll(lines, shared.isQuick ? 60 : 240);
      return { lines, close };
    } catch (error) {
      await close();
      throw error;
    }
  },
};
