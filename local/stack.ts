// Starts everything on one machine, for `npm start`, the demo and the end-to-end tests: gateway, functions, AWS, and WTS.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type AwsAccess, awsAccess, queueUrl, region } from "./aws/account.ts";
import { changeByEvent } from "./changes/change-by-event.ts";
import { changeLog } from "./changes/change-log.ts";
import { changesIn } from "./changes/gather-changes.ts";
import { startControlEndpoint } from "./control-endpoint.ts";
import { emptyStack } from "./empty-stack.ts";
import { startGateway } from "./gateway/gateway.ts";
import { keptOffset } from "./kept-offset.ts";
import type { BusEvent } from "./lambda/event-bus.ts";
import type { Runtime } from "./lambda/execution-environment.ts";
import { type Lambda, startLambda } from "./lambda/lambda.ts";
import { type PassedOver, scheduledEvent } from "./lambda/run-schedules.ts";
import { startTriggers, type Triggers } from "./lambda/triggers.ts";
import { type LocalClock, localClock } from "./local-clock.ts";
import { logLines } from "./log-lines.ts";
import { wallNow } from "./move-date.ts";
import { ownModule } from "./own-module.ts";
import { type Packaged, rebuilding } from "./rebuild.ts";
import { exampleSecretsFile, readSecretsFile } from "./secrets-file.ts";
import { startSideProcess } from "./side-process.ts";
import { readTemplate } from "./template/template.ts";
import { userFolder } from "./user-folder.mjs";

/** A line of the Embedded Metric Format, which whoever stands for CloudWatch reads. */
export const isMetrics = (line: string): boolean => line.startsWith('{"_aws":');

const program = (path: string): string => fileURLToPath(ownModule(path, import.meta.url));

export interface StackOptions {
  /** Where `osls package` wrote to. */
  readonly packageDir?: string;
  /** The port of the HTTP API; 0 takes any free one. */
  readonly port?: number;
  /** Names that lead to webhooks from elsewhere, such as a tunnel's. */
  readonly tunnelHosts?: readonly string[];
  /** The port of the stand-in for WTS; 0 takes any free one. */
  readonly wtsPort?: number;
  /** The tracked example unless said. */
  readonly secretsFile?: string;
  /** The address of another WTS than the stand-in, which is then not started. */
  readonly wtsBaseUrl?: string | undefined;
  /** It stands in for the hosts of those who are told by `notify`; without it they are told themselves. */
  readonly notifyBaseUrl?: string | undefined;
  /** The program that stands in for WTS. */
  readonly wtsProgram?: string;
  /** Where queues, table and undelivered events outlive this stack; in memory if not given. */
  readonly dataDir?: string | undefined;
  /** How long a crash delays a message: the visibility timeout of queues that functions empty, instead of the template's. */
  readonly visibilitySeconds?: number;
  /** What the functions run under, such as AWS's own; an imitation of it unless said. */
  readonly runtime?: Runtime;
  /** Whether functions are called by the clock; `tick` calls them in any case. */
  readonly schedules?: boolean;
  /** The pause before an event that failed is tried again; on Lambda it is a minute. */
  readonly retryPauseMs?: number;
  /** Packages again, for whoever has edited the configuration; absent where it was packaged elsewhere. Throws with what is wrong with it. */
  readonly packageAgain?: (() => Promise<Packaged>) | undefined;
  /** Is called when other functions run from now on. */
  onRebuilt?(): void;
  /** Is called when the clock was moved. */
  onClock?(offsetMs: number): void;
  /** Is called with everything that goes over the buses. */
  onEvent?(event: BusEvent): void;
  /** Is called with what the functions and their neighbours print, line by line. */
  onLog?(source: string, line: string): void;
  /** Is called if something that the functions need has ended by itself. */
  onLost?(message: string): void;
}

