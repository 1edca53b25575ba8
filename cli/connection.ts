// Connects the commands with where they work: the stack that runs here, or a stage in AWS.
import { relative } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetQueueUrlCommand, QueueDoesNotExist, SQSClient } from "@aws-sdk/client-sqs";
import { rateTable } from "../lib/aws/rate-table.ts";
import { secretsManagerSecret } from "../lib/aws/secrets.ts";
import { dynamoTable, type Table } from "../lib/aws/table.ts";
import { type WholeTable, wholeTable } from "../lib/aws/whole-table.ts";
import type { HooksConfig } from "../lib/config.ts";
import { type AccessSecret, parseAccess } from "../lib/core/access-secret.ts";
import { type Accounts, parseAccounts } from "../lib/core/accounts-secret.ts";
import { type Clock, systemClock as clock } from "../lib/runtime/clock.ts";
import { jsonLog, type Log } from "../lib/runtime/log.ts";
import type { Secret } from "../lib/runtime/secret.ts";
import type { MappingBox } from "../lib/webhooks/mapping/mapping-box.ts";
import type { WtsCaller } from "../lib/wts/caller.ts";
import {
  accountLimiters,
  type ConnectWts,
  connectCaller,
  connectWts,
  type LimiterOf,
  type Wts,
  wtsAt,
} from "../lib/wts/connect.ts";
import type { RateLimiterOptions } from "../lib/wts/rate-limit/rate-limiter.ts";
import type { RateTable } from "../lib/wts/rate-limit/rate-state.ts";
import { moveDate } from "../local/move-date.ts";
import { awsTimes as times } from "./aws-times.ts";
import { awsCallerName, localUserName } from "./caller-name.ts";
import { connectAccount } from "./connect-account.ts";
import { NotFound } from "./failure.ts";
import { readHooksConfig } from "./hooks-config.ts";
import { readRunningStack, type ServiceName } from "./running-stack.ts";
import { openBox } from "./webhooks/open-box.ts";

export type QueueName = "commands" | "commands-dead" | "reassign-session-events" | "parked";

export interface Connection {
  /** Is printed with results, so that nobody takes one stage for another. */
  place: string;
  /** Another command line needs it to work there, too: "" or " --stage prod". */
  options: string;
  sqs: SQSClient;
  queueUrl(queue: QueueName): Promise<string>;
  /** A receive waits that long: without it SQS asks only some of its servers, and what is on others seems not to be there. */
  receiveWaitSeconds: number;
  table: Table;
  /** The same, for who has to look through all of it. */
  whole: WholeTable;
  eventBridge: EventBridgeClient;
  busName: string;
  /** It is read only when asked for: a configuration that is being edited must not stand in the way of the other commands. */
  config(): Promise<HooksConfig>;
  /** It works out what the sources of that configuration say of a delivery. */
  box: MappingBox;
  /** The names in the accounts secret; reading that is a permission of its own. */
  accountNames(): Promise<readonly string[]>;
  /** The access secret; reading it is a permission of its own. */
  access(): Promise<AccessSecret>;
  /** Messages call the place so where that secret is edited. */
  accessName(): string;
  /** Who types the command. What they set keeps it. */
  callerName(): Promise<string>;
  /** Answers when what runs here was built, as an ISO date; it is undefined for a stage. */
  startedAt: (() => string) | undefined;
  /** Answers from what that was built, as the build names it; it is undefined for a stage, whose stack says it itself. */
  builtFrom: (() => string | undefined) | undefined;
  /** What stands in for WTS is no account of anybody's. */
  isStandIn(): boolean;
  /** How the rest of AWS is asked about a stage; it is undefined for what runs here, which is no stack. */
  stack: { name: string; options: ServiceOptions & typeof times } | undefined;
  /** The HTTP API answers here; it is undefined for a stage, whose address only hooks.config.ts or the deployment knows. */
  url: string | undefined;
  /** How the functions' own code asks WTS from here; what it finds out of names is kept for as long as the configuration stands. */
  connectWts(config: HooksConfig, around: Around): ConnectWts;
  /** WTS as the functions see it, with their key and at their rate limiter. Throws Failure for an account that is not there. */
  wts(account: string, patienceMs?: number): Promise<Wts>;
  /** The same for routes of WTS that no function needs. */
  wtsCaller(account: string): Promise<WtsCaller>;
  accounts(): Secret<Accounts>;
  /** How CloudWatch is asked for the metrics, and for which stage. */
  cloudWatch: { stage: string; options: ServiceOptions & typeof times };
  /** The accounts' rates, which are shared with the functions. */
  rates: RateTable;
  /** The limiters of those rates, at which everything that asks WTS from here takes its tokens. */
  limiters(config: HooksConfig, around: Around): LimiterOf;
  /** Answers another WTS than the configuration names, or undefined for that one. */
  wtsBaseUrl(): string | undefined;
  close(): void;
}

/** Where the time comes from, and who hears of what is wrong with the rate's table. */
interface Around {
  readonly clock: Clock;
  readonly log: Log;
}

/** The place is there, or not, without a queue of this name. */
export class QueueMissing extends NotFound {}

