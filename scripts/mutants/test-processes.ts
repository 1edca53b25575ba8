// Starts test processes, and ends each with everything it started, whatever a mutant makes of it.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { DryRunOrder, TestAnswer, TestOrder } from "./test-order.ts";

export type ProcessAnswer = TestAnswer | { outcome: "crashed" } | { outcome: "timed out" };

export interface ProcessSettings {
  root: string;
  /** For what the tests write. */
  temporaryFolder: string;
}

export interface TestProcess {
  /** How often it was asked. */
  asked: number;
  /** After "crashed" and "timed out" it is of no use any more. */
  ask: (order: TestOrder | DryRunOrder, limitMs: number) => Promise<ProcessAnswer>;
  end: () => void;
}

const program = new URL("test-process.ts", import.meta.url);
/** A mutant that never stops collecting has to end before the machine is out of memory. */
const options = ["--disable-warning=ExperimentalWarning", "--max-old-space-size=1024"];

const running = new Set<ChildProcess>();

const killGroup = (child: ChildProcess): void => {
  running.delete(child);
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
};

process.once("exit", () => {
  for (const child of running) killGroup(child);
});

export const startTestProcess = ({ root, temporaryFolder }: ProcessSettings): TestProcess => {
  const env = { ...process.env, JEST_WORKER_ID: "1", TEST_RUN_FOLDER: temporaryFolder, TMPDIR: temporaryFolder };
  const child = fork(program, {
    cwd: root,
    env,
    execArgv: options,
    // A group of its own, so that the processes which its tests have started end with it.
    detached: true,
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  running.add(child);
  // How long the start takes is the machine's affair, not the mutant's.
  const ready = Promise.race([once(child, "message"), once(child, "exit")]);
  const answer = async (signal: AbortSignal): Promise<ProcessAnswer> => {
    const [message] = await once(child, "message", { signal });
    return message;
  };
  const exit = async (signal: AbortSignal): Promise<ProcessAnswer> => {
    await once(child, "exit", { signal });
    return { outcome: "crashed" };
  };
  return {
    asked: 0,
    async ask(order, limitMs) {
      this.asked += 1;
      await ready;
      if (child.exitCode !== null || child.signalCode !== null) return { outcome: "crashed" };
      const over = new AbortController();
      const { promise: late, resolve } = Promise.withResolvers<ProcessAnswer>();
      const timer = setTimeout(() => resolve({ outcome: "timed out" }), limitMs);
      // Whichever is not first is given up, and fails with that.
      const first = Promise.race([answer(over.signal), exit(over.signal), late]);
      child.send(order);
      try {
        return await first;
      } finally {
        clearTimeout(timer);
        over.abort();
      }
    },
    end: () => killGroup(child),
  };
};
