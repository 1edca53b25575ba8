// Starts one environment with AWS's runtime and AWS's emulator of the Runtime API, so that neither side of that is ours.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { functionEnvironment } from "../../local/lambda/execution-environment.ts";
import { listen } from "../../local/listen.ts";
import { type InstalledRuntime, installedRuntime } from "../installed.ts";
import { definitionOf } from "./definition-of.ts";
import type { Environment, EnvironmentOptions, InvocationResult } from "./environment.ts";
import { lambdaRuntime } from "./lambda-runtime.ts";
import { cpuTimeOf, signalAll } from "./process-tree.ts";

/** The emulator starts the runtime with the first invocation, and says nothing of how long that took but in its log. */
export type EmulatedEnvironment = Omit<Environment, "initMs">;

const pauseMs = 20;

/** The emulator cannot be asked to take any free port. */
const freeAddress = async (): Promise<string> => {
  const { url, stop } = await listen(createServer(), 0);
  await stop();
  return new URL(url).host;
};

const resultOf = (text: string): InvocationResult => {
  // It does not name what it answers but by its content: a time-out as bare text, an error as an object with a type.
  if (/^Task timed out after /.test(text)) return { error: { errorType: "Sandbox.Timedout", errorMessage: text } };
  const answer: unknown = JSON.parse(text);
  const { errorType, errorMessage } = Object(answer);
  return typeof errorType === "string" ? { error: { errorType, errorMessage: String(errorMessage) } } : { answer };
};

export const startEmulatedEnvironment = async (
  options: EnvironmentOptions,
  installed: InstalledRuntime = installedRuntime(),
): Promise<EmulatedEnvironment> => {
  const { codeDir, environment = {}, timeoutMs, onLogLine = () => {} } = options;
  if (installed.emulator === undefined)
    throw new Error("AWS's emulator was expected and is not installed: install Go, and run `npm run judges:install`");
  if (timeoutMs % 1_000 !== 0) throw new Error(`the emulator counts in whole seconds: ${timeoutMs} ms are not`);
  const definition = definitionOf(options);
  const { program, argumentsFor } = lambdaRuntime(installed);
  const [address, runtimeApi] = await Promise.all([freeAddress(), freeAddress()]);
  const child = spawn(
    installed.emulator,
    [
      ...["--log-level", "error", "--runtime-interface-emulator-address", address, "--runtime-api-address", runtimeApi],
      ...[program, ...argumentsFor(definition)],
    ],
    {
      cwd: codeDir,
      env: {
        ...functionEnvironment(definition, codeDir, runtimeApi),
        AWS_LAMBDA_FUNCTION_TIMEOUT: String(timeoutMs / 1_000),
        ...environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    },
  );
  const pid = child.pid ?? 0;
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on("line", onLogLine);
  const ended = once(child, "close");
  let isOver = false;
  ended.then(
    () => {
      isOver = true;
    },
    () => {
      isOver = true;
    },
  );
  let isDying = false;
  const kill = async (signal: NodeJS.Signals = "SIGKILL"): Promise<void> => {
    isDying = true;
    // The emulator gives the runtime a group of its own.
    signalAll(pid, signal);
    await ended;
  };

  const post = async (event: unknown, requestId: string): Promise<string> => {
    const response = await fetch(`http://${address}/2015-03-31/functions/function/invocations`, {
      method: "POST",
      headers: { "x-amzn-requestid": requestId },
      body: JSON.stringify(event),
    });
    return response.text();
  };
  const isListening = async (): Promise<boolean> => {
    try {
      // Anything but an invocation is answered 404, and starts nothing.
      await fetch(`http://${address}/`);
      return true;
    } catch {
      return false;
    }
  };
  while (!(await isListening())) {
    if (isOver) throw new Error("the emulator ended before it listened");
    await delay(pauseMs);
  }
  return {
    invoke: async (event, { requestId = randomUUID() } = {}) => {
      try {
        return resultOf(await post(event, requestId));
      } catch (error) {
        if (!isOver && !isDying) throw error;
        await ended;
        return { error: { errorType: "Runtime.ExitError", errorMessage: "the environment has ended" } };
      }
    },
    cpuMs: () => cpuTimeOf(pid),
    kill,
    stop: () => kill(),
  };
};
