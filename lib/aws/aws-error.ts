// What a call to AWS came to where it did not succeed, in the form in which the SDK's own retries read it.
import type { AttributeValue } from "@aws-sdk/client-dynamodb";

type Item = Record<string, AttributeValue>;

export interface AwsErrorFacts {
  /** AWS's HTTP status; absent where it did not answer. */
  status?: number;
  /** The system's name for what became of the connection. */
  code?: string;
  cause?: Error | undefined;
  /** DynamoDB answers the item whose condition did not hold, where it was asked to. */
  item?: Item | undefined;
}

/** Its name is AWS's, such as ThrottlingException, or the connection's, such as ECONNRESET. */
export class AwsError extends Error {
  readonly $metadata: { httpStatusCode?: number; clockSkewCorrected?: true };
  readonly code: string | undefined;
  readonly Item: Item | undefined;
  declare readonly cause?: Error;

  constructor(name: string, message: string, { status, code, cause, item }: AwsErrorFacts = {}) {
    super(message, cause && { cause });
    this.name = name;
    this.code = code;
    this.Item = item;
    this.$metadata = status === undefined ? {} : { httpStatusCode: status };
  }
}

/** Of the SDK's client as of ours: the condition of a write to the table did not hold. */
export const isConditionFailed = (error: unknown): error is Error & { Item?: Item | undefined } =>
  error instanceof Error && error.name === "ConditionalCheckFailedException";
