// What Lambda sends to the queue for failures when an event has failed every time.
import { randomUUID } from "node:crypto";
import { functionArn } from "../aws/aws-names.ts";
import { InvocationError } from "./invocation-error.ts";

export interface Failure {
  readonly deployedName: string;
  readonly event: unknown;
  readonly attempts: number;
  readonly error: unknown;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
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
