// Sends the SDK's commands to AWS: signed by AWS's signer and tried again by the SDK's strategy, without the some forty steps that a client of the SDK takes to one request (docs/decisions/062).
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { SQSClient } from "@aws-sdk/client-sqs";
import { isServerError, isThrottlingError, isTransientError, StandardRetryStrategy } from "@smithy/core/retry";
import { SignatureV4 } from "@smithy/signature-v4";
import type { RetryErrorType, StandardRetryToken } from "@smithy/types";
import { readJson } from "../core/read-json.ts";
import { isProperties, type Properties } from "../core/value.ts";
import { exchange, HttpError, type HttpResponse } from "../wts/http.ts";
import type { ClientTimes } from "./aws-call.ts";
import type { AwsEnvironment, AwsService } from "./aws-environment.ts";
import { AwsError, type AwsErrorFacts } from "./aws-error.ts";
import { readBytes, withBase64 } from "./dynamodb-bytes.ts";
import { SigningHash } from "./signing-hash.ts";

interface Protocol {
  /** Stands before the operation's name in X-Amz-Target. */
  readonly target: string;
  readonly contentType: string;
  /** What JSON cannot hold of an input, and of an answer. */
  readonly written?: (input: object) => object;
  readonly read?: (answer: object) => void;
}

/** Each speaks JSON, by POST to its root. */
const protocols: Readonly<Record<AwsService, Protocol>> = {
  dynamodb: {
    ...{ target: "DynamoDB_20120810", contentType: "application/x-amz-json-1.0" },
    ...{ written: withBase64, read: readBytes },
  },
  events: { target: "AWSEvents", contentType: "application/x-amz-json-1.1" },
  secretsmanager: { target: "secretsmanager", contentType: "application/x-amz-json-1.1" },
  sqs: { target: "AmazonSQS", contentType: "application/x-amz-json-1.0" },
};

const asGiven = (given: object): object => given;
const nothing = (): void => {};

interface Command {
  readonly input: object;
  /** The SDK's description of the operation; its third part is the name. */
  readonly schema?: unknown;
}

interface SendOptions {
  /** It ends the call with all its retries. */
  readonly abortSignal?: AbortSignal;
}

interface AttemptOptions {
  readonly signal: AbortSignal | undefined;
  /** It goes over a connection of its own. */
  readonly fresh: boolean;
}

interface SdkClients extends Record<AwsService, { send: unknown }> {
  dynamodb: DynamoDBClient;
  events: EventBridgeClient;
  secretsmanager: SecretsManagerClient;
  sqs: SQSClient;
}

/** What takes commands: one of ours, or the SDK's own. Ours throws AwsError. */
export type AwsClient<Service extends AwsService> = Pick<SdkClients[Service], "send">;

interface AwsClientOptions<Service> extends ClientTimes {
  readonly service: Service;
  readonly environment: AwsEnvironment;
}

const operationOf = ({ schema }: Command): string => {
  const name: unknown = Array.isArray(schema) ? schema[2] : undefined;
  if (typeof name === "string") return name;
  throw new TypeError("a command of the AWS SDK must say the name of its operation in its schema");
};

/** AWS writes the name between a namespace and a link to its description; either may be missing. */
const errorName = (written: unknown): string | undefined =>
  typeof written === "string" ? /([A-Za-z]\w*(?:\.\w+)*)(?::.*)?$/.exec(written)?.[1] : undefined;

