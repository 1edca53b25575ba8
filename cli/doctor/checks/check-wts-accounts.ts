// Asks WTS about each account, with few calls that only read: what its key may, which names it knows, and whom it tells.
import { systemClock as clock } from "../../../lib/runtime/clock.ts";
import type { WtsCaller } from "../../../lib/wts/caller.ts";
import { type SessionApiVersion, wtsClient } from "../../../lib/wts/client.ts";
import { wtsAt } from "../../../lib/wts/connect.ts";
import { directory } from "../../../lib/wts/directory.ts";
import { webhookSubscriptions } from "../../../lib/wts/webhook-subscriptions.ts";
import { WtsApiError } from "../../../lib/wts/wts-api-error.ts";
import type { Examined } from "../examined.ts";
import { failedOf } from "../failed-of.ts";
import { type CheckName, type Finding, notChecked, ok, wrong } from "../finding.ts";
import { checkNames } from "./check-names.ts";
import { checkSubscriptions } from "./check-subscriptions.ts";
import { checkWtsHost, type HostFindings } from "./check-wts-host.ts";

/** One for the host, and at most five an account: a dozen in all. */
const mostAccounts = 2;

interface Versions {
  findings: readonly Finding[];
  works: boolean;
}

/** WTS says the same to a route that is not there as to what it does not want. */
const answersIn = async (call: WtsCaller, version: SessionApiVersion): Promise<boolean> => {
  try {
    await wtsClient(call, version).listSessions({ PageSize: 1 });
    return true;
  } catch (error) {
    if (error instanceof WtsApiError && error.isRefusal) return false;
    throw error;
  }
};

const checkKey = async (
  call: WtsCaller,
  account: string,
  wanted: SessionApiVersion,
  { say }: Examined,
): Promise<Versions> => {
  const other = wanted === "v2" ? "v1" : "v2";
  try {
    const answers = (await answersIn(call, wanted)) ? wanted : (await answersIn(call, other)) ? other : undefined;
    const key = ok("api-key", say.keyGood, account);
    if (answers === wanted)
      return { works: true, findings: [key, ok("api-version", say.versionGood(wanted), account)] };
    if (answers === undefined)
      return { works: true, findings: [wrong("api-version", say.versionNone(wanted), account)] };
    return { works: true, findings: [key, wrong("api-version", say.versionOther(wanted, answers), account)] };
  } catch (error) {
    if (!(error instanceof WtsApiError && error.status === 401)) throw error;
    const lacksSessions = error.reason === "SESSIONS_DENIED";
    const found = wrong("api-key", lacksSessions ? say.keyLacksSessions : say.keyRefused, account);
    // Departments, people and webhooks answer such a key all the same.
    return { works: lacksSessions, findings: [found] };
  }
};

const checkAccount = async (examined: Examined, account: string): Promise<readonly Finding[]> => {
  const { connection, config, say } = examined;
  if (!connection || !config) return [];
  const call = await connection.wtsCaller(account);
  const { works, findings } = await checkKey(call, account, config.wts.apiVersion, examined);
  if (!works)
    return [
      ...findings,
      ...(["names", "subscription"] as const).map((name) => notChecked(name, say.needsKey, account)),
    ];
  const orWhy = async (name: CheckName, found: Promise<readonly Finding[]>): Promise<readonly Finding[]> =>
    found.catch((error: unknown) => [notChecked(name, failedOf(say, error), account)]);
  const wts = { client: wtsClient(call, config.wts.apiVersion), directory: directory({ clock }) };
  const more = await Promise.all([
    orWhy("names", checkNames(examined, account, wts)),
    orWhy("subscription", checkSubscriptions(examined, account, webhookSubscriptions(call))),
  ]);
  return [...findings, ...more.flat()];
};

export const checkWts = async (examined: Examined): Promise<readonly Finding[]> => {
  const { connection, config, accountNames, say } = examined;
  if (!connection) return [notChecked("wts", say.needsStack)];
  if (!config) return [notChecked("wts", say.needsConfig)];
  const { baseUrlOf } = wtsAt(config, connection.wtsBaseUrl());
  const names = await accountNames().catch(() => undefined);
  if (!names) {
    const { findings } = await checkWtsHost(baseUrlOf(config.account), say);
    return [...findings, notChecked("api-key", say.needsSecret(say.checks["accounts-secret"]))];
  }
  const asked = names.slice(0, mostAccounts);
  const hosts = new Map<string, HostFindings>();
  for (const host of new Set(asked.map(baseUrlOf))) hosts.set(host, await checkWtsHost(host, say));
  const ofAccounts = asked.map(async (account) => {
    if (!hosts.get(baseUrlOf(account))?.isWts) return [notChecked("api-key", say.needsWts, account)];
    return checkAccount(examined, account).catch((error: unknown) => [
      notChecked("api-key", failedOf(say, error), account),
    ]);
  });
  return [
    ...[...hosts.values()].flatMap(({ findings }) => findings),
    ...(await Promise.all(ofAccounts)).flat(),
    ...names.slice(mostAccounts).map((account) => notChecked("api-key", say.tooManyCalls, account)),
  ];
};
