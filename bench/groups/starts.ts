// What the first call in a fresh environment costs: the start of the runtime and of the code, and what the call itself needs.
import type { Group, Line, Sample } from "../frame/group.ts";
import { askedOf } from "../world/asked-of.ts";
import { newSessionIds, updateEvent, webhookEvent } from "../world/deliveries.ts";
import { firstEventOf } from "../world/first-events.ts";
import { installRivals } from "../world/install-rivals.ts";
import { installRuntime } from "../world/install-runtime.ts";
import type { ConfigName } from "../world/packaged.ts";
import { drainCommands } from "../world/queued-commands.ts";
import { type RivalName, rival } from "../world/rivals.ts";
import { packagedFunction, type Startable } from "../world/start-function.ts";
import type { World } from "../world/world.ts";
import { bothCommits } from "./both-commits.ts";
import { receiveLines } from "./receive-lines.ts";

export const bareLine = "bare handler";
export const expressLine = "Express: a webhook";

const started = async (what: Startable, event: object): Promise<Sample> => {
  const environment = await what.start();
  try {
    const startMs = performance.now();
    await environment.invoke(event);
    const callMs = performance.now() - startMs;
    return { wallMs: environment.initMs + callMs, cpuMs: environment.cpuMs(), initMs: environment.initMs };
  } finally {
    await environment.stop();
  }
};

const heldUpdate = async (world: World): Promise<{ sessionId: string; event: object }> => {
  const [sessionId = ""] = newSessionIds(1);
  await world.holdSessions([sessionId]);
  return { sessionId, event: updateEvent(sessionId) };
};

/** As many calls as an update makes in its first call. */
const askedOfUpdate = async (world: World): Promise<object> => {
  const update = await packagedFunction(world, "paths", "update-session");
  const { event } = await heldUpdate(world);
  await world.takeCounts();
  await started(update, event);
  return { ...askedOf(await world.takeCounts(), 1), updates: 1 };
};

export const starts: Group = {
  name: "starts",
  title: "Start and first call",
  measures:
    "Each sample is a process of its own: Node 24 with aws-lambda-ric, from nothing until the first call is answered. The mapping box, where a configuration needs one, is started within that, and its processor time counts. AWS and WTS are emulators and a stand-in in other processes on the same machine. `SDK` makes the same calls and does nothing else; `signed` makes them with AWS's signer over node:http.",
  metrics: [
    { key: "wallMs", heading: "ms", digits: 0, hasRatio: true },
    { key: "cpuMs", heading: "CPU ms", digits: 0, hasRatio: true },
    { key: "initMs", heading: "of these, init ms", digits: 0 },
  ],
  reference: bareLine,
  rounds: 15,
  quickRounds: 3,
  open: async (shared, wants) => {
    const world = await shared.world();
    installRivals(shared.note);
    installRuntime(shared.note);
    const lines: Line[] = [];
    const add = (
      name: string,
      role: Line["role"],
      open: () => Promise<() => Promise<Sample>>,
    ): Promise<void> | void => {
      if (wants(name)) return open().then((sample) => void lines.push({ name, role, sample }));
    };
    const addRival = (name: string, role: Line["role"], of: RivalName, eventOf: () => Promise<object>) =>
      add(name, role, async () => {
        const code = await rival(world, of);
        return async () => started(code, await eventOf());
      });
    const addFunction = async (line: string, config: ConfigName, functionName: string): Promise<void> => {
      for (const { name, role, isBeside } of bothCommits(world, line))
        await add(name, role, async () => {
          const code = await packagedFunction(world, config, functionName, isBeside);
          return async () => started(code, await firstEventOf(world, functionName));
        });
    };

    await addRival(bareLine, "floor", "bare", async () => ({}));
    await addRival("signed: a webhook's calls", "floor", "signed-queue", async () => ({}));
    await addRival("SDK: a webhook's calls", "rival", "sdk-queue", async () => ({}));
    await addRival(expressLine, "rival", "express", async () => webhookEvent("shop", newSessionIds(1)[0] ?? ""));
    for (const config of ["paths", "jsonata", "functions"] as const)
      await addFunction(receiveLines[config], config, "receive-webhook");
    let asked: Promise<object> | undefined;
    const askedUpdate = async (): Promise<object> => {
      asked ??= askedOfUpdate(world);
      const calls = await asked;
      const { sessionId } = await heldUpdate(world);
      return { ...calls, sessionId };
    };
    await addRival("signed: an update's calls", "floor", "signed-update", askedUpdate);
    await addRival("SDK: an update's calls", "rival", "sdk-update", askedUpdate);
    await addRival("Express: an update", "rival", "express", async () => (await heldUpdate(world)).event);
    const { functions } = await world.templateOf("paths");
    const others = functions.map(({ name }) => name).filter((name) => name !== "receive-webhook");
    // It is the one with a goal, so it stands beside its rivals.
    const ordered = others.toSorted(
      (one, other) => Number(other === "update-session") - Number(one === "update-session"),
    );
    for (const functionName of ordered) await addFunction(functionName, "paths", functionName);
    return { lines, close: async () => void (await drainCommands(world)) };
  },
};
