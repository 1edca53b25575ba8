// Looks at both secrets, and at whether they fit the configuration. Nothing of a value is ever said, only where it stands.
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type AccessSecret, parseAccess } from "../../../lib/core/access-secret.ts";
import { type Accounts, parseAccounts } from "../../../lib/core/accounts-secret.ts";
import { Fault } from "../../../lib/core/faults.ts";
import { addressProblem } from "../../../lib/notify/rules/address-problem.ts";
import { readSecretsFile, userSecretsFile } from "../../../local/secrets-file.ts";
import { userFolder } from "../../../local/user-folder.mjs";
import { describeError } from "../../describe-error.ts";
import { accountsNamedIn } from "../../status/account-lines.ts";
import type { DoctorWords } from "../doctor-words.ts";
import type { Examined } from "../examined.ts";
import { type CheckName, type Finding, notChecked, ok, warning, wrong } from "../finding.ts";

/** What people and examples write where a secret is to go. */
const placeholder =
  /not[-_ ]a[-_ ]real|opens[-_ ]nothing|placeholder|change[-_ ]?me|replace[-_ ]?me|your[-_ ]|example|exemplo|coloque|troque|substitu|sua[-_ ]chave|seu[-_ ]token|(?<![a-z0-9])aqui(?![a-z0-9])|^<.*>$|[x*.…]{6,}|^(.)\1+$/i;

export const isPlaceholder = (secret: string): boolean => placeholder.test(secret.replace(/^(pn_|whsec_)/, ""));

/** Base64 of a standard secret may be of a placeholder as well. */
const isPlaceholderSecret = (secret: string): boolean => {
  const [, base64] = /^whsec_([A-Za-z0-9+/]+=*)$/.exec(secret) ?? [];
  return isPlaceholder(secret) || (base64 !== undefined && isPlaceholder(Buffer.from(base64, "base64").toString()));
};

/** A fault of a secret has a line for each problem. */
const linesOf = (error: unknown): readonly string[] => {
  const lines = error instanceof Fault ? error.message.split("\n").slice(1) : [];
  return lines.length > 0 ? lines.map((line) => line.replace(/^ *- /, "")) : [describeError(error)];
};

const isMissing = (error: unknown): boolean =>
  [error, Object(error).cause].some((each) => Object(each).name === "ResourceNotFoundException");

/** What a secret that cannot be used comes to; whatever is not its own fault is thrown on. */
const unreadable = (check: CheckName, name: string, error: unknown, say: DoctorWords): readonly Finding[] => {
  if (isMissing(error)) return [wrong(check, say.secretMissing(name))];
  if (error instanceof Fault && error.kind.code === "CONFIG_INVALID")
    return linesOf(error).map((line) => wrong(check, say.secretWrong(line)));
  throw error;
};

const accountFindings = (accounts: Accounts, mayBeExamples: boolean, say: DoctorWords): readonly Finding[] => {
  const all = [...accounts];
  const findings = all.flatMap(([name, { apiKey }], index) => {
    // It is told once, of the first of them.
    const isFirst = all.findIndex(([, each]) => each.apiKey === apiKey) === index;
    const sharing = isFirst ? all.slice(index + 1).filter(([, each]) => each.apiKey === apiKey) : [];
    return [
      ...(!mayBeExamples && isPlaceholder(apiKey)
        ? [wrong("accounts-secret", say.placeholder(`${name}.apiKey`), name)]
        : []),
      ...(/^pn_/.test(apiKey) ? [] : [warning("accounts-secret", say.keyShape, name)]),
      ...(sharing.length > 0
        ? [wrong("accounts-secret", say.sameKey(sharing.map(([other]) => other).join(", ")), name)]
        : []),
    ];
  });
  return findings.length > 0 ? findings : [ok("accounts-secret", say.accountsGood([...accounts.keys()].join(", ")))];
};

