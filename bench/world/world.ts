// What stands around the measured functions: AWS's emulators and the stand-in for WTS, each in a process whose time nobody counts.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import { awsAccess, clientOptionsAt, queueUrl } from "../../local/aws/account.ts";
import type { CallCounts } from "../../local/aws/call-counts.ts";
import { createQueues, createTable } from "../../local/aws/create-resources.ts";
import { exampleSecretsFile } from "../../local/secrets-file.ts";
import { startSideProcess } from "../../local/side-process.ts";
import type { Template } from "../../local/template/template.ts";
import { builtAt } from "./built-at.ts";
import { senderSecret } from "./deliveries.ts";
import { type ConfigName, type Packaged, packageWith } from "./packaged.ts";

export interface World {
  /** What a function finds in its environment beside its own: where its neighbours listen. */
  readonly endpoints: Readonly<Record<string, string>>;
  packaged(config: ConfigName): Promise<Packaged>;
  /** The commit that is measured beside this one, if any was asked for. */
  readonly beside: string | undefined;
  /** Where its functions are, in `dist/`. */
  taskRootBeside(config: ConfigName): string;
  templateOf(config: ConfigName): Promise<Template>;
  readonly commandsQueue: { readonly url: string; readonly name: string };
  /** It goes past the gates that count, as the poller of a queue does. */
  readonly poller: SQSClient;
  /** Has WTS hold these open sessions, and forget all others and what it was asked. */
  holdSessions(ids: readonly string[]): Promise<void>;
  /** How many writes WTS answered since `holdSessions`. */
  wtsWrites(): Promise<number>;
  /** What AWS was asked for since the last time. */
  takeCounts(): Promise<CallCounts>;
  close(): Promise<void>;
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const sessionOf = (id: string): object => ({
  ...{ id, status: "IN_PROGRESS" },
  lastMessageIn: new Date(Date.now() - 600_000).toISOString(),
  lastMessageOut: new Date(Date.now() - 300_000).toISOString(),
});

const writeSecrets = (file: string): void => {
  copyFileSync(exampleSecretsFile, file);
  const secrets = JSON.parse(readFileSync(file, "utf8"));
  Object.assign(secrets.sources, { shop: [senderSecret], closing: [senderSecret] });
  writeFileSync(file, JSON.stringify(secrets));
};

interface WorldOptions {
  readonly beside: string | undefined;
  note(line: string): void;
}

export const startWorld = async ({ beside, note }: WorldOptions): Promise<World> => {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const secretsFile = join(folder, "secrets.json");
  writeSecrets(secretsFile);
  const parts: { stop(): Promise<void> }[] = [];
  const close = async (): Promise<void> => {
    for (const part of parts.splice(0)) await part.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const side = async (name: string, file: string, environment: NodeJS.ProcessEnv) => {
    const started = await startSideProcess({
      ...{ name, file: here(`../../local/${file}`), environment: { ...process.env, ...environment } },
      onLog: () => {},
      onLost: (message) => note(message),
    });
    parts.push(started);
    return started.ready;
  };

  const packages = new Map<ConfigName, Promise<Packaged>>();
  const packaged = (config: ConfigName): Promise<Packaged> => {
    const known = packages.get(config);
    if (known) return known;
    note(`packaging the functions with bench/configs/${config}.ts`);
    const made = packageWith(config);
    packages.set(config, made);
    return made;
  };

  const besides = new Map<ConfigName, string>();
  const taskRootBeside = (config: ConfigName): string => {
    if (beside === undefined) throw new Error("there is no other commit: name one by --beside");
    const known = besides.get(config);
    if (known !== undefined) return known;
    note(`building the functions of ${beside} with bench/configs/${config}.ts`);
    const folder = builtAt(beside, config);
    besides.set(config, folder);
    return folder;
  };

  try {
    const ready = await side("aws", "aws/start.ts", { LOCAL_SECRETS_FILE: secretsFile });
    const { control: controlUrl = "", runnerQueues = "", ...awsEndpoints } = ready;
    const { url: wtsUrl = "" } = await side("wts", "wts/start.ts", { WTS_PORT: "0", WTS_SECRETS_FILE: secretsFile });
    const endpoints = { ...awsEndpoints, WTS_BASE_URL: wtsUrl };
    const aws = awsAccess(endpoints);
    const poller = new SQSClient(clientOptionsAt(runnerQueues));
    const dynamodb = new DynamoDBClient(aws.dynamodb);
    parts.push({ stop: async () => poller.destroy() }, { stop: async () => dynamodb.destroy() });

    const templateOf = async (config: ConfigName): Promise<Template> =>
      (await packaged(config)).templateAt(aws.sqs.endpoint);
    const { queues, tables, queueTriggers } = await templateOf("paths");
    await createQueues({ client: poller, endpoint: runnerQueues, queues: [...queues.values()] });
    for (const table of tables.values()) await createTable(dynamodb, table);
    const name = queueTriggers.find(({ functionName }) => functionName === "apply-commands")?.queueName ?? "";

    const admin = async (method: string, path: string, body?: object): Promise<unknown> => {
      const answer = await fetch(`${wtsUrl}/__admin/${path}`, {
        method,
        ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`the stand-in for WTS answered ${answer.status} to ${method} ${path}: ${text}`);
      return text === "" ? undefined : JSON.parse(text);
    };

    return {
      endpoints,
      packaged,
      beside,
      taskRootBeside,
      templateOf,
      commandsQueue: { url: queueUrl(runnerQueues, name), name },
      poller,
      holdSessions: async (ids) => {
        await admin("POST", "reset", { sessions: ids.map(sessionOf) });
        await admin("PUT", "limits", { enabled: false });
        await admin("DELETE", "requests");
      },
      wtsWrites: async () => {
        const asked = (await admin("GET", "requests")) as readonly { method: string; status: number }[];
        return asked.filter(({ method, status }) => method !== "GET" && status < 300).length;
      },
      takeCounts: async () => {
        const answer = await fetch(`${controlUrl}/__counts`, { method: "DELETE" });
        return (await answer.json()) as CallCounts;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
};
