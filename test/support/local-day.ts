// A stack as `npm start` runs it, and the command line beside it: time passes by `local clock`, and people act by `local say`.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig, type HooksConfigInput } from "../../lib/config.ts";
import type { BusEvent } from "../../local/lambda/event-bus.ts";
import type { StackOptions } from "../../local/stack.ts";
import { writeRunningFile } from "../../local/start/running-file.ts";
import { subscribeStandIn } from "../../local/start/subscribe-stand-in.ts";
import { type Result, runHere } from "../cli/support/hooks-for-tests.ts";
import { packageWithConfig } from "./package-with-config.ts";
import { runStack } from "./running-stack.ts";
import { until } from "./until.ts";

export interface LocalTalk {
  readonly id: string;
  readonly status: string;
  readonly userId: string | null;
  readonly departmentId: string | null;
  readonly endAt: string | null;
  readonly messages: readonly { readonly text: string | null; readonly origin: string }[];
}

/** Longer than until the next minute's run, which takes what another function had in hand, on a busy machine. */
const patienceMs = 100_000;
const runPatienceMs = 5_000;

/** WTS has no conversation yet. `config` is what functions and command line run by; it must be JSON. */
export const startLocalDay = async (config: HooksConfigInput, options: StackOptions = {}) => {
  const folder = mkdtempSync(join(tmpdir(), "day-"));
  const runningFile = join(folder, "running.json");
  const events: BusEvent[] = [];
  const running = await runStack({
    ...options,
    packageDir: packageWithConfig(config),
    onEvent: (event) => events.push(event),
    onClock: () => writeRunningFile(runningFile, running.stack),
  });
  const { stack, admin, lines } = running;
  writeRunningFile(runningFile, stack);
  await admin("POST", "reset", { sessions: [] });
  const parsed = defineConfig(config);
  await subscribeStandIn(stack, config);

  const typed = (...args: string[]): Promise<Result> =>
    runHere(args, { LOCAL_RUNNING_FILE: runningFile }, { config: parsed });

  /** What it prints; throws where it does not end well. */
  const hooks = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await typed(...args);
    if (code !== 0) throw new Error(`${args.join(" ")} ended with ${code}: ${stderr}${stdout}`);
    return stdout;
  };

  const json = async <Answer>(...args: string[]): Promise<Answer> =>
    JSON.parse(await hooks(...args, "--json")) as Answer;

  const talk = (id: string): Promise<LocalTalk> => admin<LocalTalk>("GET", `sessions/${id}`);

  return {
    stack,
    admin,
    lines,
    events,
    runningFile,
    typed,
    hooks,
    json,
    talk,
    /** Somebody new writes to a department; answers the session's id. */
    arrive: async (name: string, text: string, department: string): Promise<string> => {
      const args = ["local", "say", name, text, "--new", "--department", department];
      return (await json<{ sessionId: string }>(...args)).sessionId;
    },
    /** Resolves when it is true of the session. */
    until: (id: string, isTrue: (talk: LocalTalk) => boolean, what: string): Promise<void> => {
      let nextRunAt = performance.now() + runPatienceMs;
      const isSo = async (): Promise<boolean> => {
        if (isTrue(await talk(id))) return true;
        if (performance.now() < nextRunAt) return false;
        // The next run takes what another function had in hand; it is a minute later, here as well.
        await stack.clock.moveTo(stack.clock.offsetMs() + 60_000);
        nextRunAt = performance.now() + runPatienceMs;
        return isTrue(await talk(id));
      };
      return until(isSo, what, patienceMs);
    },
    stop: async (): Promise<void> => {
      await running.stop();
      rmSync(folder, { recursive: true });
    },
  };
};

export type LocalDay = Awaited<ReturnType<typeof startLocalDay>>;
