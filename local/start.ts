// `npm start`: builds, packages and runs everything here until it is told to stop.
import { once } from "node:events";
import { packageFunctions } from "./package-functions.ts";
import { checkSecretsFile } from "./secrets-file.ts";
import { defaultSecretsFile, startStack } from "./stack.ts";
import { findSample, nextSteps } from "./start/next-steps.ts";
import { readSettings } from "./start/read-settings.ts";
import { refuseSecondStart, removeRunningFile, writeRunningFile } from "./start/running-file.ts";
import { stopSignal } from "./start/stop-signal.ts";

const lost = new AbortController();
const stopping = AbortSignal.any([stopSignal(), lost.signal]);

const fail = (message: string): void => {
  process.exitCode = 1;
  console.error(message);
};

const run = async (): Promise<void> => {
  const { runningFile, ...settings } = readSettings(process.env);
  refuseSecondStart(runningFile);
  checkSecretsFile(settings.secretsFile ?? defaultSecretsFile);
  if (!settings.packageDir) {
    console.log("Building and packaging …");
    await packageFunctions(stopping);
  }
  const stack = await startStack({
    ...settings,
    onLog: (source, line) => console.log(`${source} | ${line}`),
    onLost: (message) => {
      fail(message);
      lost.abort();
    },
  });
  try {
    writeRunningFile(runningFile, stack);
    console.log(nextSteps(stack, await findSample(stack, process.env)));
    if (!stopping.aborted) await once(stopping, "abort");
  } finally {
    removeRunningFile(runningFile);
    await stack.stop();
  }
};

try {
  await run();
} catch (error) {
  if (!stopping.aborted) fail(error instanceof Error ? error.message : String(error));
}
