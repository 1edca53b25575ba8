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
  /** The clock that the age of an event is told by; this machine's unless said. */
  now?(): number;
  invoke(functionName: string, event: unknown): Promise<unknown>;
  sendToQueue(queueName: string, body: string): Promise<void>;
  onError(functionName: string, message: string): void;
}

/** Answers true when the event is dealt with, one way or the other; false when everything was stopped before. */
export type InvokeAsynchronously = (functionName: string, event: unknown) => Promise<boolean>;

interface Failure {
  readonly deployedName: string;
  readonly event: unknown;
  readonly condition: "RetriesExhausted" | "EventAgeExceeded";
  readonly attempts: number;
  /** Of the last attempt. */
  readonly error: unknown;
}

/** What Lambda sends to the queue for failures: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
export const failureRecord = ({ deployedName, event, condition, attempts, error }: Failure): object => ({
  version: "1.0",
  timestamp: new Date().toISOString(),
  requestContext: {
    requestId: randomUUID(),
    functionArn: `${functionArn(deployedName)}:$LATEST`,
    condition,
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
  const { functions, retryPauseMs, signal, now = Date.now, invoke, sendToQueue, onError } = options;

  const giveUp = async (
    { name, deployedName, whenAsynchronous: { failureQueue } }: FunctionDefinition,
    failure: Omit<Failure, "deployedName">,
  ): Promise<boolean> => {
    const why = failure.condition === "EventAgeExceeded" ? "grew too old" : "failed every time";
    if (failureQueue === undefined) {
      onError(name, `the event ${why} and is lost: the function has no destination for failures`);
      return true;
    }
    try {
      await sendToQueue(failureQueue, JSON.stringify(failureRecord({ deployedName, ...failure })));
      return true;
    } catch (cause) {
      onError(name, `the event ${why} and ${failureQueue} did not take it: ${String(cause)}`);
      return false;
    }
  };

  return async (functionName, event) => {
    const definition = functions.find(({ name }) => name === functionName);
    if (!definition) throw new Error(`there is no function ${functionName}`);
    const { retries, maximumAgeSeconds } = definition.whenAsynchronous;
    const endBy = now() + maximumAgeSeconds * 1_000;
    for (let attempts = 1; ; attempts += 1) {
      try {
        await invoke(functionName, event);
        return true;
      } catch (error) {
        if (signal.aborted) return false;
        onError(functionName, String(error));
        const failure = { event, attempts, error };
        if (attempts > retries) return giveUp(definition, { ...failure, condition: "RetriesExhausted" });
        await delay(retryPauseMs * attempts, undefined, { signal }).catch(() => {});
        if (signal.aborted) return false;
        if (now() > endBy) return giveUp(definition, { ...failure, condition: "EventAgeExceeded" });
      }
    }
  };
};
