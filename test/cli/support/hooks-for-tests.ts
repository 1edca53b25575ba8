// The command line beside queues, table, bus and secrets of its own, which it finds as it finds those of `npm start`.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { startFauxqs } from "fauxqs";
import { runHooks } from "../../../cli/program.ts";
import { openBox } from "../../../cli/webhooks/open-box.ts";
import { dynamoTable } from "../../../lib/aws/table.ts";
import { placeOf } from "../../../lib/commands/queue/work-command.ts";
import type { HooksConfig } from "../../../lib/config.ts";
import type { QueuedCommand } from "../../../lib/core/queue/queued-command.ts";
import { killSwitch } from "../../../lib/records/kill-switch.ts";
import { ledger } from "../../../lib/records/ledger.ts";
import { successOf } from "../../../lib/records/outcomes.ts";
import type { Clock } from "../../../lib/runtime/clock.ts";
import type { MappingBox } from "../../../lib/webhooks/mapping/mapping-box.ts";
import type { AcceptedEvent } from "../../../local/aws/events-endpoint.ts";
import { startEventsEndpoint } from "../../../local/aws/events-endpoint.ts";
import { startMetricsEndpoint } from "../../../local/aws/metrics-endpoint.ts";
import { startSecretsEndpoint } from "../../../local/aws/secrets-endpoint.ts";
import { boxHere } from "../../support/box-here.ts";
import { manualClock } from "../../support/manual-clock.ts";
import { ownEnvironment } from "../../support/own-files.ts";
import { startTable } from "../../support/table.ts";

export interface Result {
  code: number;
  stdout: string;
  stderr: string;
}

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** As the npm script runs it, in a process of its own. */
export const runProcess = async (args: readonly string[], environment: NodeJS.ProcessEnv): Promise<Result> => {
  const child = spawn(process.execPath, ["--import", "./local/choose-node.mjs", "cli/hooks.ts", ...args], {
    cwd: root,
    env: { ...process.env, ...ownEnvironment, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code, stdout, stderr };
};

/** One answers for every command with the configuration of the tests: to start one takes half a second of a processor. */
const ownBox: MappingBox = { ...openBox(ownEnvironment), stop: () => {} };

/** They go when the process does: what was written for one command is no obstacle for the same one of another test. */
const folders: string[] = [];
process.on("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A user's folder, in which one command may write. */
export const scratchFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "user-"));
  folders.push(folder);
  writeFileSync(
    join(folder, "hooks.config.ts"),
    'import { defineConfig } from "wts-session-hooks";\nexport default defineConfig({});\n',
  );
  return folder;
};

/** The same without a process, since most of its time goes into starting one. */
export const runHere = async (
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  {
    config,
    ask,
    askHidden,
    clock,
  }: {
    config?: HooksConfig | undefined;
    ask?: (question: string) => Promise<string>;
    askHidden?: (question: string) => Promise<string>;
    clock?: Clock | undefined;
  } = {},
): Promise<Result> => {
  const said = { stdout: "", stderr: "" };
  const folder = scratchFolder();
  // It writes into the configuration that it finds, which must not be the tests' own.
  const isImport = args[0] === "n8n" && args[1] === "import";
  const writing = {
    ...(args[0] === "new" && { HOOKS_CONFIG: "", LOCAL_SECRETS_FILE: "" }),
    ...(isImport && { HOOKS_CONFIG: join(folder, "hooks.config.ts") }),
  };
  const given = { ...ownEnvironment, ...writing, ...environment };
  const code = await runHooks(args, {
    environment: given,
    cwd: folder,
    // What goes on until it is stopped opens, says so, and ends.
    stopping: AbortSignal.abort(),
    ...(given.HOOKS_CONFIG === ownEnvironment.HOOKS_CONFIG && { box: ownBox }),
    ...(config && { config, box: boxHere(config.sources) }),
    ...(ask && { ask }),
    ...(askHidden && { askHidden }),
    ...(clock && { clock }),
    stdout: (part) => {
      said.stdout += part;
    },
    stderr: (part) => {
      said.stderr += part;
    },
  });
  return { code, ...said };
};

const queueNames = {
  Commands: "wts-session-hooks-test-commands.fifo",
  CommandsDead: "wts-session-hooks-test-commands-dead.fifo",
  ReassignSessionEvents: "wts-session-hooks-test-reassign-session-events",
  Parked: "wts-session-hooks-test-parked",
};
export type QueueId = keyof typeof queueNames;