export interface Stack {
  /** The address of the HTTP API. */
  readonly url: string;
  /** The address of the stand-in for WTS; undefined if another host is used. */
  readonly wtsUrl: string | undefined;
  /** What the functions find in their environment beside their own. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** What real SDK clients need; they then meet the same faults as the functions do. */
  readonly aws: AwsAccess;
  readonly region: string;
  /** Where the clock is moved (PUT /clock), everything is begun anew (POST /reset), the functions are built again (POST /rebuild), and one hears when anything changes (GET /changes). */
  readonly controlUrl: string;
  /** That of functions and stand-in, which can be moved together. */
  readonly clock: LocalClock;
  /** Where faults of AWS are switched on (PUT /__faults), and where it says what it was asked for (GET /__counts). */
  readonly awsControlUrl: string;
  /** The URLs of the queues, by logical id: Commands, Parked … */
  readonly queues: Readonly<Record<string, string>>;
  /** The name is empty if the package has no table, as is that of the bus if it has none. */
  readonly tableName: string;
  readonly busName: string;
  readonly secretsFile: string;
  readonly dataDir: string | undefined;
  /** From what the functions were built; undefined for what an earlier version packaged. */
  readonly build: string | undefined;
  readonly lambda: Lambda;
  /** Calls a function as its schedule would, once, and answers what it returned. */
  tick(functionName: string): Promise<unknown>;
  stop(): Promise<void>;
  /** Sends SIGKILL to everything at once, the stand-in for WTS included; what `dataDir` holds is what is left. */
  crash(): Promise<void>;
}

/** Like Promise.all, but the failure of one waits for the other, so that what it started can be stopped. */
const both = async <First, Second>(first: Promise<First>, second: Promise<Second>): Promise<[First, Second]> => {
  await Promise.allSettled([first, second]);
  return [await first, await second];
};

