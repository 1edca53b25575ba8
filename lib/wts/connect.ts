// Gives an invocation its side of WTS; what outlives the invocation, such as directories and limiters, is kept here.
import type { Accounts } from "../core/accounts-secret.ts";
import { refuseConfig } from "../core/config-problems.ts";
import { Fault, faults } from "../core/faults.ts";
import { settingsOf, type WithAccountSettings } from "../core/settings-of.ts";
import { asWebOrigin, isWebOrigin, webOriginExpected } from "../core/web-origin.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Meter } from "../runtime/meter.ts";
import { perAccount } from "../runtime/per-account.ts";
import type { Secret } from "../runtime/secret.ts";
import { type ApiKey, type WtsCaller, wtsCaller } from "./caller.ts";
import { type WtsClient, wtsClient } from "./client.ts";
import { type Directory, directory } from "./directory.ts";
import { keyAccess } from "./key-access.ts";
import { type RateLimiter, type RateLimiterOptions, rateLimiter } from "./rate-limit/rate-limiter.ts";
import { rateTokens, type WtsUse } from "./rate-tokens.ts";
import { type KnownOfWts, knownOf } from "./wts-answers.ts";
import type { WtsConfig } from "./wts-config.ts";

/** One account's side of WTS, for one invocation. */
export interface Wts {
  client: WtsClient;
  directory: Directory;
  /** What was found out about WTS on this account; absent where nobody has asked. */
  known?: KnownOfWts;
}

const accountApiKey = (secret: Secret<Accounts>, account: string): ApiKey => {
  const keyIn = (accounts: Accounts): string => {
    const found = accounts.get(account);
    if (found) return found.apiKey;
    throw new Fault(faults.configInvalid, { message: "the accounts secret lacks an account", logged: { account } });
  };
  return {
    get: async () => keyIn(await secret.get()),
    refresh: async (refused) => {
      const held = await secret.get();
      return keyIn(held) === refused ? keyIn(await secret.refresh(held)) : keyIn(held);
    },
  };
};

/** Where WTS answers for each account: configuration alone says so, and never what somebody sent. */
export interface WtsHosts extends WtsConfig {
  baseUrlOf(account: string): string;
}

const hostOf = (baseUrl: string): string => {
  refuseConfig("WTS_BASE_URL", isWebOrigin(baseUrl) ? [] : [`the whole: ${webOriginExpected}`]);
  return asWebOrigin(baseUrl);
};

/**
 * `baseUrl` is another host than the configured ones, such as the stand-in's, for all accounts; it is held to the same
 * rules. Throws CONFIG_INVALID.
 */
export const wtsAt = (config: { wts: WtsConfig } & WithAccountSettings, baseUrl?: string): WtsHosts => {
  const everywhere = baseUrl === undefined ? undefined : hostOf(baseUrl);
  const { wts } = config;
  const baseUrlOf = (account: string) => everywhere ?? settingsOf(config, account).baseUrl ?? wts.baseUrl;
  return { ...wts, baseUrlOf };
};

export type ConnectWts = (account: string, use: WtsUse) => Wts;

/** Answers an account's limiter, which is the same one for as long as the process lives. */
export type LimiterOf = (account: string) => RateLimiter;

export const accountLimiters = (options: Omit<RateLimiterOptions, "account">): LimiterOf =>
  perAccount((account) => rateLimiter({ ...options, account }));

interface ConnectOptions {
  secret: Secret<Accounts>;
  wts: WtsHosts;
  limiterOf: LimiterOf;
  clock: Clock;
  meter?: Meter;
}

/** For routes that no function needs, such as those of webhooks. */
export const connectCaller = ({
  secret,
  wts: { baseUrlOf, timeoutMs },
  limiterOf,
  clock,
  meter,
}: ConnectOptions): ((account: string, use: WtsUse) => WtsCaller) => {
  const accessOf = perAccount(() => keyAccess({ clock }));
  return (account, use) => {
    const tokens = rateTokens(limiterOf(account), use, clock);
    const key = accountApiKey(secret, account);
    const access = accessOf(account);
    const { retryForMs, timeBox } = use;
    const connection = {
      baseUrl: baseUrlOf(account),
      key,
      timeoutMs,
      retryForMs,
      tokens,
      access,
      clock,
      ...(meter && { meter }),
    };
    return wtsCaller(connection, timeBox);
  };
};

export const connectWts = (options: ConnectOptions): ConnectWts => {
  const { clock, wts } = options;
  const directoryOf = perAccount(() => directory({ clock }));
  const callerOf = connectCaller(options);
  return (account, use) => ({
    client: wtsClient(callerOf(account, use), wts.apiVersion),
    directory: directoryOf(account),
    known: knownOf(wts.answers, account, wts.baseUrlOf(account)),
  });
};
