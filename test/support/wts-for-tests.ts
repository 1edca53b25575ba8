// One account's side of the stand-in, as the functions see it.
import type { Clock } from "../../lib/runtime/clock.ts";
import { wtsCaller } from "../../lib/wts/caller.ts";
import { type SessionApiVersion, wtsClient } from "../../lib/wts/client.ts";
import type { Wts } from "../../lib/wts/connect.ts";
import { directory } from "../../lib/wts/directory.ts";
import { unlimited } from "./unlimited.ts";
import { testAccounts } from "./wts-stand-in.ts";

export const wtsForTests = (baseUrl: string, clock: Clock, apiVersion: SessionApiVersion = "v2"): Wts => {
  const { apiKey } = testAccounts.default;
  const key = { get: async () => apiKey, refresh: async () => apiKey };
  const timeBox = { startBy: clock.now() + 3_600_000, endBy: clock.now() + 3_603_000 };
  return {
    client: wtsClient(wtsCaller({ baseUrl, key, timeoutMs: 5_000, tokens: unlimited, clock }, timeBox), apiVersion),
    directory: directory({ clock }),
  };
};
