// Connects to one account's WTS for as long as a command runs: somebody waits, at the same rate limiter as all functions.

import type { HooksConfig } from "../lib/config.ts";
import type { Accounts } from "../lib/core/accounts-secret.ts";
import { systemClock as clock } from "../lib/runtime/clock.ts";
import { jsonLog } from "../lib/runtime/log.ts";
import type { Secret } from "../lib/runtime/secret.ts";
import type { WtsCaller } from "../lib/wts/caller.ts";
import { connectCaller, connectWts, type LimiterOf, type Wts, wtsAt } from "../lib/wts/connect.ts";
import type { RateLimiterOptions } from "../lib/wts/rate-limit/rate-limiter.ts";
import type { WtsUse } from "../lib/wts/rate-tokens.ts";

/** Makes the limiters of the accounts whose rates stand in that table. */
export type MakeLimiters = (options: Omit<RateLimiterOptions, "account">) => LimiterOf;

/** The same of a connection, which knows the table. */
export type LimitersHere = (options: Omit<RateLimiterOptions, "account" | "table">) => LimiterOf;

interface AccountConnection {
  account: string;
  secret: Secret<Accounts>;
  limiters: LimitersHere;
  baseUrl: string | undefined;
  config: HooksConfig;
  /** How long somebody waits for all that is asked. */
  patienceMs?: number | undefined;
}

/** Nobody waits longer for a table on the screen. */
const longestMs = 120_000;

const connectionOf = ({ secret, limiters, baseUrl, config }: AccountConnection) => {
  const limiterOf = limiters({ limits: config.limits, clock, log: jsonLog(() => {}) });
  return { secret, wts: wtsAt(config, baseUrl), limiterOf, clock };
};

const useOf = ({ config, patienceMs = longestMs }: AccountConnection): WtsUse => {
  const endBy = clock.now() + patienceMs;
  const tokenWaitMs = Math.min(patienceMs, config.queue.tokenWaitMs);
  return { priority: "caller", timeBox: { startBy: endBy, endBy }, tokenWaitMs };
};

export const connectAccount = (connection: AccountConnection): Wts =>
  connectWts(connectionOf(connection))(connection.account, useOf(connection));

/** For routes of WTS that no function needs. */
export const connectAccountCaller = (connection: AccountConnection): WtsCaller =>
  connectCaller(connectionOf(connection))(connection.account, useOf(connection));
