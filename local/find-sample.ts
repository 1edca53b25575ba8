// Something to try the functions with: a token that opens them, and sessions that the stand-in holds.
import { readSecretsFile } from "./aws/read-secrets-file.ts";
import type { Sample } from "./next-steps.ts";
import type { Stack } from "./stack.ts";

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
