// Opens the console of what runs here, in a process of its own: it is for people, and what it costs or breaks is nothing to the stack.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { ownModule } from "../own-module.ts";

export interface OpenedConsole {
  /** It lets one browser in, once. */
  readonly address: string;
  stop(): Promise<void>;
}

interface ConsoleOptions {
  readonly environment: NodeJS.ProcessEnv;
  /** Port 0 takes any free one. */
  readonly port: number;
  /** Whoever is stopped waits for no console. */
  readonly signal?: AbortSignal;
  /** The command line, unless it is said. */
  readonly program?: string;
  /** Is called with why, if it ended although nobody stopped it. */
  onLost(why: string): void;
}

const graceMs = 2_000;
const openLimitMs = 30_000;
const linesKept = 10;

/** Throws an Error with what it said where it did not open. */
export const openConsole = async ({
  environment,
  port,
  signal,
  program = fileURLToPath(ownModule("../../cli/hooks", import.meta.url)),
  onLost,
}: ConsoleOptions): Promise<OpenedConsole> => {
  const child = spawn(process.execPath, [program, "console", ...(port === 0 ? [] : [`--port=${port}`])], {
    env: {
      ...environment,
      // It ends with who started it, as what npm starts does: whoever is killed sends no signal.
      npm_lifecycle_event: environment.npm_lifecycle_event ?? "start",
    },
    stdio: ["ignore", "pipe", "pipe"],
    // Ctrl-C in a terminal is for who started it.
    detached: true,
  });
  const said: string[] = [];
  const [answers, complaints] = [child.stdout, child.stderr].map((input) => createInterface({ input }));
  complaints?.on("line", (line) => {
    if (said.push(line.replace(/^error: /, "")) > linesKept) said.shift();
  });
  const ended = once(child, "close");
  let isStopping = false;
  const stop = async (): Promise<void> => {
    isStopping = true;
    child.kill("SIGTERM");
    const patience = setTimeout(() => child.kill("SIGKILL"), graceMs);
    await ended;
    clearTimeout(patience);
  };
  const kill = (): boolean => child.kill("SIGKILL");
  const late = setTimeout(kill, openLimitMs);
  signal?.addEventListener("abort", kill);
  const opened = new Promise<string>((resolve, reject) => {
    answers?.on("line", (line) => {
      if (/^http:\/\/127\.0\.0\.1:\d+\//.test(line)) resolve(line);
    });
    ended.then(() => reject(new Error(said.join("\n") || "it said no address")), reject);
  });
  const address = await opened.finally(() => {
    clearTimeout(late);
    signal?.removeEventListener("abort", kill);
  });
  const report = (): void => {
    if (!isStopping) onLost(said.join("\n"));
  };
  ended.then(report, report);
  return { address, stop };
};
