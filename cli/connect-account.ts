// Connects to one account's WTS for as long as a command runs: somebody waits, at the same rate limiter as all functions.

import type { HooksConfig } from "../lib/config.ts";
import { systemClock as clock } from "../lib/runtime/clock.ts";
import type { WtsCaller } from "../lib/wts/caller.ts";
import type { Wts } from "../lib/wts/connect.ts";
import type { WtsUse } from "../lib/wts/rate-tokens.ts";

interface AccountConnection<Connected> {
  account: string;
  config: HooksConfig;
  connect(account: string, use: WtsUse): Connected;
  /** How long somebody waits for all that is asked. */
  patienceMs?: number | undefined;
}

/** Nobody waits longer for a table on the screen. */
const longestMs = 120_000;

/** Either all that the functions ask of WTS, or the routes of it that no function needs. */
export const connectAccount = <Connected extends Wts | WtsCaller>({
  account,
  config,
  connect,
  patienceMs = longestMs,
}: AccountConnection<Connected>): Connected => {
  const endBy = clock.now() + patienceMs;
  const tokenWaitMs = Math.min(patienceMs, config.queue.tokenWaitMs);
  return connect(account, { priority: "caller", timeBox: { startBy: endBy, endBy }, tokenWaitMs });
};