/** Runs what is packaged. Either everything is up, or it throws and nothing is left running. */
export const startStack = async ({
  packageDir = join(userFolder(), ".serverless"),
  port = 0,
  tunnelHosts = [],
  wtsPort = 0,
  secretsFile = exampleSecretsFile,
  wtsBaseUrl,
  notifyBaseUrl,
  wtsProgram = program("wts/start"),
  dataDir,
  visibilitySeconds,
  runtime,
  schedules = true,
  retryPauseMs = 1_000,
  packageAgain,
  onRebuilt = () => {},
  onClock = () => {},
  onEvent = () => {},
  onLog = () => {},
  onLost = () => {},
}: StackOptions = {}): Promise<Stack> => {
  /** They are in the order in which they were started. */
  const parts: { stop(): Promise<void>; kill?(): Promise<void> }[] = [];
  const stop = async (): Promise<void> => {
    for (const each of parts.splice(0).reverse()) await each.stop();
  };
  const crash = async (): Promise<void> => {
    const killed = parts.splice(0).map((each) => each.kill?.() ?? each.stop());
    await Promise.all(killed);
  };

  const changes = changeLog();
  let triggers: Triggers | undefined;
  let clock: LocalClock | undefined;
  const offsetMs = (): number => clock?.offsetMs() ?? 0;
  const now = (): number => wallNow() + offsetMs();

  const lines = logLines(now);

  const side = async (name: string, file: string, environment: NodeJS.ProcessEnv) => {
    const started = await startSideProcess({
      name,
      file,
      environment: { ...process.env, ...environment },
      onLog,
      onLost,
      onMessage: (message) => {
        for (const change of changesIn(message)) changes.add(change);
        void triggers?.receive(message);
      },
    });
    parts.push(started);
    return started;
  };

  const startAws = () =>
    side("aws", program("aws/start"), { LOCAL_SECRETS_FILE: secretsFile, LOCAL_DATA_DIR: dataDir });

  const startWts = async (): Promise<string | undefined> => {
    if (wtsBaseUrl !== undefined) return undefined;
    const { ready } = await side("wts", wtsProgram, { WTS_PORT: String(wtsPort), WTS_SECRETS_FILE: secretsFile });
    return ready.url;
  };

  try {
    readSecretsFile(secretsFile);
    const [awsProcess, wtsUrl] = await both(startAws(), startWts());
    const { control: awsControlUrl = "", runnerQueues: sqsEndpoint = "", ...awsEndpoints } = awsProcess.ready;
    const endpoints = {
      ...awsEndpoints,
      WTS_BASE_URL: wtsBaseUrl ?? wtsUrl ?? "",
      ...(notifyBaseUrl !== undefined && { NOTIFY_BASE_URL: notifyBaseUrl }),
    };
    const aws = awsAccess(endpoints);
    const template = readTemplate(packageDir, aws.sqs.endpoint);

    const lambda = startLambda({
      functions: template.functions,
      environment: endpoints,
      ...(runtime && { runtime }),
      offsetMs,
      onLog: (source, line) => {
        if (isMetrics(line)) awsProcess.send({ printed: line });
        else lines.add(source, line);
        onLog(source, line);
      },
      onInvoked: (functionName) => changes.add({ kind: "functions", functionName }),
    });
    parts.push({ stop: lambda.stop });
    const kept = keptOffset(dataDir);
    const ownClock = localClock({
      wtsUrl,
      whileQuiet: lambda.whileQuiet,
      clockMoved: async (): Promise<readonly PassedOver[]> => triggers?.clockMoved() ?? [],
      onMoved: (moved) => {
        kept.write(moved);
        onClock(moved);
        changes.add({ kind: "clock" });
      },
    });
    clock = ownClock;
    // What is kept is of that time.
    if (kept.read() !== 0) await clock.moveTo(kept.read());
    triggers = await startTriggers({
      template,
      lambda,
      aws,
      sqsEndpoint,
      visibilitySeconds,
      schedules,
      retryPauseMs,
      offsetMs,
      confirm: (eventId) => awsProcess.send({ delivered: eventId }),
      onEvent: (event) => {
        changes.add(changeByEvent(event));
        onEvent(event);
      },
      onError: onLog,
    });
    parts.push(triggers);
    awsProcess.send({ openBus: true });
    const gateway = await startGateway({
      routes: template.routes,
      port,
      tunnelHosts,
      now,
      invoke: lambda.invoke,
      onError: onLog,
    });
    parts.push(gateway);
    const queueUrls = [...template.queues.values()].map(({ name }) => queueUrl(sqsEndpoint, name));
    const tableNames = [...template.tables.values()].map(({ TableName }) => TableName ?? "");
    const emptied = { aws, sqsEndpoint, awsControlUrl, wtsUrl, queueUrls, tableNames, secretsFile };
    const empty = async (): Promise<void> => {
      // They remember what was.
      await lambda.renew();
      await emptyStack(emptied);
    };
    const reset = async (): Promise<void> => {
      await ownClock.restart(empty);
      changes.add({ kind: "everything" });
    };
    let { build } = template;
    const rebuild = rebuilding({
      lambda,
      triggers,
      packageAgain,
      readTemplate: (dir) => readTemplate(dir, aws.sqs.endpoint),
      onRebuilt: (built) => {
        build = built;
        onRebuilt();
        changes.add({ kind: "build" });
      },
    });
    const control = await startControlEndpoint({ clock: ownClock, changes, lines, reset, rebuild });
    parts.push(control);
    return {
      url: gateway.url,
      wtsUrl,
      endpoints,
      aws,
      region,
      controlUrl: control.url,
      clock: ownClock,
      awsControlUrl,
      queues: Object.fromEntries([...template.queues].map(([id, { name }]) => [id, queueUrl(aws.sqs.endpoint, name)])),
      tableName: [...template.tables.values()][0]?.TableName ?? "",
      busName: [...template.buses.values()][0] ?? "",
      secretsFile,
      dataDir,
      get build() {
        return build;
      },
      lambda,
      tick: async (functionName) => {
        const rule = template.schedules.find((each) => each.functionName === functionName);
        if (!rule) throw new Error(`${functionName} has no schedule`);
        return lambda.invoke(functionName, scheduledEvent(rule, now()));
      },
      stop,
      crash,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