const secretsIn = ({
  clients,
  sources,
  notify,
}: AccessSecret): readonly (readonly [place: string, secret: string])[] => [
  ...clients.flatMap(({ client, tokens }) => tokens.map((token) => [`clients.${client.name}`, token] as const)),
  ...[...sources].flatMap(([name, { secrets, verifyTokens, lookupSecret }]) =>
    [...secrets, ...verifyTokens, ...(lookupSecret === undefined ? [] : [lookupSecret])].map(
      (secret) => [`sources.${name}`, secret] as const,
    ),
  ),
  ...[...notify].map(([name, { url }]) => [`notify.${name}`, url] as const),
];

const accessFindings = (access: AccessSecret, mayBeExamples: boolean, say: DoctorWords): readonly Finding[] => {
  const examples = mayBeExamples ? [] : secretsIn(access).filter(([, secret]) => isPlaceholderSecret(secret));
  const findings = [
    ...access.problems.map((problem) => wrong("access-secret", say.secretWrong(problem))),
    ...access.warnings.map((text) => warning("access-secret", say.secretWrong(text))),
    ...[...new Set(examples.map(([place]) => place))].map((place) => wrong("access-secret", say.placeholder(place))),
  ];
  return findings.length > 0
    ? findings
    : [ok("access-secret", say.accessGood(access.clients.length, access.sources.size))];
};

const localFile = (environment: NodeJS.ProcessEnv): string =>
  environment.LOCAL_SECRETS_FILE ? resolve(environment.LOCAL_SECRETS_FILE) : userSecretsFile(userFolder(environment));

/** Before anything runs there may be the file of it: what is wrong in it would stop the start. */
const checkSecretsFile = ({ environment, say }: Examined): readonly Finding[] => {
  const file = localFile(environment);
  if (!existsSync(file)) return [notChecked("accounts-secret", say.secretsFileMissing(file))];
  try {
    readFileSync(file);
    const { accounts, access } = readSecretsFile(file);
    return [
      ...accountFindings(parseAccounts(JSON.stringify(accounts)), true, say),
      ...accessFindings(parseAccess(JSON.stringify(access)), true, say),
    ];
  } catch (error) {
    return linesOf(error).map((line) => wrong("accounts-secret", say.secretWrong(line)));
  }
};

export const checkAccountsSecret = async (examined: Examined): Promise<readonly Finding[]> => {
  const { connection, accounts, config, say } = examined;
  if (!connection) return checkSecretsFile(examined);
  try {
    const known = await accounts();
    const named = config ? accountsNamedIn(config).filter((name) => !known.has(name)) : [];
    return [
      ...accountFindings(known, connection.isStandIn(), say),
      ...named.map((name) => wrong("accounts-secret", say.accountWithoutKey, name)),
    ];
  } catch (error) {
    return unreadable("accounts-secret", say.checks["accounts-secret"], error, say);
  }
};

export const checkAccessSecret = async ({ connection, access, say }: Examined): Promise<readonly Finding[]> => {
  if (!connection) return [];
  try {
    return accessFindings(await access(), connection.isStandIn(), say);
  } catch (error) {
    return unreadable("access-secret", say.checks["access-secret"], error, say);
  }
};

/** A source whose entry is closed for its problems was told of with the secret. */
export const checkSources = async ({ connection, config, access, say }: Examined): Promise<readonly Finding[]> => {
  if (!connection) return [notChecked("sources", say.needsStack)];
  if (!config) return [notChecked("sources", say.needsConfig)];
  const known = await access().catch(() => undefined);
  if (!known) return [notChecked("sources", say.needsSecret(say.checks["access-secret"]))];
  const names = Object.keys(config.sources);
  return [
    ...names.flatMap((name) => {
      const entry = known.sources.get(name);
      if (!entry) return [wrong("sources", say.sourceWithoutSecret, name)];
      return entry.secrets.length > 0 ? [ok("sources", say.sourceGood, name)] : [];
    }),
    ...[...known.sources.keys()]
      .filter((name) => !names.includes(name) && !connection.isStandIn())
      .map((name) => warning("sources", say.secretWithoutSource, name)),
    ...Object.entries(config.notify).flatMap(([name, { kind }]) => {
      const problem = addressProblem(kind, known.notify.get(name));
      return problem === undefined ? [] : [wrong("access-secret", say.targetWithoutAddress(problem), name)];
    }),
  ];
};