export interface StageOptions {
  stage?: string | undefined;
  region?: string | undefined;
}

/** One look at the rate takes longer over a line that is not the functions' own. */
const rateTimeoutMs = 10_000;

/** Both are as in serverless.yml. */
const service = "wts-session-hooks";
export const deployedRegion = "sa-east-1";

interface ServiceOptions {
  region: string;
  endpoint?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
}

interface Parts {
  place: string;
  /** How far the clock there is from that of this machine. */
  clockOffsetMs: number;
  optionsFor(service: ServiceName): ServiceOptions;
  /** The metrics stand under it. */
  metricStage: string;
  queueUrl(sqs: SQSClient, queue: QueueName): Promise<string>;
  receiveWaitSeconds: number;
  tableName: string;
  busName: string;
  accountsSecretId: string;
  accessSecretId: string;
  accessName(): string;
  callerName(): Promise<string>;
  startedAt: (() => string) | undefined;
  builtFrom: (() => string | undefined) | undefined;
  isStandIn(): boolean;
  stackName: string | undefined;
  url: string | undefined;
  wtsBaseUrl(): string | undefined;
}

const localParts = (environment: NodeJS.ProcessEnv): Parts => {
  const running = readRunningStack(environment);
  const ids = {
    commands: "Commands",
    "commands-dead": "CommandsDead",
    "reassign-session-events": "ReassignSessionEvents",
    parked: "Parked",
  } as const;
  return {
    place: "the local stack",
    clockOffsetMs: running.clockOffsetMs,
    optionsFor: (name) => ({
      region: running.region,
      endpoint: running.endpoint(name),
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    }),
    queueUrl: async (_sqs, queue) => running.queueUrl(ids[queue]),
    receiveWaitSeconds: 0,
    tableName: running.tableName,
    busName: running.busName,
    // What runs here was packaged for a stage, and reports under it.
    metricStage: running.busName.replace(`${service}-`, ""),
    accountsSecretId: `${service}/local/accounts`,
    accessSecretId: `${service}/local/access`,
    accessName: () => relative(process.cwd(), running.secretsFile()),
    callerName: async () => localUserName(),
    startedAt: running.startedAt,
    builtFrom: running.build,
    isStandIn: running.isStandIn,
    stackName: undefined,
    url: running.url,
    wtsBaseUrl: running.wtsBaseUrl,
  };
};

const stageParts = (stage: string, region: string): Parts => {
  const name = `${service}-${stage}`;
  const queues = {
    commands: `${name}-commands.fifo`,
    "commands-dead": `${name}-commands-dead.fifo`,
    "reassign-session-events": `${name}-reassign-session-events`,
    parked: `${name}-parked`,
  };
  return {
    place: `stage ${stage} in ${region}`,
    clockOffsetMs: 0,
    optionsFor: () => ({ region }),
    queueUrl: async (sqs, queue) => {
      const command = new GetQueueUrlCommand({ QueueName: queues[queue] });
      const { QueueUrl = "" } = await sqs.send(command).catch((error: unknown) => {
        if (!(error instanceof QueueDoesNotExist)) throw error;
        throw new QueueMissing(
          `there is no queue ${queues[queue]} in ${region} of this AWS account: check --stage, --region and the credentials`,
        );
      });
      return QueueUrl;
    },
    receiveWaitSeconds: 1,
    tableName: name,
    busName: name,
    metricStage: stage,
    accountsSecretId: `${service}/${stage}/accounts`,
    accessSecretId: `${service}/${stage}/access`,
    accessName: () => `the secret ${service}/${stage}/access`,
    callerName: () => awsCallerName({ ...times, region }),
    startedAt: undefined,
    builtFrom: undefined,
    isStandIn: () => false,
    stackName: name,
    url: undefined,
    wtsBaseUrl: () => undefined,
  };
};

/** Nothing of a log is for whoever types a command, and on stdout it would be taken for the answer. */
const log = jsonLog(() => {});

interface OpenSecret<Value> {
  secret: Secret<Value>;
  close(): void;
}

const openSecret = <Value>(
  { optionsFor }: Parts,
  secretId: string,
  parse: (text: string) => Value,
): OpenSecret<Value> => {
  const client = new SecretsManagerClient({ ...times, ...optionsFor("SECRETS_MANAGER") });
  const secret = secretsManagerSecret({ client, secretId, parse, clock, log });
  return { secret, close: () => client.destroy() };
};

export const unknownAccount = (account: string, place: string, known: readonly string[]): string =>
  `there is no account ${account} in ${place}: name one of ${known.join(", ")}`;

const optionsText = ({ stage, region }: StageOptions): string =>
  `${stage === undefined ? "" : ` --stage ${stage}`}${region === undefined ? "" : ` --region ${region}`}`;

/** Makes the limiters of the accounts whose rates stand in that table. */
export type MakeLimiters = (options: Omit<RateLimiterOptions, "account">) => LimiterOf;

