// Starts one environment under AWS's runtime, with the Runtime API of the runner: the one that pools of them have, too.
import { randomUUID } from "node:crypto";
import {
  type ExecutionEnvironment,
  InvocationError,
  startEnvironment as startProcess,
} from "../../local/lambda/execution-environment.ts";
import { definitionOf } from "./definition-of.ts";
import type { Environment, EnvironmentOptions, InvocationResult } from "./environment.ts";
import { lambdaRuntime } from "./lambda-runtime.ts";
import { cpuTimeOf } from "./process-tree.ts";

const failed = ({ name, message }: InvocationError): InvocationResult => ({
  error: { errorType: name, errorMessage: message },
});

/** Throws an InvocationError if it does not become ready. */
export const startEnvironment = async (options: EnvironmentOptions): Promise<Environment> => {
  const { codeDir, environment = {}, initLimitMs = 10_000, onLogLine = () => {} } = options;
  let idle = Promise.withResolvers<void>();
  let end: InvocationError | undefined;
  const process: ExecutionEnvironment = startProcess({
    definition: definitionOf(options),
    taskRoot: codeDir,
    runtime: lambdaRuntime(),
    environment,
    initLimitMs,
    onLine: onLogLine,
    onIdle: () => idle.resolve(),
    onEnd: (initError) => {
      end = initError ?? new InvocationError("Runtime.ExitError", "the environment has ended");
      idle.reject(end);
    },
  });
  await idle.promise;
  return {
    initMs: process.initMs() ?? Number.NaN,
    invoke: async (event, { requestId = randomUUID() } = {}) => {
      const { promise, resolve } = Promise.withResolvers<InvocationResult>();
      try {
        await idle.promise;
      } catch {
        return failed(end ?? new InvocationError("Runtime.ExitError", "the environment has ended"));
      }
      idle = Promise.withResolvers();
      // Whoever invokes next hears of it; nobody may.
      idle.promise.catch(() => {});
      process.run({
        id: requestId,
        payload: JSON.stringify(event),
        resolve: (answer) => resolve({ answer: JSON.parse(answer) }),
        reject: (error) => resolve(failed(error)),
      });
      return promise;
    },
    cpuMs: () => cpuTimeOf(process.pid() ?? 0),
    kill: (signal) => process.kill(signal),
    stop: () => process.kill(),
  };
};