/** Undefined for what is no JSON object: a proxy or a balancer answers in words. */
const parsed = (text: string): Properties | undefined => {
  try {
    const value = readJson(text);
    return isProperties(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const errorOf = ({ status, headers }: HttpResponse, body: Properties): AwsError => {
  const name = errorName(headers["x-amzn-errortype"]) ?? errorName(body.__type) ?? errorName(body.code);
  // What it says in words may quote what was sent.
  return new AwsError(name ?? `HTTP${status}`, `AWS answered ${status}`, {
    status,
    item: body.Item as AwsErrorFacts["item"],
  });
};

/** A connection's failure has the name by which the SDK's strategy knows it. */
const asAwsError = (error: unknown): AwsError => {
  if (error instanceof AwsError) return error;
  if (!(error instanceof HttpError)) throw error;
  const { reason } = error;
  const cause = error.cause instanceof Error ? error.cause : undefined;
  if (reason === "TIMEOUT") return new AwsError("TimeoutError", "AWS did not answer in time", { cause });
  if (reason === "ABORTED") return new AwsError("AbortError", "the call was given up", { cause });
  return new AwsError(reason, "no connection to AWS", { code: reason, cause });
};

const errorTypeOf = (error: AwsError): RetryErrorType => {
  if (isThrottlingError(error)) return "THROTTLING";
  if (isTransientError(error)) return "TRANSIENT";
  return isServerError(error) ? "SERVER_ERROR" : "CLIENT_ERROR";
};

/** As for the SDK: AWS refuses what was signed more than five minutes from its own time. */
const toleratedSkewMs = 240_000;

/** Rejects when the signal says so; what it races with goes on, and is waited for by nobody. */
const unlessAborted = <Value>(work: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> => {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new AwsError("AbortError", "the call was given up"));
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
};

export const awsClient = <Service extends AwsService>({
  service,
  environment,
  maxAttempts,
  connectMs,
  requestMs,
}: AwsClientOptions<Service>): AwsClient<Service> => {
  const { target, contentType, written = asGiven, read = nothing } = protocols[service];
  const { region, credentials, traceId, now } = environment;
  const url = new URL("/", environment.endpointOf(service));
  const { protocol, hostname, host } = url;
  const retries = new StandardRetryStrategy(maxAttempts);
  const signer = new SignatureV4({
    service,
    region,
    credentials: async () => credentials(),
    sha256: SigningHash,
    // The signature covers the body's hash in any case; only S3 wants it in a header, too.
    applyChecksum: false,
  });
  /** What our clock lacks to AWS's, where it is so much that AWS refuses the signature. */
  let skewMs = 0;

  const signed = async (operation: string, body: string) => {
    const trace = traceId();
    const { headers } = await signer.sign(
      {
        ...{ method: "POST", protocol, hostname, path: "/", query: {}, body },
        headers: {
          host,
          "content-type": contentType,
          "x-amz-target": `${target}.${operation}`,
          ...(trace !== undefined && { "x-amzn-trace-id": trace }),
        },
      },
      { signingDate: new Date(now() + skewMs) },
    );
    return headers;
  };

  const noteSkew = (error: AwsError, date: string | undefined): void => {
    const foundMs = Date.parse(date ?? "") - now();
    if (!(Math.abs(foundMs - skewMs) >= toleratedSkewMs)) return;
    skewMs = foundMs;
    error.$metadata.clockSkewCorrected = true;
  };

  const attempt = async (operation: string, input: string, { signal, fresh }: AttemptOptions) => {
    const answer = await exchange({
      ...{ method: "POST", url, body: input, headers: await signed(operation, input) },
      ...{ timeoutMs: requestMs, connectTimeoutMs: connectMs, signal, fresh },
    });
    const body = parsed(answer.text);
    if (body) read(body);
    if (body && answer.status >= 200 && answer.status < 300) return body;
    const error = errorOf(answer, body ?? {});
    noteSkew(error, answer.headers.date);
    throw error;
  };

  /** The strategy waits, too. Throws the error where it is not to be tried again. */
  const retryToken = (token: StandardRetryToken, error: AwsError): Promise<StandardRetryToken> =>
    retries.refreshRetryTokenForRetry(token, { error, errorType: errorTypeOf(error) }).catch(() => {
      throw error;
    });

  const send = async (command: Command, { abortSignal }: SendOptions = {}): Promise<object> => {
    const operation = operationOf(command);
    const input = JSON.stringify(written(command.input));
    let token = await retries.acquireInitialRetryToken("");
    let fresh = false;
    for (;;) {
      try {
        const answer = await attempt(operation, input, { signal: abortSignal, fresh });
        retries.recordSuccess(token);
        return answer;
      } catch (failed) {
        const error = asAwsError(failed);
        // In a process that was frozen for long all that were kept open may be dead: one after the other would use up the attempts.
        fresh = error.$metadata.httpStatusCode === undefined;
        token = await unlessAborted(retryToken(token, error), abortSignal);
      }
    }
  };

  // The SDK's own has more ways to be called, and takes each command's own answer from the command's type.
  return { send } as unknown as AwsClient<Service>;
};