interface ConnectSurroundings {
  environment: NodeJS.ProcessEnv;
  /** It replaces the configuration that the environment names. */
  config?: HooksConfig | undefined;
  box?: MappingBox | undefined;
  /** Absent: those of whoever types a command, which everything else yields to. */
  limiters?: MakeLimiters | undefined;
}

/** Without a stage, connects with the stack that runs here. Throws Failure where there is none. */
export type Connect = (options: StageOptions, surroundings: ConnectSurroundings) => Connection;

/** Commands of one process may run side by side: the date is the machine's own again when the last of them has ended. */
let withMovedDate = 0;

/** What is kept at a place, and what WTS says there, is of its time. Answers how to give the date back. */
const followClock = (offsetMs: number): (() => void) => {
  if (offsetMs === 0 && withMovedDate === 0) return () => {};
  withMovedDate += 1;
  moveDate(offsetMs);
  return () => {
    withMovedDate -= 1;
    if (withMovedDate === 0) moveDate(0);
  };
};

export const connect: Connect = (
  { stage, region },
  { environment, config: given, box = openBox(environment), limiters = accountLimiters },
) => {
  const parts = stage === undefined ? localParts(environment) : stageParts(stage, region ?? deployedRegion);
  const giveDateBack = followClock(parts.clockOffsetMs);
  // A queue's URL may name a host that only its own network knows.
  const sqs = new SQSClient({ ...times, ...parts.optionsFor("SQS"), useQueueUrlAsEndpoint: false });
  const dynamo = new DynamoDBClient({ ...times, ...parts.optionsFor("DYNAMODB") });
  const eventBridge = new EventBridgeClient({ ...times, ...parts.optionsFor("EVENTBRIDGE") });
  const urls = new Map<QueueName, Promise<string>>();
  let accountsSecret: OpenSecret<Accounts> | undefined;
  const accounts = (): Secret<Accounts> => {
    accountsSecret ??= openSecret(parts, parts.accountsSecretId, parseAccounts);
    return accountsSecret.secret;
  };
  const config = async () => given ?? (await readHooksConfig(environment));
  const rates = rateTable({ client: dynamo, tableName: parts.tableName, timeoutMs: rateTimeoutMs });
  const made = new WeakMap<HooksConfig, LimiterOf>();
  const limitersFor: Connection["limiters"] = (config, around) => {
    const found = made.get(config) ?? limiters({ table: rates, limits: config.limits, ...around });
    made.set(config, found);
    return found;
  };
  const connectOptions = (config: HooksConfig, around: Around) => ({
    secret: accounts(),
    wts: wtsAt(config, parts.wtsBaseUrl()),
    limiterOf: limitersFor(config, around),
    clock: around.clock,
  });
  const connected = new WeakMap<HooksConfig, ConnectWts>();
  const connectWtsFor: Connection["connectWts"] = (config, around) => {
    const found = connected.get(config) ?? connectWts(connectOptions(config, around));
    connected.set(config, found);
    return found;
  };
  const accountHere = async (account: string) => {
    const known = [...(await accounts().get()).keys()];
    if (!known.includes(account)) throw new NotFound(unknownAccount(account, parts.place, known));
    return { account, config: await config() };
  };
  return {
    place: parts.place,
    options: optionsText({ stage, region }),
    sqs,
    queueUrl: (queue) => {
      const url = urls.get(queue) ?? parts.queueUrl(sqs, queue);
      urls.set(queue, url);
      // It may be there the next time.
      url.catch(() => urls.delete(queue));
      return url;
    },
    receiveWaitSeconds: parts.receiveWaitSeconds,
    table: dynamoTable(dynamo, parts.tableName),
    whole: wholeTable(dynamo, parts.tableName),
    eventBridge,
    busName: parts.busName,
    config,
    box,
    accounts,
    cloudWatch: {
      stage: parts.metricStage,
      get options() {
        return { ...times, ...parts.optionsFor("CLOUDWATCH") };
      },
    },
    rates,
    limiters: limitersFor,
    connectWts: connectWtsFor,
    url: parts.url,
    wtsBaseUrl: parts.wtsBaseUrl,
    accessName: parts.accessName,
    callerName: parts.callerName,
    startedAt: parts.startedAt,
    builtFrom: parts.builtFrom,
    isStandIn: parts.isStandIn,
    stack:
      parts.stackName === undefined
        ? undefined
        : { name: parts.stackName, options: { ...times, ...parts.optionsFor("CLOUDWATCH") } },
    access: async () => {
      const { secret, close } = openSecret(parts, parts.accessSecretId, parseAccess);
      return secret.get().finally(close);
    },
    accountNames: async () => [...(await accounts().get()).keys()],
    wts: async (name, patienceMs) => {
      const { account, config } = await accountHere(name);
      return connectAccount({ account, config, connect: connectWtsFor(config, { clock, log }), patienceMs });
    },
    wtsCaller: async (name) => {
      const { account, config } = await accountHere(name);
      return connectAccount({ account, config, connect: connectCaller(connectOptions(config, { clock, log })) });
    },
    close: () => {
      box.stop();
      giveDateBack();
      for (const client of [sqs, dynamo, eventBridge]) client.destroy();
      accountsSecret?.close();
    },
  };
};
