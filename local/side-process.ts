// Starts what stands around the functions, each in a process of its own, so that killing one tests what it should.
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { userFolder } from "./user-folder.mjs";

/** What Node has compiled once need not be compiled at every start, which takes half of the time until all is up. */
const compileCache = join(userFolder(), "node_modules/.cache/node");
const linesKept = 20;
const graceMs = 2_000;

interface SideProcess {
  /** What it said about itself when it was up. */
  readonly ready: Readonly<Record<string, string>>;
  send(message: object): void;
  stop(): Promise<void>;
  /** Sends SIGKILL at once; resolves when the process is gone. */
  kill(): Promise<void>;
}

interface SideProcessOptions {
  /** What people call it. */
  readonly name: string;
  readonly file: string;
  readonly environment: NodeJS.ProcessEnv;
  onLog(name: string, line: string): void;
  /** Is called if it ended although nobody stopped it. */
  onLost(message: string): void;
  /** Is called with what it says after it is up. */
  onMessage?(message: unknown): void;
}

const readyOf = (message: unknown): Record<string, string> | undefined => {
  if (typeof message !== "object" || message === null || !("ready" in message)) return undefined;
  const { ready } = message;
  if (typeof ready !== "object" || ready === null) return undefined;
  return Object.fromEntries(Object.entries(ready).map(([name, value]) => [name, String(value)]));
};

/** The process sends `{ready: {…}}` when it is up, and ends when the channel to us closes. */
export const startSideProcess = async (options: SideProcessOptions): Promise<SideProcess> => {
  const child = fork(options.file, [], {
    env: { NODE_COMPILE_CACHE: compileCache, ...options.environment },
    execArgv: [],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    // It gets a process group of its own: Ctrl-C in a terminal must not end it before those who still talk to it.
    detached: true,
  });
  const lines: string[] = [];
  const readers = [child.stdout, child.stderr].flatMap((stream) => (stream ? createInterface({ input: stream }) : []));
  for (const reader of readers)
    reader.on("line", (line) => {
      if (lines.push(line) > linesKept) lines.shift();
      options.onLog(options.name, line);
    });
  // The child's own `close` would not do: it does not come once the channel was closed from this side.
  const ended = Promise.all([once(child, "exit"), ...readers.map((reader) => once(reader, "close"))]);

  const ready = await new Promise<Record<string, string>>((resolve, reject) => {
    child.on("message", (message) => {
      const said = readyOf(message);
      if (said) resolve(said);
      else options.onMessage?.(message);
    });
    ended.then(() => reject(new Error(`${options.name} did not start:\n${lines.join("\n")}`)), reject);
  });

  let stopping = false;
  const report = (): void => {
    if (!stopping) options.onLost(`${options.name} ended by itself:\n${lines.join("\n")}`);
  };
  ended.then(report, report);
  return {
    ready,
    send: (message) => {
      // It may be killed at this very moment: `ended` reports that, and an error here would end us as well.
      if (child.connected) child.send(message, () => {});
    },
    kill: async () => {
      stopping = true;
      child.kill("SIGKILL");
      await ended;
    },
    stop: async () => {
      stopping = true;
      if (child.connected) child.disconnect();
      const patience = setTimeout(() => child.kill("SIGKILL"), graceMs);
      await ended;
      clearTimeout(patience);
    },
  };
};
