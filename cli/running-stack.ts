// Reads what `npm start` wrote down about the stack that runs here.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isProperties, own, ownText, type Properties } from "../lib/core/value.ts";
import { isAlive } from "../local/is-alive.ts";
import { userFolder } from "../local/user-folder.mjs";
import { Failure } from "./failure.ts";

export type ServiceName = "SQS" | "DYNAMODB" | "EVENTBRIDGE" | "SECRETS_MANAGER" | "CLOUDWATCH";

export interface RunningStack {
  /** Services are named as in the variables in which the SDK itself looks for endpoints. */
  endpoint(service: ServiceName): string;
  region: string;
  /** The HTTP API answers there. */
  url: string;
  wtsBaseUrl(): string;
  /** Queues are named by their logical id in serverless.yml. */
  queueUrl(id: "Commands" | "CommandsDead" | "ReassignSessionEvents" | "Parked"): string;
  tableName: string;
  busName: string;
  /** This file stands in for both secrets. */
  secretsFile(): string;
  /** How far the clock of functions and stand-in is from that of this machine. */
  clockOffsetMs: number;
  /** Where that clock is moved. */
  controlUrl(): string;
  /** Where faults of AWS are switched on and off. */
  awsControlUrl(): string;
  /** The stand-in for WTS; undefined where another WTS is used. */
  wtsUrl: string | undefined;
  /** From what the functions were built, as they say of themselves; undefined for what an earlier version started. */
  build(): string | undefined;
  /** Answers the ISO instant at which the functions had been built. */
  startedAt(): string;
  /** False where the address of another WTS was given. */
  isStandIn(): boolean;
}

const remedy = "`npm start` first, or name a --stage";

const textIn = (file: string, properties: unknown, name: string): string => {
  const value = ownText(properties, name);
  if (value) return value;
  throw new Failure(`${file} has no ${name}: it is of another version; stop the stack and ${remedy}`);
};

const read = (file: string): Properties => {
  let content: string;
  try {
    content = readFileSync(file, "utf8");
  } catch {
    throw new Failure(`nothing is running here (there is no ${file}): ${remedy}`, [], "NOTHING_RUNS");
  }
  try {
    const running: unknown = JSON.parse(content);
    if (isProperties(running)) return running;
  } catch {
    // The failure below says it.
  }
  throw new Failure(`${file} is not what \`npm start\` writes: ${remedy}`);
};

/** LOCAL_RUNNING_FILE names another file, as it does for `npm start`. */
export const readRunningStack = (environment: NodeJS.ProcessEnv): RunningStack => {
  const file = resolve(environment.LOCAL_RUNNING_FILE || join(userFolder(environment), ".local/running.json"));
  const running = read(file);
  const pid = own(running, "pid");
  if (typeof pid === "number" && !isAlive(pid))
    throw new Failure(`nothing is running here (process ${pid} of ${file} is gone): ${remedy}`, [], "NOTHING_RUNS");
  return {
    endpoint: (service) => textIn(file, own(running, "endpoints"), `AWS_ENDPOINT_URL_${service}`),
    region: textIn(file, running, "region"),
    url: textIn(file, running, "url"),
    wtsBaseUrl: () => textIn(file, own(running, "endpoints"), "WTS_BASE_URL"),
    queueUrl: (id) => textIn(file, own(running, "queues"), id),
    tableName: textIn(file, running, "tableName"),
    busName: textIn(file, running, "busName"),
    secretsFile: () => textIn(file, running, "secretsFile"),
    clockOffsetMs: Number(own(running, "clockOffsetMs") ?? 0),
    controlUrl: () => textIn(file, running, "controlUrl"),
    awsControlUrl: () => textIn(file, running, "awsControlUrl"),
    wtsUrl: ownText(running, "wtsUrl"),
    startedAt: () => textIn(file, running, "startedAt"),
    build: () => ownText(running, "build"),
    isStandIn: () => ownText(running, "wtsUrl") !== undefined,
  };
};
