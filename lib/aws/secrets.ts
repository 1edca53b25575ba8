// Reads Secrets Manager rarely: a slow or failing secret store must not slow or fail what already holds its value.
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { Fault, faults } from "../core/faults.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import type { Secret } from "../runtime/secret.ts";
import { awsErrorOf } from "./aws-call.ts";
import { type AwsClient, awsClient } from "./aws-client.ts";
import type { AwsEnvironment } from "./aws-environment.ts";

/** A caller waits for this call when the function is cold, so that it fails fast and is tried once more. */
export const secretsClient = (environment: AwsEnvironment): AwsClient<"secretsmanager"> =>
  awsClient({ service: "secretsmanager", environment, maxAttempts: 2, connectMs: 1_000, requestMs: 3_000 });

export const secretLifetimeMs = 300_000;
export const refreshPauseMs = 30_000;

interface SecretOptions<Value> {
  client: AwsClient<"secretsmanager">;
  secretId: string;
  /** Throws CONFIG_INVALID; a value that does not parse counts as a failed load. */
  parse: (text: string) => Value;
  clock: Pick<Clock, "now">;
  log: Log;
}

/** Has one call in flight at most, holds its value for five minutes, and serves it on while the store fails or holds nonsense. */
export const secretsManagerSecret = <Value>(options: SecretOptions<Value>): Secret<Value> => {
  const { client, secretId, parse, clock, log } = options;
  let held: { value: Value; loadedAt: number } | undefined;
  let loading: Promise<Value> | undefined;
  let refreshedAt = Number.NEGATIVE_INFINITY;

  const load = async (): Promise<Value> => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId })).catch((cause) => {
      throw new Fault(faults.secretsUnavailable, {
        retryAfterSeconds: 5,
        logged: { secretId, awsError: awsErrorOf(cause) },
        cause,
      });
    });
    const value = parse(SecretString ?? "");
    held = { value, loadedAt: clock.now() };
    return value;
  };

  const loadOnce = (): Promise<Value> => {
    loading ??= load().finally(() => {
      loading = undefined;
    });
    return loading;
  };

  /** Is asked only for a secret that is held, whose value is the answer while it cannot be replaced. */
  const reload = async (value: Value): Promise<Value> => {
    if (!loading && clock.now() - refreshedAt < refreshPauseMs) return value;
    if (!loading) refreshedAt = clock.now();
    try {
      return await loadOnce();
    } catch (error) {
      log.error("secret not refreshed, the value held is used on", {
        secretId,
        code: error instanceof Fault ? error.code : "INTERNAL",
        reason: error instanceof Fault ? error.message : "unknown",
      });
      return value;
    }
  };

  return {
    get: async () => {
      if (!held) return loadOnce();
      return clock.now() - held.loadedAt < secretLifetimeMs ? held.value : reload(held.value);
    },
    refresh: async (refused) => {
      if (!held) return loadOnce();
      return held.value === refused ? reload(held.value) : held.value;
    },
  };
};
