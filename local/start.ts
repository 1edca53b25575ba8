// `npm start` builds, packages and runs everything here until it is stopped.
import { once } from "node:events";
import { shownText } from "../lib/core/texts/shown-text.ts";
import { packageFunctions } from "./package-functions.ts";
import type { Packaged } from "./rebuild.ts";
import { registerOwnPackage } from "./register-own-package.ts";
import { checkSecretsFile, ensureSecretsFile } from "./secrets-file.ts";
import { isMetrics, type Stack, startStack } from "./stack.ts";
import { nextSteps } from "./start/next-steps.ts";
import { type OpenedConsole, openConsole } from "./start/open-console.ts";
import { readSettings } from "./start/read-settings.ts";
import { refuseSecondStart, removeRunningFile, writeRunningFile } from "./start/running-file.ts";
import { startWords } from "./start/start-words.ts";
import { stopSignal } from "./start/stop-signal.ts";
import { subscribeStandIn } from "./start/subscribe-stand-in.ts";
import { userConfig } from "./start/user-config.ts";

registerOwnPackage();

const lost = new AbortController();
const stopping = AbortSignal.any([stopSignal(), lost.signal]);

const fail = (message: string): void => {
  process.exitCode = 1;
  console.error(message);
};

const run = async (): Promise<void> => {
  const config = await userConfig(process.env);
  const say = startWords[config.language ?? "en"];
  const [argument] = process.argv.slice(2);
  if (argument !== undefined) {
    fail(say.takesNothing(shownText(argument)));
    process.exitCode = 2;
    return;
  }
  const { runningFile, consolePort, secretsFile = ensureSecretsFile(), ...settings } = readSettings(process.env);
  refuseSecondStart(runningFile);
  for (const warning of checkSecretsFile(secretsFile)) console.warn(warning);
  const packageAgain = async (): Promise<Packaged> => {
    const advice: string[] = [];
    const packageDir = await packageFunctions({
      signal: stopping,
      onAdvice: (text) => advice.push(...text.split("\n")),
    });
    return { packageDir, advice };
  };
  if (!settings.packageDir) {
    console.log(say.building);
    const { advice } = await packageAgain();
    for (const line of advice) console.warn(line);
  }
  let opened: OpenedConsole | undefined;
  const openIfWanted = async (): Promise<void> => {
    if (consolePort === undefined) return;
    try {
      const environment = { ...process.env, LOCAL_RUNNING_FILE: runningFile };
      opened = await openConsole({
        environment,
        port: consolePort,
        signal: stopping,
        onLost: (why) => console.error(say.consoleLost(why)),
      });
    } catch (error) {
      console.error(say.noConsole(error instanceof Error ? error.message : String(error)));
    }
  };
  let stack: Stack | undefined;
  let startedAt = "";
  stack = await startStack({
    ...settings,
    secretsFile,
    packageAgain: settings.packageDir === undefined ? packageAgain : undefined,
    onRebuilt: () => {
      startedAt = new Date().toISOString();
      if (stack) writeRunningFile(runningFile, stack, startedAt);
    },
    // The command line has to have the same time.
    onClock: () => stack && writeRunningFile(runningFile, stack, startedAt),
    onLog: (source, line) => {
      // `status` shows what they come to.
      if (!isMetrics(line)) console.log(shownText(`${source} | ${line}`));
    },
    onLost: (message) => {
      fail(message);
      lost.abort();
    },
  });
  try {
    startedAt = new Date().toISOString();
    writeRunningFile(runningFile, stack, startedAt);
    const [subscribed] = await Promise.all([subscribeStandIn(stack, config), openIfWanted()]);
    const consoleAddress = opened?.address;
    console.log(await nextSteps(stack, { environment: process.env, config, subscribed, consoleAddress }));
    if (!stopping.aborted) await once(stopping, "abort");
  } finally {
    removeRunningFile(runningFile);
    await opened?.stop();
    await stack.stop();
  }
};

try {
  await run();
} catch (error) {
  if (!stopping.aborted) fail(error instanceof Error ? error.message : String(error));
}
