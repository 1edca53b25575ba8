// Plays the demo's day up to where something of everything can be seen, at an hour that is the same each time, and opens its console.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Language } from "../../lib/core/texts/language.ts";
import { playDay } from "../../local/demo/day.ts";
import { type StartedDemo, startDemo } from "../../local/demo/start-demo.ts";
import { openConsole } from "../../local/start/open-console.ts";
import { writeRunningFile } from "../../local/start/running-file.ts";

/** A Tuesday at 9:30 in São Paulo. The clock goes only forward, so it is one to come. */
const begin = Date.parse("2030-03-12T12:30:05Z");
/** The last step is tomorrow, when nothing is held or due any more. */
const stepCount = 4;
const nobodysSession = "de300000-0000-4000-8000-000000000999";

export interface PictureWorld {
  readonly address: string;
  /** An instant of the stack's clock. */
  now(): number;
  /** How far that is from the machine's. */
  offsetMs(): number;
  stop(): Promise<void>;
}

export const startPictureWorld = async (language: Language): Promise<PictureWorld> => {
  const folder = mkdtempSync(join(tmpdir(), "pictures-"));
  const runningFile = join(folder, "running.json");
  let demo: StartedDemo | undefined;
  demo = await startDemo(language, () => {
    if (demo) writeRunningFile(runningFile, demo.stack);
  });
  const { stack, world, configFile } = demo;
  const stop = async (): Promise<void> => {
    await stack.stop();
    rmSync(folder, { recursive: true });
  };
  try {
    await stack.clock.moveTo(begin - Date.now());
    const failed = await playDay({ stack, world, language, configFile, stepCount });
    if (failed > 0) throw new Error(`${failed} steps of the demo's day were not as expected: npm run demo says more`);
    // Somebody at the CRM has typed a session that WTS does not know.
    const data = { id: "4711", session_id: nobodysSession, value: "1890.00" };
    const timestamp = new Date(Date.now() + stack.clock.offsetMs()).toISOString();
    await world.deliver("crm", { id: "evt-4711", type: "deal.won", timestamp, data });
    const opened = await openConsole({
      environment: { ...process.env, HOOKS_CONFIG: configFile, LOCAL_RUNNING_FILE: runningFile },
      port: 0,
      onLost: (why) => console.error(why),
    });
    return {
      address: opened.address,
      now: () => Date.now() + stack.clock.offsetMs(),
      offsetMs: stack.clock.offsetMs,
      stop: async () => {
        await opened.stop();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
