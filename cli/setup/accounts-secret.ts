// Fills the accounts secret: a key of WTS for each account that the configuration names, tried at WTS before it is written.
import { type Accounts, parseAccounts } from "../../lib/core/accounts-secret.ts";
import { settingsOf } from "../../lib/core/settings-of.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { exampleSecretsFile, readSecretsFile } from "../../local/secrets-file.ts";
import { Failure } from "../failure.ts";
import { fewCalls } from "../try/few-calls.ts";
import { findAccess } from "../try/find-access.ts";
import { keyFailure } from "../try/key-failure.ts";
import { tryWords } from "../try/try-words.ts";
import { cleanKey } from "../typed-key.ts";
import { setupWords } from "./setup-words.ts";
import type { StageSecrets } from "./stage-secrets.ts";
import type { SetupContext, StepResult } from "./step.ts";

/** Good or not is known after one call, or two where the version is another. */
const mostCalls = 4;

/** `default` is always there; the others are those that something in the configuration is about. */
const accountsOf = ({ config }: SetupContext): readonly string[] => [
  ...new Set([
    "default",
    config.account,
    ...Object.keys(config.accounts),
    ...Object.values(config.sources).flatMap(({ account }) => account ?? []),
  ]),
];

const exampleKeys = (): readonly string[] =>
  [...parseAccounts(JSON.stringify(readSecretsFile(exampleSecretsFile).accounts)).values()].map(({ apiKey }) => apiKey);

const hostOf = ({ config }: SetupContext, account: string): string =>
  settingsOf(config, account).baseUrl ?? config.wts.baseUrl;

/**
 * Throws Failure for a key that is not good for sessions; answers what there is to know of a good one. WTS may be away: that
 * holds up a new key, of which nobody knows anything, and no other.
 */
const tryKey = async (context: SetupContext, account: string, apiKey: string, isNew: boolean): Promise<string[]> => {
  const { config, language } = context;
  const baseUrl = hostOf(context, account);
  if (exampleKeys().includes(apiKey)) throw new Failure(setupWords[language].exampleKey(account));
  const calls = fewCalls({ baseUrl, apiKey, most: mostCalls, clock, timeoutMs: config.wts.timeoutMs });
  const access = await findAccess(calls);
  if (access.key === "unknown" && !isNew) return [keyFailure(access, baseUrl, tryWords[language]).message];
  if (access.key !== "good") throw keyFailure(access, baseUrl, tryWords[language]);
  return access.apiVersion === config.wts.apiVersion
    ? []
    : [setupWords[language].otherVersion(access.apiVersion, config.wts.apiVersion)];
};

const askKey = async (context: SetupContext, account: string): Promise<string> => {
  const { surroundings, language } = context;
  const typed = await surroundings.askHidden?.(setupWords[language].askKey(account, hostOf(context, account)));
  const apiKey = cleanKey(typed ?? "");
  // Whether it is long enough is said as for the whole secret.
  parseAccounts(JSON.stringify({ default: { apiKey } }));
  return apiKey;
};

const written = (accounts: Accounts, keys: Readonly<Record<string, string>>): string => {
  const all = new Map(accounts);
  for (const [account, apiKey] of Object.entries(keys)) all.set(account, { ...all.get(account), apiKey });
  return JSON.stringify(Object.fromEntries(all));
};

export const fillAccounts = async (context: SetupContext, secrets: StageSecrets): Promise<StepResult> => {
  const { language, options } = context;
  const say = setupWords[language];
  const held = await secrets.read("accounts");
  if (held.kind === "deleted") throw new Failure("the deleted accounts secret must be restored first");
  const accounts: Accounts = held.kind === "there" ? parseAccounts(held.text) : new Map();
  const wanted = accountsOf(context);
  const keys: Record<string, string> = {};
  const more: string[] = [];
  for (const account of wanted) {
    const isAsked = options.replaceKey || !accounts.has(account);
    const apiKey = isAsked ? await askKey(context, account) : (accounts.get(account)?.apiKey ?? "");
    more.push(...(await tryKey(context, account, apiKey, isAsked)));
    if (isAsked) keys[account] = apiKey;
  }
  const names = Object.keys(keys);
  if (names.length === 0) return { state: "already", text: say.keysGood(wanted), more };
  const text = written(accounts, keys);
  parseAccounts(text);
  await (held.kind === "missing" ? secrets.create("accounts", text) : secrets.replace("accounts", text));
  return { state: "done", text: say.keysWritten(names, secrets.idOf("accounts")), more };
};
