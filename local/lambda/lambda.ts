// Runs the packaged functions as Lambda would: as many processes as invocations at once, each used again while it lives.
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ownModule } from "../own-module.ts";
import type { FunctionDefinition } from "../template/read-functions.ts";
import {
  type ExecutionEnvironment,
  type Invocation,
  InvocationError,
  type Runtime,
  startEnvironment,
} from "./execution-environment.ts";
import { unpack } from "./unpack.ts";

/** Lambda's own limit for the event of a synchronous invocation: 6 MiB. */
const maxEventBytes = 6 * 1024 * 1024;
// More processes starting at once than there are processors only makes all of them late.
const maxStarting = Math.max(4, availableParallelism());

export interface Lambda {
  /** Answers what the function returned; throws an InvocationError when it did not return. */
  invoke(functionName: string, event: unknown): Promise<unknown>;
  /** How many invocations run, or wait for a process to run in. */
  underWay(): number;
  /** Does the work when what runs has ended, or `limitMs` are over; what comes meanwhile begins afterwards. */
  whileQuiet<Result>(limitMs: number, work: () => Promise<Result>): Promise<Result>;
  /** Ends every process, and with it what it remembers; what waits for one fails. */
  renew(): Promise<void>;
  /** From now on these run, which have the same names. What is under way fails: do it while it is quiet. */
  replace(functions: readonly FunctionDefinition[]): Promise<void>;
  /** How often each function was invoked since the start. */
  invoked(): Readonly<Record<string, number>>;
  /** The processes that live now, of one function or of all. */
  pids(functionName?: string): number[];
  /** Sends SIGKILL; resolves when the process is gone. */
  kill(pid: number): Promise<void>;
  stop(): Promise<void>;
}

interface LambdaOptions {
  readonly functions: readonly FunctionDefinition[];
  /** Where its neighbours listen: every function gets it beside its own environment. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly initLimitMs?: number;
  /** AWS's own, for example; ours unless said. */
  readonly runtime?: Runtime;
  /** How many processes a function gets at most; what finds none waits for one. As many as there are invocations unless said. */
  readonly maxEnvironments?: number;
  /** How far the functions' clock is from that of this machine; an invocation keeps what it began with. */
  offsetMs?(): number;
  onLog?(functionName: string, line: string): void;
  /** Is called when an invocation has ended, however it did. */
  onInvoked?(functionName: string): void;
}

interface UnpackedFunction {
  readonly taskRoot: string;
  readonly definition: FunctionDefinition;
}

interface Pool {
  taskRoot: string;
  definition: FunctionDefinition;
  readonly waiting: Invocation[];
  readonly environments: Set<ExecutionEnvironment>;
  readonly starting: Set<ExecutionEnvironment>;
}

/**
 * Types are stripped once here instead of by every process that starts, which takes 60 ms each. It happens in a process of
 * its own, so that Node's warning stays there.
 */