/** `wtsUrl`: of a stand-in. `config`: other than that of the tests. `cliClock`: of the command line, where that has one of its own. */
export const startHooks = async ({
  wtsUrl,
  config,
  cliClock,
}: {
  wtsUrl?: string;
  config?: HooksConfig;
  cliClock?: Clock;
} = {}) => {
  const folder = mkdtempSync(join(tmpdir(), "hooks-"));
  const secretsFile = join(folder, "secrets.json");
  const runningFile = join(folder, "running.json");
  const accounts = {
    default: { apiKey: "pn_test_default_0123456789" },
    filial: { apiKey: "pn_test_filial_0123456789" },
  };
  const sources = { stripe: ["whsec_test_stripe_0123456789"], asaas: ["test-asaas-token-0123456789"] };
  writeFileSync(secretsFile, JSON.stringify({ accounts, clients: {}, sources }));

  const events: AcceptedEvent[] = [];
  const ignore = (_event: AcceptedEvent): void => {};
  let listener = ignore;
  const [sqs, table, bus, secrets, metrics] = await Promise.all([
    startFauxqs({ port: 0, logger: false, defaultRegion: "sa-east-1" }),
    startTable(),
    startEventsEndpoint((event) => {
      events.push(event);
      listener(event);
    }),
    startSecretsEndpoint(secretsFile),
    startMetricsEndpoint(),
  ]);
  for (const name of Object.values(queueNames)) {
    const attributes = name.endsWith(".fifo") ? { FifoQueue: "true" } : {};
    sqs.createQueue(name, { region: "sa-east-1", attributes });
  }
  const sqsUrl = `http://127.0.0.1:${sqs.port}`;
  const urls = Object.fromEntries(
    Object.entries(queueNames).map(([id, name]) => [id, `${sqsUrl}/000000000000/${name}`]),
  );
  const running = {
    pid: process.pid,
    startedAt: "2999-01-01T00:00:00.000Z",
    secretsFile,
    endpoints: {
      AWS_ENDPOINT_URL_SQS: sqsUrl,
      AWS_ENDPOINT_URL_DYNAMODB: table.endpoint,
      AWS_ENDPOINT_URL_EVENTBRIDGE: bus.url,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
      AWS_ENDPOINT_URL_CLOUDWATCH: metrics.url,
      ...(wtsUrl !== undefined && { WTS_BASE_URL: wtsUrl }),
    },
    region: "sa-east-1",
    url: "http://127.0.0.1:9",
    queues: urls,
    tableName: table.tableName,
    busName: "wts-session-hooks-test",
  };
  const write = (content: object): void => writeFileSync(runningFile, JSON.stringify(content));
  write(running);
  const environment = { INIT_CWD: ownEnvironment.INIT_CWD, LOCAL_RUNNING_FILE: runningFile };
  // The command line compares leases with its own clock, which is the real one.
  const clock = manualClock(Date.now());
  const itemTable = dynamoTable(table.client, table.tableName);
  const records = ledger({ table: itemTable, clock });

  return {
    environment,
    endpoints: running.endpoints,
    clock,
    ledger: records,
    /** As apply-commands records it; `isDue`: its outcome is still to be published. */
    recordApplied: async (queued: QueuedCommand, { isDue = false } = {}): Promise<void> => {
      const { command } = queued.targeted;
      const entry = { ...queued, sessionId: command.sessionId, command: command.command };
      const outcome = successOf(command, queued, {});
      await records.attempt(placeOf(queued), entry, undefined, 1).finish({ state: "applied", outcome, isDue });
    },
    /** As a function prints it. */
    print: metrics.take,
    isPaused: (account: string) => killSwitch({ table: itemTable, clock }).isPaused(account),
    events,
    /** Until what it answers is called. */
    onEvent: (listen: (event: AcceptedEvent) => void) => {
      listener = listen;
      return () => {
        listener = ignore;
      };
    },
    table: itemTable,
    hooks: (...args: string[]) => runHere(args, environment, { config, clock: cliClock }),
    /** What it prints with --json. */
    json: async <Answer>(...args: string[]): Promise<Answer> => {
      const { stdout } = await runHere([...args, "--json"], environment, { config, clock: cliClock });
      return JSON.parse(stdout) as Answer;
    },
    hooksProcess: (...args: string[]) => runProcess(args, environment),
    /** Changes what `npm start` is thought to have written, until `work` is done. */
    runningOtherwise: async <Answer>(change: object, work: () => Promise<Answer>): Promise<Answer> => {
      write({ ...running, ...change });
      try {
        return await work();
      } finally {
        write(running);
      }
    },
    queueUrls: urls,
    /** Answers the message's id. */
    put: (
      queue: QueueId,
      body: unknown,
      groupId?: string,
      attributes: Readonly<Record<string, string>> = {},
    ): string => {
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const fifo =
        groupId === undefined ? {} : { messageGroupId: groupId, messageDeduplicationId: crypto.randomUUID() };
      const messageAttributes = Object.fromEntries(
        Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
      );
      return sqs.sendMessage(queueNames[queue], text, { region: "sa-east-1", ...fifo, messageAttributes }).messageId;
    },
    /** Everything in the queue; nobody else sees what is hidden. */
    inside: (queue: QueueId) => {
      const { messages } = sqs.inspectQueue(queueNames[queue]) ?? { messages: { ready: [], inflight: [] } };
      return {
        ready: messages.ready.map((message) => ({
          id: message.messageId,
          body: message.body.startsWith("{") ? (JSON.parse(message.body) as unknown) : message.body,
          deduplicationId: message.messageDeduplicationId,
          groupId: message.messageGroupId,
        })),
        hidden: messages.inflight.length,
      };
    },
    empty: (): void => {
      sqs.reset();
      events.length = 0;
    },
    stop: async () => {
      await Promise.all([sqs.stop(), table.stop(), bus.stop(), secrets.stop(), metrics.stop()]);
      rmSync(folder, { recursive: true });
    },
  };
};

export type HooksForTests = Awaited<ReturnType<typeof startHooks>>;
