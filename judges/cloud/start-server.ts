// Starts a server of another project as a process of its own, and ends it with everything that it has started: when it is stopped, and
// also when this process ends without doing so.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";

const endsWithParent = join(import.meta.dirname, "ends-with-parent.py");
const linesShown = 30;
const pauseMs = 100;

export interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

interface ServerOptions {
  /** What people call it. */
  readonly name: string;
  /** The Python that has it. */
  readonly python: string;
  /** A file, or -m and a module. */
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
  /** All that it prints is kept there. */
  readonly logFile: string;
  readonly startWithinMs: number;
  /** Where it listens, told by the first line that it prints; undefined while that is no address. */
  urlFrom(firstLine: string): string;
  /** Its path that answers once it is up. */
  readonly healthPath: string;
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;

const answers = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
};

export const startServer = async (options: ServerOptions): Promise<RunningServer> => {
  const { name, python, args, environment, folder, logFile, startWithinMs } = options;
  const child = spawn(python, ["-u", endsWithParent, ...args], {
    cwd: folder,
    env: environment,
    // It reads nothing from its standard input but that this process has ended.
    stdio: ["pipe", "pipe", "pipe"],
    // What it starts belongs to its group, and ends with it.
    detached: true,
  });
  const log = createWriteStream(logFile);
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const ended = once(child, "close");

  const stop = async (): Promise<void> => {
    if (child.pid !== undefined && !hasEnded(child)) process.kill(-child.pid, "SIGKILL");
    await ended;
    log.end();
  };

  const fail = (how: string): Error => {
    const said = readFileSync(logFile, "utf8").trim().split("\n").slice(-linesShown).join("\n");
    return new Error(`${name} ${how}; the last it said:\n${said}`);
  };

  const endBy = Date.now() + startWithinMs;
  const lines = createInterface({ input: child.stdout });
  try {
    const [firstLine] = await Promise.race([once(lines, "line"), ended.then(() => [""])]);
    const url = options.urlFrom(firstLine);
    while (!(await answers(url + options.healthPath))) {
      if (hasEnded(child)) throw fail("ended while it started");
      if (Date.now() > endBy) throw fail(`is not up after ${startWithinMs / 1000} s`);
      await delay(pauseMs);
    }
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