const withoutTypes = (file: string): string => {
  if (!file.endsWith(".ts")) return readFileSync(file, "utf8");
  const program =
    "process.stdout.write(require('node:module').stripTypeScriptTypes(fs.readFileSync(process.argv[1], 'utf8')))";
  return execFileSync(process.execPath, ["--disable-warning=ExperimentalWarning", "-e", program, file], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
};

const ownRuntime = (directory: string): Runtime => {
  const bootstrapFile = join(directory, "bootstrap.mjs");
  const bootstrap = withoutTypes(fileURLToPath(ownModule("bootstrap", import.meta.url)));
  writeFileSync(bootstrapFile, bootstrap.replace(/"\.\.\/move-date\.\w+"/, '"./move-date.mjs"'));
  writeFileSync(
    join(directory, "move-date.mjs"),
    withoutTypes(fileURLToPath(ownModule("../move-date", import.meta.url))),
  );
  return {
    program: process.execPath,
    argumentsFor: ({ memoryMb }) => [`--max-old-space-size=${Math.floor(memoryMb * 0.9)}`, bootstrapFile],
  };
};

export const startLambda = ({
  functions,
  environment = {},
  initLimitMs = 10_000,
  runtime,
  maxEnvironments = Number.POSITIVE_INFINITY,
  offsetMs = () => 0,
  onLog = () => {},
  onInvoked = () => {},
}: LambdaOptions): Lambda => {
  const directory = mkdtempSync(join(tmpdir(), "wts-session-hooks-"));
  const remove = (): void => rmSync(directory, { recursive: true, force: true });
  const pools = new Map<string, Pool>();
  let unpacked = 0;
  const unpackAll = (definitions: readonly FunctionDefinition[]): readonly UnpackedFunction[] => {
    unpacked += 1;
    return definitions.map((definition) => {
      const taskRoot = join(directory, String(unpacked), definition.name);
      unpack(definition.zipFile, taskRoot);
      return { definition, taskRoot };
    });
  };
  let usedRuntime: Runtime;
  try {
    usedRuntime = runtime ?? ownRuntime(directory);
    for (const each of unpackAll(functions))
      pools.set(each.definition.name, { ...each, waiting: [], environments: new Set(), starting: new Set() });
  } catch (error) {
    remove();
    throw error;
  }
  const everyEnvironment = (): ExecutionEnvironment[] => [...pools.values()].flatMap((pool) => [...pool.environments]);

  const invoked = new Map<string, number>();
  let underWay = 0;
  /** While there is one, nothing begins. */
  let quiet: { ended(): void } | undefined;
  let stopped = false;
  const stoppedError = (): InvocationError => new InvocationError("ServiceException", "the runner was stopped");

  const boot = (pool: Pool): void => {
    const started = startEnvironment({
      definition: pool.definition,
      taskRoot: pool.taskRoot,
      runtime: usedRuntime,
      environment,
      initLimitMs,
      offsetMs,
      onLine: (line) => onLog(pool.definition.name, line),
      onIdle: () => {
        pool.starting.delete(started);
        assign(pool);
      },
      onEnd: (initError) => {
        pool.environments.delete(started);
        pool.starting.delete(started);
        if (initError) pool.waiting.shift()?.reject(initError);
        assign(pool);
      },
    });
    pool.environments.add(started);
    pool.starting.add(started);
  };

  /** Whoever waits longest gets the first process that is free, be it an old one or one that just started. */
  const assign = (pool: Pool): void => {
    quiet?.ended();
    if (quiet) return;
    for (const idle of pool.environments) {
      if (!idle.isIdle()) continue;
      const invocation = pool.waiting.shift();
      if (!invocation) return;
      idle.run(invocation);
    }
    const aboutToBeIdle = [...pool.environments].filter((each) => each.isAboutToBeIdle()).length;
    while (
      pool.starting.size < Math.min(pool.waiting.length - aboutToBeIdle, maxStarting) &&
      pool.environments.size < maxEnvironments
    )
      boot(pool);
  };

  return {
    invoke: async (functionName, event) => {
      if (stopped) throw stoppedError();
      const pool = pools.get(functionName);
      if (!pool) throw new InvocationError("ResourceNotFoundException", `there is no function ${functionName}`);
      const payload = JSON.stringify(event);
      const payloadBytes = Buffer.byteLength(payload);
      if (payloadBytes > maxEventBytes)
        throw new InvocationError(
          "RequestTooLargeException",
          `the event has ${payloadBytes} bytes; Lambda takes at most ${maxEventBytes}`,
        );
      const { promise, resolve, reject } = Promise.withResolvers<string>();
      pool.waiting.push({ id: randomUUID(), payload, resolve, reject });
      underWay += 1;
      invoked.set(functionName, (invoked.get(functionName) ?? 0) + 1);
      assign(pool);
      try {
        return JSON.parse(await promise);
      } finally {
        underWay -= 1;
        onInvoked(functionName);
      }
    },
    underWay: () => underWay,
    whileQuiet: async (limitMs, work) => {
      if (quiet) throw new Error("the functions are being held already");
      const isQuiet = (): boolean => everyEnvironment().every((each) => !each.isBusy());
      const { promise, resolve } = Promise.withResolvers<void>();
      quiet = {
        ended: () => {
          if (isQuiet()) resolve();
        },
      };
      const patience = setTimeout(resolve, limitMs);
      quiet.ended();
      try {
        await promise;
        return await work();
      } finally {
        clearTimeout(patience);
        quiet = undefined;
        for (const pool of pools.values()) assign(pool);
      }
    },
    renew: async () => {
      for (const pool of pools.values())
        for (const invocation of pool.waiting.splice(0))
          invocation.reject(new InvocationError("ServiceException", "everything begins anew"));
      await Promise.all(everyEnvironment().map((each) => each.kill()));
    },
    replace: async (definitions) => {
      const replaced = unpackAll(definitions).map(({ definition, taskRoot }) => {
        const pool = pools.get(definition.name);
        if (!pool || pools.size !== definitions.length) throw new Error("there are other functions: start anew");
        return () => Object.assign(pool, { definition, taskRoot });
      });
      for (const replace of replaced) replace();
      await Promise.all(everyEnvironment().map((each) => each.kill()));
    },
    invoked: () => Object.fromEntries(invoked),
    pids: (functionName) =>
      everyEnvironment()
        .filter((each) => functionName === undefined || each.functionName === functionName)
        .flatMap((each) => each.pid() ?? []),
    kill: async (pid) => {
      const victim = everyEnvironment().find((each) => each.pid() === pid);
      if (!victim) throw new Error(`no function runs as process ${pid}`);
      await victim.kill();
    },
    stop: async () => {
      stopped = true;
      for (const pool of pools.values())
        for (const invocation of pool.waiting.splice(0)) invocation.reject(stoppedError());
      await Promise.all(everyEnvironment().map((each) => each.kill()));
      remove();
    },
  };
};
