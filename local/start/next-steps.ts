// Writes what `npm start` says when it is up: requests to try, which work as they stand.
import { requestedType } from "../../lib/commands/accept-update-event.ts";
import type { HooksConfigInput } from "../../lib/config.ts";
import { sampleFiles } from "../sample-files.ts";
import { readSecretsFile, userExampleSecretsFile } from "../secrets-file.ts";
import type { Stack } from "../stack.ts";
import { type StartWords, startWords } from "./start-words.ts";
import type { Subscribed } from "./subscribe-stand-in.ts";

interface Token {
  /** As it goes into a shell: the token itself, or a variable that stands for it. */
  readonly text: string;
  /** Where the token is that the variable stands for, if it does. */
  readonly explanation: readonly string[];
}

interface Client {
  readonly name: string;
  readonly tokens: readonly string[];
}

const isText = (value: unknown): value is string => typeof value === "string";

/** A client's tokens if it may use the account `default`, whose sessions are the samples. */
const tokensOf = (client: unknown): string[] => {
  if (Array.isArray(client)) return client.filter(isText);
  const { tokens = [], accounts = [] }: { tokens?: unknown[]; accounts?: unknown[] } = Object(client);
  return accounts.includes("default") ? tokens.filter(isText) : [];
};

const clientsIn = (secretsFile: string): Client[] =>
  Object.entries(readSecretsFile(secretsFile).access.clients).flatMap(([name, client]) => {
    const tokens = tokensOf(client);
    return tokens.length > 0 ? [{ name, tokens }] : [];
  });

/** Only a token of the example is printed: what a terminal shows ends up in recordings, screenshots and logs. */
const tokenToShow = (secretsFile: string, say: StartWords): Token => {
  const clients = clientsIn(secretsFile);
  const examples = clientsIn(userExampleSecretsFile()).flatMap(({ tokens }) => tokens);
  const [example] = clients.flatMap(({ tokens }) => tokens).filter((token) => examples.includes(token));
  if (example !== undefined) return { text: example, explanation: [] };
  const [client] = clients;
  return { text: "$TOKEN", explanation: [`# ${say.tokenOf(client?.name, secretsFile)}`] };
};

/** The first source that `npm run hooks -- send` has a sample and a secret for, if what runs here was built with one. */
const sourceToTry = (secretsFile: string, { sources = {} }: HooksConfigInput): string | undefined => {
  const { sources: secrets } = readSecretsFile(secretsFile).access;
  return Object.keys(sources).find((name) => name in secrets && sampleFiles(name).length > 0);
};

const sessionIdsAt = async (wtsUrl: string): Promise<string[]> => {
  const response = await fetch(`${wtsUrl}/__admin/sessions?status=IN_PROGRESS`);
  const sessions: unknown = await response.json();
  return Array.isArray(sessions) ? sessions.slice(0, 3).map(({ id }) => String(id)) : [];
};

const update = { status: "PENDING", metadata: { origem: "curl" } };

const send = (method: string, url: string, token: string, body: unknown): string =>
  `curl -s -X ${method} '${url}' -H "authorization: Bearer ${token}" -H 'content-type: application/json' -d '${JSON.stringify(body)}'`;

const putEvent = ({ endpoints, busName }: Stack, detail: unknown): string => {
  const entry = { EventBusName: busName, Source: "my.crm", DetailType: requestedType, Detail: JSON.stringify(detail) };
  const headers = "-H 'x-amz-target: AWSEvents.PutEvents' -H 'content-type: application/x-amz-json-1.1'";
  return `curl -s -X POST '${endpoints.AWS_ENDPOINT_URL_EVENTBRIDGE}' ${headers} -d '${JSON.stringify({ Entries: [entry] })}'`;
};

const sessionSteps = (
  { url, secretsFile }: Stack,
  [first, ...others]: readonly string[],
  say: StartWords,
): string[] => {
  if (!first) return [];
  const { text: token, explanation } = tokenToShow(secretsFile, say);
  const batch = [
    { sessionId: first, command: "note", text: "Veio do lote" },
    ...others.map((sessionId) => ({ sessionId, ...update })),
  ];
  return [
    ...explanation,
    `# ${say.preview}`,
    send("PATCH", `${url}/sessions/${first}?dryRun=true`, token, update),
    `# ${say.update}`,
    send("PATCH", `${url}/sessions/${first}`, token, update),
    `# ${say.batch}`,
    send("POST", `${url}/sessions/batch`, token, batch),
  ];
};

const eventSteps = (stack: Stack, [first]: readonly string[], hooks: string, say: StartWords): string[] => {
  if (!first || stack.busName === "") return [];
  return [
    `# ${say.event}`,
    putEvent(stack, { sessionId: first, status: "PENDING", metadata: { origem: "evento" } }),
    `# ${say.outcomes}`,
    `${hooks} deliveries list`,
  ];
};

interface Surroundings {
  environment: NodeJS.ProcessEnv;
  config: HooksConfigInput;
  /** What the stand-in was asked to tell of. */
  subscribed: readonly Subscribed[];
  /** Undefined: none is open. */
  consoleAddress: string | undefined;
}

export const nextSteps = async (
  stack: Stack,
  { environment, config, subscribed, consoleAddress }: Surroundings,
): Promise<string> => {
  const { url, wtsUrl, endpoints, secretsFile } = stack;
  const say = startWords[config.language ?? "en"];
  const sessionIds = wtsUrl ? await sessionIdsAt(wtsUrl) : [];
  const source = sourceToTry(secretsFile, config);
  const { LOCAL_RUNNING_FILE: runningFile } = environment;
  // The command line has to find this stack, and no other.
  const hooks = `${runningFile ? `LOCAL_RUNNING_FILE='${runningFile}' ` : ""}npm run hooks --`;
  return [
    ...(consoleAddress === undefined ? [] : [say.consoleAt(consoleAddress)]),
    say.functionsAt(url),
    wtsUrl ? say.standInAt(wtsUrl) : say.wtsAt(endpoints.WTS_BASE_URL ?? ""),
    ...subscribed.map((one) => say.tells(one.source, one.events.join(", "))),
    say.keysIn(secretsFile),
    say.builtIn,
    "",
    say.tryIt,
    "",
    `# ${say.isUp}`,
    `curl -s ${url}/health`,
    ...sessionSteps(stack, sessionIds, say),
    ...(source === undefined ? [] : [`# ${say.webhook}`, `${hooks} send ${source}`]),
    ...eventSteps(stack, sessionIds, hooks, say),
    ...(wtsUrl ? [`# ${say.waits}`, `${hooks} local sessions`, `${hooks} local clock +3h`] : []),
    ...(wtsUrl ? [`# ${say.reached}`, `curl -s ${wtsUrl}/__admin/requests`] : []),
    "",
    say.stop,
  ].join("\n");
};
