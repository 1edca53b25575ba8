// Secrets Manager read rarely: a slow or failing secret store must not slow or fail what already holds its value.

import { GetSecretValueCommand, type SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { Fault, faults } from "../core/faults.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import { clientOptions } from "./client-options.ts";

export interface Secret<Value> {
  get(): Promise<Value>;
  /**
   * To be called with the value that was refused: if it has been replaced since, that one is answered without a call;
   * otherwise the store is asked, at most once in 30 s, and the value held is answered when it cannot be.
   */
  refresh(refused: Value): Promise<Value>;
}

/** A caller waits for this call when the function is cold: it fails fast and is tried once more. */
export const secretsManagerOptions = clientOptions({ maxAttempts: 2, connectMs: 1_000, requestMs: 3_000 });

export const secretLifetimeMs = 300_000;
export const refreshPauseMs = 30_000;

export interface SecretOptions<Value> {
  client: Pick<SecretsManagerClient, "send">;
  secretId: string;
  /** Throws CONFIG_INVALID; a value that does not parse counts as a failed load. */
  parse: (text: string) => Value;
  clock: Pick<Clock, "now">;
  log: Log;
}

/** One call in flight; held for five minutes; the value held is served while the store fails or holds nonsense. */
export const secretsManagerSecret = <Value>(options: SecretOptions<Value>): Secret<Value> => {
  const { client, secretId, parse, clock, log } = options;
  let held: { value: Value; loadedAt: number } | undefined;
  let loading: Promise<Value> | undefined;
  let refreshedAt = Number.NEGATIVE_INFINITY;

  const load = async (): Promise<Value> => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId })).catch((cause) => {
      throw new Fault(faults.secretsUnavailable, { retryAfterSeconds: 5, logged: { secretId }, cause });
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

  /** Only for a secret that is held: its value is the answer while it cannot be replaced. */
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
