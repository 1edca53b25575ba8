// Fills the access secret: tokens are made up, secrets that a sender chose are asked for, and nothing that is there is changed.
import { randomBytes } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { type AccessSecret, parseAccess } from "../../lib/core/access-secret.ts";
import { readJson } from "../../lib/core/read-json.ts";
import { isProperties, own, type Properties } from "../../lib/core/value.ts";
import { checkSecrets } from "../../lib/webhooks/signatures/check-scheme.ts";
import type { Source } from "../../lib/webhooks/sources/sources.ts";
import { exampleSecretsFile, readSecretsFile } from "../../local/secrets-file.ts";
import { Failure } from "../failure.ts";
import { setupWords } from "./setup-words.ts";
import type { StageSecrets } from "./stage-secrets.ts";
import type { SetupContext, StepResult } from "./step.ts";

const madeUp = (): string => randomBytes(32).toString("hex");

/** WTS signs nothing and has no secret of its own: the one in the address is ours to make up. */
const isOurs = ({ verify }: Pick<Source, "verify">): boolean =>
  (typeof verify === "string" ? verify : verify.scheme) === "wts";

const partOf = (given: Properties, name: string): Properties => {
  const part = own(given, name);
  return isProperties(part) ? part : {};
};

const exampleSecrets = (): ReadonlySet<string> => {
  const { clients, sources } = readSecretsFile(exampleSecretsFile).access;
  return new Set(
    Object.values({ ...clients, ...sources }).flatMap((entry) =>
      Array.isArray(entry) ? entry.map(String) : Object(entry).tokens,
    ),
  );
};

/** A token or secret of the example is known to everybody who can read the project. Answers where one stands. */
const examplesIn = ({ clients, sources }: AccessSecret): readonly string[] => {
  const known = exampleSecrets();
  return [
    ...clients.flatMap(({ client, tokens }) =>
      tokens.some((token) => known.has(token)) ? [`clients.${client.name}`] : [],
    ),
    ...[...sources].flatMap(([name, { secrets }]) =>
      secrets.some((secret) => known.has(secret)) ? [`sources.${name}`] : [],
    ),
  ];
};

const askSecret = async ({ surroundings, language }: SetupContext, name: string, source: Source): Promise<string> => {
  const say = setupWords[language];
  const typed = ((await surroundings.askHidden?.(say.askSourceSecret(name))) ?? "").trim();
  if (typed === "") return "";
  const problems = checkSecrets(source.verify, [typed]);
  if (problems.length > 0) throw new Failure(say.badSourceSecret(name, problems.join("; ")));
  return typed;
};

/** A file that is there stays what it is: it may hold the token of another stage. Nobody else may read the new one. */
const writeTokenFile = ({ options: { tokenFile }, language }: SetupContext, token: string): void => {
  if (tokenFile === undefined) return;
  try {
    writeFileSync(tokenFile, `${token}\n`, { flag: "wx", mode: 0o600 });
  } catch (error) {
    const { code = "" } = Object(error) as { code?: string };
    const say = setupWords[language];
    throw new Failure(code === "EEXIST" ? say.tokenFileThere(tokenFile) : say.tokenFileNotWritten(tokenFile, code));
  }
};

/** Shown once to who sits there, unless it is in the file that they named. */
const handOver = (
  { options, surroundings, tools, language }: SetupContext,
  token: string,
  secretId: string,
): string => {
  const say = setupWords[language];
  if (options.tokenFile !== undefined) return say.tokenInFile(options.client, options.tokenFile);
  if (surroundings.ask === undefined) return say.tokenInSecret(options.client, secretId);
  tools.output.warn(say.tokenShown(options.client), `  ${token}`);
  return say.tokenWasShown(options.client);
};

export const fillAccessSecret = async (context: SetupContext, secrets: StageSecrets): Promise<StepResult> => {
  const { config, language, options } = context;
  const say = setupWords[language];
  const held = await secrets.read("access");
  const before = held.kind === "there" ? held.text : '{"clients":{}}';
  // It says what is wrong with the secret, so that what follows reads one that is right.
  const access = parseAccess(before);
  const given = held.kind === "there" ? (readJson(before) as Properties) : {};
  const examples = examplesIn(access);
  if (examples.length > 0) throw new Failure(say.exampleSecrets(examples, secrets.idOf("access")));

  const sources: Record<string, readonly string[]> = {};
  const closed: string[] = [];
  for (const [name, source] of Object.entries(config.sources)) {
    if (access.sources.has(name)) continue;
    const secret = isOurs(source) ? madeUp() : await askSecret(context, name, source);
    if (secret === "") closed.push(name);
    else sources[name] = [secret];
  }
  const token = access.clients.length === 0 ? madeUp() : undefined;
  const clients = token === undefined ? {} : { [options.client]: [token] };
  const added = [...Object.keys(clients), ...Object.keys(sources)];
  const left = [...access.problems, ...access.warnings, ...(closed.length > 0 ? [say.closed(closed)] : [])];
  if (added.length === 0) return { state: "already", text: say.accessThere, more: left };

  const text = JSON.stringify({
    ...given,
    clients: { ...partOf(given, "clients"), ...clients },
    sources: { ...partOf(given, "sources"), ...sources },
  });
  const problems = parseAccess(text).problems.filter((problem) => !access.problems.includes(problem));
  if (problems.length > 0) throw new Failure(say.badAccess, problems);
  // The file is written first: a token that nobody has is worth nothing. Nor is one that is in no secret.
  if (token !== undefined) writeTokenFile(context, token);
  try {
    await (held.kind === "missing" ? secrets.create("access", text) : secrets.replace("access", text));
  } catch (error) {
    if (token !== undefined && options.tokenFile !== undefined) rmSync(options.tokenFile);
    throw error;
  }
  const handed = token === undefined ? [] : [handOver(context, token, secrets.idOf("access"))];
  return { state: "done", text: say.accessWritten(added, secrets.idOf("access")), more: [...handed, ...left] };
};
