// Runs test files in bare Node, each worker a process of its own, so that a test sees no process that its neighbour started.
// jest-light-runner has such a runner, too, but two workers that start at once can miss what it tells them, and wait for ever.
import { fileURLToPath } from "node:url";
import Tinypool from "tinypool";

/** It is inherited by every process that a test starts: without it, each strips and compiles the whole program anew. */
const compileCache = fileURLToPath(new URL("../../node_modules/.cache/node", import.meta.url));

export default class ProcessRunner {
  #globalConfig;

  constructor(globalConfig) {
    this.#globalConfig = globalConfig;
  }

  /** Jest calls it once a run; `onStart`, `onResult` and `onFailure` are how it learns what becomes of each file. */
  async runTests(tests, _watcher, onStart, onResult, onFailure) {
    const globalConfig = this.#globalConfig;
    const { maxWorkers } = globalConfig;
    const pool = new Tinypool({
      filename: fileURLToPath(new URL("run-test-file.mjs", import.meta.url)),
      runtime: "child_process",
      minThreads: maxWorkers,
      maxThreads: maxWorkers,
      // The slow tests, which run one at a time, swap modules for others: no file may find those of the one before it.
      isolateWorkers: maxWorkers === 1,
      env: { NODE_COMPILE_CACHE: compileCache, ...process.env },
    });
    const waiting = tests.values();
    const runNext = async () => {
      for (const test of waiting) {
        await onStart(test);
        await pool.run({ path: test.path, globalConfig, projectConfig: test.context.config }).then(
          (result) => onResult(test, result),
          (error) => onFailure(test, error),
        );
      }
    };
    await Promise.all(Array.from({ length: maxWorkers }, runNext));
    await pool.destroy();
  }
}
