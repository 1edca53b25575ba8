// Connects to one account's WTS for as long as a command runs: somebody waits, at the same rate limiter as all functions.

import type { HooksConfig } from "../lib/config.ts";
import type { Accounts } from "../lib/core/accounts-secret.ts";
import { systemClock as clock } from "../lib/runtime/clock.ts";
import { jsonLog } from "../lib/runtime/log.ts";
import type { Secret } from "../lib/runtime/secret.ts";
import type { WtsCaller } from "../lib/wts/caller.ts";
import { accountLimiters, connectCaller, connectWts, type Wts, wtsAt } from "../lib/wts/connect.ts";
import type { RateTable } from "../lib/wts/rate-limit/rate-state.ts";
import type { WtsUse } from "../lib/wts/rate-tokens.ts";

interface AccountConnection {
  account: string;
  secret: Secret<Accounts>;
  rates: RateTable;
  baseUrl: string | undefined;
  config: HooksConfig;
  /** How long somebody waits for all that is asked. */
  patienceMs?: number | undefined;
}

/** Nobody waits longer for a table on the screen. */
const longestMs = 120_000;

const connectionOf = ({ secret, rates, baseUrl, config }: AccountConnection) => {
  const log = jsonLog(() => {});
  const limiterOf = accountLimiters({ table: rates, limits: config.limits, clock, log });
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
