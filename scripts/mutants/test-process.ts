// A process that runs tests with one mutant after the other, or one test file without any, to record what it reaches.
import { registerFreshModules } from "./fresh-modules.ts";
import { startReachRecorder } from "./reach-recorder.ts";
import { runTestFile } from "./run-test-file.ts";
import type { DryRun, DryRunOrder, Reached, TestAnswer, TestOrder, TestRecord } from "./test-order.ts";

/** As test/setup/run-test-file.mjs: the tests find the same globals, and the same names mean the same files. */
const setUp = async (): Promise<void> => {
  await import(new URL("../../node_modules/jest-light-runner/src/global-setup.js", import.meta.url).href);
  await import(new URL("../../test/setup/resolve-modules.mjs", import.meta.url).href);
};

/** The title of the first test that fails. */
const firstFailure = async (files: TestOrder["files"]): Promise<string | undefined> => {
  for (const { path, only, count } of files) {
    let failed: string | undefined;
    const run = runTestFile(path, (found) => ({
      // With other tests than in the dry run, their places mean nothing.
      isWanted: (index) => found !== count || only.includes(index),
      beforeTest: async () => {},
      afterTest: async ({ title, errors: [error] }) => {
        if (error === undefined) return;
        failed = title;
        throw error;
      },
    }));
    const thrown = await run.then(
      () => undefined,
      (error: unknown) => `${path}: ${String(error)}`,
    );
    if (thrown !== undefined) return failed ?? thrown;
  }
  return undefined;
};

const merge = (one: Reached, other: Reached): Reached => ({
  ...one,
  ...Object.fromEntries(Object.entries(other).map(([url, places]) => [url, [...(one[url] ?? []), ...places]])),
});

const recordFile = async ({ path, watched }: DryRunOrder): Promise<DryRun> => {
  const recorder = await startReachRecorder(watched);
  const tests: TestRecord[] = [];
  let count = 0;
  let atImport: Reached = {};
  let begunAt = 0;
  await runTestFile(path, (found) => {
    count = found;
    return {
      isWanted: () => true,
      beforeTest: async () => {
        atImport = merge(atImport, await recorder.take());
        begunAt = performance.now();
      },
      afterTest: async ({ index, title, errors }) => {
        const durationMs = performance.now() - begunAt;
        tests.push({ index, title, isPassed: errors.length === 0, durationMs, reached: await recorder.take() });
      },
    };
  });
  return { count, atImport, tests };
};

await setUp();
const modules = registerFreshModules(process.cwd());

const answerTo = async (order: TestOrder | DryRunOrder): Promise<TestAnswer> => {
  if ("watched" in order) {
    modules.begin();
    return { outcome: "recorded", run: await recordFile(order) };
  }
  modules.begin(order.mutated);
  const title = await firstFailure(order.files);
  return title === undefined ? { outcome: "passed" } : { outcome: "failed", title };
};

process.on("message", async (order: TestOrder | DryRunOrder) => {
  process.send?.(await answerTo(order));
});
process.send?.("ready");
