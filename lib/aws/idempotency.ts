// An Idempotency-Key makes a repeated request harmless: for 24 hours it is answered from the first one.
import { createHash } from "node:crypto";
import {
  IdempotencyAlreadyInProgressError,
  IdempotencyConfig,
  IdempotencyInconsistentStateError,
  IdempotencyPersistenceLayerError,
  IdempotencyValidationError,
  makeIdempotent,
} from "@aws-lambda-powertools/idempotency";
import { DynamoDBPersistenceLayer } from "@aws-lambda-powertools/idempotency/dynamodb";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Context } from "aws-lambda";
import { Fault, faults } from "../core/faults.ts";

const keptSeconds = 86_400;

interface KeyedRequest {
  /** Holds client, method, path and the caller's key, since the same key elsewhere is another one. */
  scope: readonly string[];
  bytes: Uint8Array;
  /** Says when this invocation ends, so that a killed one does not hold its key for longer. */
  context: Context;
}

export interface Final<Answer> {
  answer: Answer;
  /** A repetition is answered with this; it is absent when a repetition shall be worked on again. */
  stored?: Answer;
}

export interface Idempotency {
  /** Throws IDEMPOTENCY_KEY_IN_FLIGHT, IDEMPOTENCY_KEY_REUSED, TABLE_UNAVAILABLE, or what `work` throws. */
  once<Answer extends object>(
    request: KeyedRequest,
    work: () => Promise<Final<Answer>>,
  ): Promise<{ answer: Answer; replayed: boolean }>;
}

const asFault = (error: unknown): unknown => {
  if (error instanceof IdempotencyAlreadyInProgressError || error instanceof IdempotencyInconsistentStateError)
    return new Fault(faults.idempotencyKeyInFlight, { retryAfterSeconds: 5, cause: error });
  if (error instanceof IdempotencyValidationError) return new Fault(faults.idempotencyKeyReused, { cause: error });
  if (error instanceof IdempotencyPersistenceLayerError)
    return new Fault(faults.tableUnavailable, { retryAfterSeconds: 5, cause: error });
  return error;
};

export const dynamoIdempotency = (client: DynamoDBClient, tableName: string): Idempotency => {
  const persistenceStore = new DynamoDBPersistenceLayer({
    tableName,
    awsSdkV3Client: client,
    keyAttr: "pk",
    expiryAttr: "expires",
    statusAttr: "state",
  });
  return {
    once: async <Answer extends object>(
      { scope, bytes, context }: KeyedRequest,
      work: () => Promise<Final<Answer>>,
    ): Promise<{ answer: Answer; replayed: boolean }> => {
      const config = new IdempotencyConfig({
        eventKeyJmesPath: "key",
        payloadValidationJmesPath: "body",
        throwOnNoIdempotencyKey: true,
        expiresAfterSeconds: keptSeconds,
        hashFunction: "sha256",
        lambdaContext: context,
      });
      let worked: Final<Answer> | undefined;
      const once = makeIdempotent(
        async (_request: { key: string; body: string }) => {
          worked = await work();
          // Powertools stores what is returned, and nothing when something is thrown.
          if (!worked.stored) throw new Error("not final");
          return worked.stored as never;
        },
        { persistenceStore, config, keyPrefix: "idempotency" },
      );
      try {
        const body = createHash("sha256").update(bytes).digest("hex");
        const stored = (await once({ key: JSON.stringify(scope), body })) as Answer;
        return worked ? { answer: worked.answer, replayed: false } : { answer: stored, replayed: true };
      } catch (error) {
        // The work is done: because its answer could not be stored, a repetition is only worked on again.
        if (worked) return { answer: worked.answer, replayed: false };
        throw asFault(error);
      }
    },
  };
};
