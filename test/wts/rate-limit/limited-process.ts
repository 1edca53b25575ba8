// One of several processes that share an account's rate: takes what it can get, and reports when it got it.

import { rateTable } from "../../../lib/aws/rate-table.ts";
import { systemClock } from "../../../lib/runtime/clock.ts";
import { exchange } from "../../../lib/wts/http.ts";
import { RateLimited } from "../../../lib/wts/rate-limit/rate-limited.ts";
import { rateLimiter } from "../../../lib/wts/rate-limit/rate-limiter.ts";
import { emulatorClient, tableName } from "./emulated-table.ts";

export interface LimitedTask {
  readonly limits: Parameters<typeof rateLimiter>[0]["limits"];
  readonly account: string;
  readonly until: number;
  /** A background worker has this many calls under way at once; 0 makes it a caller, who comes by now and then. */
  readonly runsAtOnce: number;
  /** Every token is spent at once here, on one read. */
  readonly wts: { readonly url: string; readonly apiKey: string };
}

export interface LimitedReport {
  readonly grantedAt: number[];
  readonly waitedMs: number[];
  readonly logged: string[];
}

const clock = systemClock;
const client = emulatorClient(Number(process.argv[2]));
const table = rateTable({ client, tableName });

const perform = async ({ limits, account, until, runsAtOnce, wts }: LimitedTask): Promise<LimitedReport> => {
  const report: LimitedReport = { grantedAt: [], waitedMs: [], logged: [] };
  const note = (message: string): void => {
    report.logged.push(message);
  };
  const log = { info: note, warn: note, error: note };
  const limiter = rateLimiter({ table, account, limits, clock, log });
  const priority = runsAtOnce > 0 ? "background" : "caller";
  const callUntilTheEnd = async (): Promise<void> => {
    for (;;) {
      const asked = clock.now();
      await limiter.take(priority, { startBy: until });
      report.grantedAt.push(clock.now());
      report.waitedMs.push(clock.now() - asked);
      await exchange({
        method: "GET",
        url: new URL(`${wts.url}/chat/v2/session?PageSize=1`),
        headers: { authorization: `Bearer ${wts.apiKey}` },
        timeoutMs: 5_000,
      });
      await clock.sleep(priority === "background" ? 2 + clock.random() * 8 : 50 + clock.random() * 200);
    }
  };
  const ends = Array.from({ length: Math.max(1, runsAtOnce) }, () =>
    callUntilTheEnd().catch((error: unknown) => {
      if (!(error instanceof RateLimited)) throw error;
    }),
  );
  await Promise.all(ends);
  return report;
};

// The first call of a process takes as long as connecting does; that is not what is measured here.
await table.read("another");
process.on("message", async (task: LimitedTask) => {
  process.send?.(await perform(task), () => process.disconnect());
});
process.send?.("ready");
