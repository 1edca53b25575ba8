// One account's side of WTS for as long as a command runs: somebody waits, at the same rate limiter as all functions.
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { rateTable } from "../lib/aws/rate-table.ts";
import type { Secret } from "../lib/aws/secrets.ts";
import { systemClock as clock } from "../lib/clock.ts";
import type { HooksConfig } from "../lib/config.ts";
import type { Accounts } from "../lib/core/accounts.ts";
import { jsonLog } from "../lib/log.ts";
import { connectWts, type Wts, wtsAt } from "../lib/wts/connect.ts";
import { rateLimiter } from "../lib/wts/rate-limit.ts";

export interface AccountPlace {
  account: string;
  secret: Secret<Accounts>;
  dynamo: DynamoDBClient;
  tableName: string;
  baseUrl: string | undefined;
  config: HooksConfig;
}

/** Nobody waits longer for a table on the screen. */
const patienceMs = 120_000;
/** Over a line that may be far longer than the functions' own. */
const tableTimeoutMs = 10_000;

export const connectAccount = (place: AccountPlace): Wts => {
  const { account, secret, dynamo, tableName, baseUrl, config } = place;
  const log = jsonLog(() => {});
  const table = rateTable({ client: dynamo, tableName, timeoutMs: tableTimeoutMs });
  const limiter = rateLimiter({ table, account, limits: config.limits, clock, log });
  const connect = connectWts({ secret, wts: wtsAt(config.wts, baseUrl), limiterOf: () => limiter, clock });
  const endBy = clock.now() + patienceMs;
  return connect(account, {
    priority: "caller",
    timeBox: { startBy: endBy, endBy },
    tokenWaitMs: config.queue.tokenWaitMs,
  });
};
