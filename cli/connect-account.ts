// Connects to one account's WTS for as long as a command runs: somebody waits, at the same rate limiter as all functions.

import type { HooksConfig } from "../lib/config.ts";
import type { Accounts } from "../lib/core/accounts-secret.ts";
import { systemClock as clock } from "../lib/runtime/clock.ts";
import { jsonLog } from "../lib/runtime/log.ts";
import type { Secret } from "../lib/runtime/secret.ts";
import { accountLimiters, connectWts, type Wts, wtsAt } from "../lib/wts/connect.ts";
import type { RateTable } from "../lib/wts/rate-limit/rate-state.ts";

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

export const connectAccount = (connection: AccountConnection): Wts => {
  const { account, secret, rates, baseUrl, config, patienceMs = longestMs } = connection;
  const log = jsonLog(() => {});
  const limiterOf = accountLimiters({ table: rates, limits: config.limits, clock, log });
  const connect = connectWts({ secret, wts: wtsAt(config, baseUrl), limiterOf, clock });
  const endBy = clock.now() + patienceMs;
  return connect(account, {
    priority: "caller",
    timeBox: { startBy: endBy, endBy },
    tokenWaitMs: Math.min(patienceMs, config.queue.tokenWaitMs),
  });
};
