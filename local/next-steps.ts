// What `npm start` says when it is up: requests to try, which work as they stand.
import { requestedType } from "../lib/commands/accept-update-event.ts";
import type { Stack } from "./stack.ts";

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
