// Compares what is deployed, or runs here, with what stands here, and sees whether it answers.

import { exchange, HttpError } from "../../../lib/wts/http.ts";
import { buildIdOf, readBuildId } from "../../../scripts/build/build-id.mjs";
import { describeError, lacksCredentials } from "../../describe-error.ts";
import type { DoctorWords } from "../doctor-words.ts";
import type { Examined } from "../examined.ts";
import { isDenied } from "../failed-of.ts";
import { type Finding, notChecked, ok, wrong } from "../finding.ts";

const healthy = /^(CREATE|UPDATE|IMPORT)_COMPLETE$|^UPDATE_COMPLETE_CLEANUP_IN_PROGRESS$/;

/** AWS has several names for credentials that are old, revoked or mistyped. */
const hasBadCredentials = (error: unknown): boolean =>
  lacksCredentials(error) ||
  /^(ExpiredToken|InvalidClientTokenId|UnrecognizedClient|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSignature|AuthFailure)/.test(
    String(Object(error).name),
  );

export const checkStack = async ({ connection, stack, say }: Examined): Promise<readonly Finding[]> => {
  if (!connection?.stack) return [];
  try {
    const found = await stack();
    if (!found) return [wrong("stack", say.stackMissing(connection.stack.name))];
    return [
      healthy.test(found.status)
        ? ok("stack", say.stackGood(found.status))
        : wrong("stack", say.stackBroken(found.status)),
    ];
  } catch (error) {
    // Where only this is denied, the rest may still be looked at.
    if (isDenied(error)) throw error;
    // Nothing at all can be found out then, which is no good verdict.
    const found = hasBadCredentials(error) ? say.noCredentials : say.stackAway;
    return [wrong("stack", found(describeError(error).split("\n", 1).join("")))];
  }
};

const builtThere = async ({ connection, stack }: Examined): Promise<string | undefined> =>
  connection?.builtFrom ? connection.builtFrom() : (await stack())?.outputs.Build;

export const checkBuild = async (examined: Examined): Promise<readonly Finding[]> => {
  const { connection, stack, configFile, config, say } = examined;
  if (!connection) return [notChecked("build", say.needsStack)];
  if (!config) return [notChecked("build", say.needsConfig)];
  if (connection.stack && !(await stack())) return [];
  const there = readBuildId((await builtThere(examined)) ?? "");
  if (!there) return [wrong("build", say.buildUnknown)];
  const here = buildIdOf(configFile);
  const differences = [
    ...(there.version === here.version ? [] : [say.buildVersion(there.version, here.version)]),
    ...(there.version !== here.version || there.code === here.code ? [] : [say.buildCode(here.version)]),
    ...(there.config === here.config ? [] : [say.buildConfig]),
  ];
  if (differences.length > 0) return differences.map((difference) => wrong("build", difference));
  return [ok("build", say.buildSame(here.version))];
};

const healthTimeoutMs = 8_000;

/** Where the HTTP API answers; undefined where nothing says it. */
export const addressOf = async ({ connection, stack, url }: Examined): Promise<string | undefined> =>
  url ?? connection?.url ?? (await stack())?.outputs.HttpApiUrl;

export const checkHttpApi = async (examined: Examined): Promise<readonly Finding[]> => {
  const { connection, stack, config, say } = examined;
  if (!connection) return [notChecked("http-api", say.needsStack)];
  if (connection.stack && !(await stack())) return [];
  const own = await addressOf(examined);
  if (own === undefined) return [notChecked("http-api", say.noAddress)];
  // What is deployed may have a name of its own, by which everybody else reaches it.
  const named = connection.stack && config?.publicUrl;
  const urls = [...new Set([own, ...(named ? [named] : [])].map((url) => url.replace(/\/$/, "")))];
  return (await Promise.all(urls.map((url) => checkHealth(url, say)))).flat();
};

const checkHealth = async (url: string, say: DoctorWords): Promise<readonly Finding[]> => {
  try {
    const asked = {
      method: "GET",
      url: new URL(`${url}/health`),
      headers: {},
      timeoutMs: healthTimeoutMs,
      fresh: true,
    };
    const { status } = await exchange(asked);
    return [
      status === 200 ? ok("http-api", say.healthGood(url)) : wrong("http-api", say.healthBad(url, String(status))),
    ];
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    return [wrong("http-api", say.healthBad(url, error.reason))];
  }
};
