// Calls a function for an event that nobody waits for: tries again, and then hands the event to the queue for failures.
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { functionArn } from "../aws/account.ts";
import type { FunctionDefinition } from "../template/read-functions.ts";
import { InvocationError } from "./execution-environment.ts";

interface AsynchronousOptions {
  readonly functions: readonly FunctionDefinition[];
  /** The pause before the first repetition; twice that before the second, as on Lambda, where it is a minute. */
  readonly retryPauseMs: number;
  readonly signal: AbortSignal;
  invoke(functionName: string, event: unknown): Promise<unknown>;
  sendToQueue(queueName: string, body: string): Promise<void>;
  onError(functionName: string, message: string): void;
}

/** Answers true when the event is dealt with, one way or the other; false when everything was stopped before. */
export type InvokeAsynchronously = (functionName: string, event: unknown) => Promise<boolean>;

interface Failure {
  readonly deployedName: string;
  readonly event: unknown;
  readonly attempts: number;
  readonly error: unknown;
}

/** What Lambda sends to the queue for failures: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
export const failureRecord = ({ deployedName, event, attempts, error }: Failure): object => ({
  version: "1.0",
  timestamp: new Date().toISOString(),
  requestContext: {
    requestId: randomUUID(),
    functionArn: `${functionArn(deployedName)}:$LATEST`,
    condition: "RetriesExhausted",
    approximateInvokeCount: attempts,
  },
  requestPayload: event,
  responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
  responsePayload:
    error instanceof InvocationError
      ? { errorType: error.name, errorMessage: error.message }
      : { errorMessage: String(error) },
});

export const asynchronousInvocations = (options: AsynchronousOptions): InvokeAsynchronously => {
  const { functions, retryPauseMs, signal, invoke, sendToQueue, onError } = options;

  const giveUp = async (definition: FunctionDefinition, event: unknown, error: unknown): Promise<boolean> => {
    const { name, deployedName, whenAsynchronous } = definition;
    const { retries, failureQueue } = whenAsynchronous;
    if (failureQueue === undefined) {
      onError(name, "the event failed every time and is lost: the function has no destination for failures");
      return true;
    }
    try {
      await sendToQueue(
        failureQueue,
        JSON.stringify(failureRecord({ deployedName, event, attempts: retries + 1, error })),
      );
      return true;
    } catch (cause) {
      onError(name, `the event failed every time and ${failureQueue} did not take it: ${String(cause)}`);
      return false;
    }
  };

  return async (functionName, event) => {
    const definition = functions.find(({ name }) => name === functionName);
    if (!definition) throw new Error(`there is no function ${functionName}`);
    for (let attempt = 1; ; attempt += 1) {
      try {
        await invoke(functionName, event);
        return true;
      } catch (error) {
        if (signal.aborted) return false;
        onError(functionName, String(error));
        if (attempt > definition.whenAsynchronous.retries) return giveUp(definition, event, error);
        await delay(retryPauseMs * attempt, undefined, { signal }).catch(() => {});
        if (signal.aborted) return false;
      }
    }
  };
};
