// What `npm start` says when it is up: requests to try, which work as they stand.
import { requestedType } from "../../lib/commands/accept-update-event.ts";
import { readSecretsFile } from "../secrets-file.ts";
import type { Stack } from "../stack.ts";

export interface Sample {
  /** As it goes into a shell: the token itself, or a variable that holds it. */
  readonly token: string;
  /** Sessions that an update can be tried on. */
  readonly sessionIds: readonly string[];
  /** A webhook source that a sample can be sent to. */
  readonly source: string | undefined;
  /** What the command line is called by, so that it finds this stack. */
  readonly hooks: string;
}

const update = { status: "PENDING", metadata: { origem: "curl" } };

const send = (method: string, url: string, token: string, body: unknown): string =>
  `curl -s -X ${method} '${url}' -H "authorization: Bearer ${token}" -H 'content-type: application/json' -d '${JSON.stringify(body)}'`;

const putEvent = ({ endpoints, busName }: Stack, detail: unknown): string => {
  const entry = { EventBusName: busName, Source: "my.crm", DetailType: requestedType, Detail: JSON.stringify(detail) };
  const headers = "-H 'x-amz-target: AWSEvents.PutEvents' -H 'content-type: application/x-amz-json-1.1'";
  return `curl -s -X POST '${endpoints.AWS_ENDPOINT_URL_EVENTBRIDGE}' ${headers} -d '${JSON.stringify({ Entries: [entry] })}'`;
};

const eventSteps = (stack: Stack, { sessionIds: [first], hooks }: Sample): string[] => {
  if (!first || stack.busName === "") return [];
  return [
    "# an update asked for by an event",
    putEvent(stack, { sessionId: first, status: "PENDING", metadata: { origem: "evento" } }),
    "# what became of it, and of all the others",
    `${hooks} deliveries list`,
  ];
};

const webhookSteps = ({ hooks, source }: Sample): string[] =>
  source === undefined ? [] : ["# a webhook, signed as its sender signs", `${hooks} send ${source}`];

const sessionSteps = (url: string, { token, sessionIds }: Sample): string[] => {
  const [first, ...others] = sessionIds;
  if (!first) return [];
  const batch = [
    { sessionId: first, command: "note", text: "Veio do lote" },
    ...others.map((sessionId) => ({ sessionId, ...update })),
  ];
  return [
    "# what an update would change (nothing is sent to WTS but reads)",
    send("PATCH", `${url}/sessions/${first}?dryRun=true`, token, update),
    "# the update itself",
    send("PATCH", `${url}/sessions/${first}`, token, update),
    "# several commands at once",
    send("POST", `${url}/sessions/batch`, token, batch),
  ];
};

export const nextSteps = (stack: Stack, sample: Sample): string => {
  const { url, wtsUrl, endpoints, secretsFile } = stack;
  return [
    `The functions answer at ${url}`,
    wtsUrl ? `The stand-in for WTS answers at ${wtsUrl}` : `WTS is ${endpoints.WTS_BASE_URL}`,
    `Keys and tokens are in ${secretsFile}; an edit counts as a rotation`,
    "hooks.config.ts and sources/ are built in; an edit counts at the next start",
    "",
    "Try in another terminal:",
    "",
    "# is it up?",
    `curl -s ${url}/health`,
    ...sessionSteps(url, sample),
    ...webhookSteps(sample),
    ...eventSteps(stack, sample),
    ...(wtsUrl ? ["# what reached WTS", `curl -s ${wtsUrl}/__admin/requests`] : []),
    "",
    "Ctrl-C stops everything.",
  ].join("\n");
};

// Something to try the functions with: a token that opens them, and sessions that the stand-in holds. [M]
const isText = (value: unknown): value is string => typeof value === "string";

/** A client's tokens if it may use the account `default`, whose sessions are the samples. */
const tokensOf = (client: unknown): string[] => {
  if (Array.isArray(client)) return client.filter(isText);
  const { tokens = [], accounts = [] }: { tokens?: unknown[]; accounts?: unknown[] } = Object(client);
  return accounts.includes("default") ? tokens.filter(isText) : [];
};

const sessionIdsAt = async (wtsUrl: string): Promise<string[]> => {
  const response = await fetch(`${wtsUrl}/__admin/sessions?status=IN_PROGRESS`);
  const sessions: unknown = await response.json();
  return Array.isArray(sessions) ? sessions.slice(0, 3).map(({ id }) => String(id)) : [];
};

const hooksOf = ({ LOCAL_RUNNING_FILE: file }: NodeJS.ProcessEnv): string =>
  file ? `LOCAL_RUNNING_FILE='${file}' npm run hooks --` : "npm run hooks --";

export const findSample = async ({ wtsUrl, secretsFile }: Stack, environment: NodeJS.ProcessEnv): Promise<Sample> => {
  const { clients, sources } = readSecretsFile(secretsFile).doors;
  const [token = "$TOKEN"] = Object.values(clients).flatMap(tokensOf);
  return {
    ...{ token, hooks: hooksOf(environment), source: Object.keys(sources).find((name) => name === "crm") },
    sessionIds: wtsUrl ? await sessionIdsAt(wtsUrl) : [],
  };
};
