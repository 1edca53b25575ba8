// One account's side of WTS for one invocation; what outlives the invocation (directories, connections) is kept here.
import type { Secret } from "../aws/secrets.ts";
import type { Clock } from "../clock.ts";
import type { HooksConfig } from "../config.ts";
import type { Accounts } from "../core/accounts.ts";
import { readConfig } from "../core/config-problems.ts";
import { webOrigin } from "../core/web-origin.ts";
import type { TimeBox } from "../time-box.ts";
import { accountApiKey } from "./api-key.ts";
import { wtsCaller } from "./caller.ts";
import { type WtsClient, wtsClient } from "./client.ts";
import { type Directory, directory } from "./directory.ts";

/** One account's side of WTS, for one invocation. */
export interface Wts {
  client: WtsClient;
  directory: Directory;
}

/** Another host than the configured one, such as the stand-in's; held to the same rules. Throws CONFIG_INVALID. */
export const wtsAt = (wts: HooksConfig["wts"], baseUrl: string | undefined): HooksConfig["wts"] =>
  baseUrl === undefined ? wts : { ...wts, baseUrl: readConfig("WTS_BASE_URL", webOrigin, baseUrl) };

export type ConnectWts = (account: string, timeBox: TimeBox) => Wts;

export const connectWts = ({
  secret,
  wts: { baseUrl, apiVersion, timeoutMs },
  clock,
}: {
  secret: Secret<Accounts>;
  wts: HooksConfig["wts"];
  clock: Clock;
}): ConnectWts => {
  const directories = new Map<string, Directory>();
  const directoryOf = (account: string): Directory => {
    const held = directories.get(account) ?? directory({ clock });
    directories.set(account, held);
    return held;
  };
  return (account, timeBox) => ({
    client: wtsClient(
      wtsCaller({ baseUrl, key: accountApiKey(secret, account), timeoutMs, clock }, timeBox),
      apiVersion,
    ),
    directory: directoryOf(account),
  });
};
