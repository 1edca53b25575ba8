// Runs one process for one function, one invocation at a time: what Lambda calls an execution environment.
import { type ChildProcess, spawn } from "node:child_process";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createInterface } from "node:readline";
import { functionArn, region } from "../aws/account.ts";
import { listen } from "../listen.ts";
import { wallNow } from "../move-date.ts";
import { newTraceId } from "../new-trace-id.ts";
import type { FunctionDefinition } from "../template/read-functions.ts";

/** Lambda's own limit for an answer: 6 MiB and 100 bytes. */
const maxAnswerBytes = 6 * 1024 * 1024 + 100;
const linesKeptOfInit = 50;

/** What Lambda answers when an invocation fails: an error type that callers tell apart, and a text for people. */
export class InvocationError extends Error {
  constructor(errorType: string, message: string) {
    super(message);
    this.name = errorType;
  }
}

export interface Invocation {
  readonly id: string;
  readonly payload: string;
  resolve(answer: string): void;
  reject(error: InvocationError): void;
}

/** What runs inside a function's process and asks for invocations: the part that AWS adds to the function's code. */
export interface Runtime {
  /** Node. */
  readonly program: string;
  argumentsFor(definition: FunctionDefinition): readonly string[];
}

export interface ExecutionEnvironment {
  readonly functionName: string;
  /** Undefined until the process exists. */
  pid(): number | undefined;
  /** From the start of the process until it first asked for an invocation; undefined before that. */
  initMs(): number | undefined;
  /** Whether it waits for an invocation, and its process lives. */
  isIdle(): boolean;
  /** Whether it has answered, and has not asked for its next invocation yet. */
  isAboutToBeIdle(): boolean;
  /** Whether it was given an invocation that is not over. */
  isBusy(): boolean;
  run(invocation: Invocation): void;
  /** Ends it and what it has started, with SIGKILL unless said. */
  kill(signal?: NodeJS.Signals): Promise<void>;
}

interface EnvironmentOptions {
  readonly definition: FunctionDefinition;
  readonly taskRoot: string;
  readonly runtime: Runtime;
  /** Where its neighbours listen, beside what the function's own definition says. */
  readonly environment: Readonly<Record<string, string>>;
  readonly initLimitMs: number;
  /** How far the clock of what runs inside is from that of this machine; not at all unless said. */
  offsetMs?(): number;
  onLine(line: string): void;
  /** Called whenever it asks for its next invocation. */
  onIdle(): void;
  /** Called once; `initError` is there if it never became ready. */
  onEnd(initError?: InvocationError): void;
}

const readText = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

const toInvocationError = (text: string): InvocationError => {
  const { errorType = "Error", errorMessage = "" } = JSON.parse(text);
  return new InvocationError(String(errorType), String(errorMessage));
};

const describeExit = (code: number | null): string =>
  // The codes are Node's own: https://nodejs.org/api/process.html#exit-codes
  code === 13 ? "exit status 13: a promise was never settled" : `exit status ${code}`;

/**
 * The environment variables a function finds on Lambda: Lambda's own and those of serverless.yml, none of this machine.
 * `runtimeApi` is the host and port that the runtime inside the process talks to.
 */
export const functionEnvironment = (
  definition: FunctionDefinition,
  taskRoot: string,
  runtimeApi: string,
): Record<string, string> => ({
  PATH: "/usr/local/bin:/usr/bin:/bin",
  LANG: "en_US.UTF-8",
  TZ: ":UTC",
  AWS_EXECUTION_ENV: `AWS_Lambda_${definition.runtime}`,
  AWS_LAMBDA_RUNTIME_API: runtimeApi,
  AWS_LAMBDA_FUNCTION_NAME: definition.deployedName,
  AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
  AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${definition.deployedName}`,
  AWS_LAMBDA_LOG_STREAM_NAME: "local",
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  AWS_SESSION_TOKEN: "local",
  LAMBDA_TASK_ROOT: taskRoot,
  _HANDLER: definition.handler,
  ...definition.environment,
});

export const startEnvironment = (options: EnvironmentOptions): ExecutionEnvironment => {
  const { definition } = options;
  let child: ChildProcess | undefined;
  let poll: ServerResponse | undefined;
  // It is set from the moment it was given an invocation until it asks for the next: the time limit covers what a function
  // does after answering.
  let running: { invocation: Invocation; timer: NodeJS.Timeout; answered: boolean } | undefined;
  let ready = false;
  let startedAt = Number.NaN;
  let initMs: number | undefined;
  let dying = false;
  let over = false;
  let initError: InvocationError | undefined;
  const printedInInit: string[] = [];

  const initFailed = (errorType: string, message: string): InvocationError =>
    new InvocationError(
      errorType,
      `${definition.name} did not start: ${message}${printedInInit.length ? `\nIt printed:\n${printedInInit.join("\n")}` : ""}`,
    );

  /** Takes the invocation that still waits for an answer, which it is about to get. */
  const takeUnanswered = (): Invocation | undefined => {
    if (!running || running.answered) return undefined;
    running.answered = true;
    return running.invocation;
  };

  const rest = (): void => {
    clearTimeout(initTimer);
    clearTimeout(running?.timer);
    running = undefined;
  };

  const ask = (response: ServerResponse): void => {
    ready = true;
    initMs ??= performance.now() - startedAt;
    poll = response;
    response.on("close", () => {
      if (poll === response) poll = undefined;
    });
    rest();
    options.onIdle();
  };

  const receive = async (path: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const text = await readText(request);
    if (path === "/init/error") initError = toInvocationError(text);
    // An answer that comes after the time limit belongs to nobody.
    else if (path.startsWith(`/invocation/${running?.invocation.id}/`)) {
      const invocation = takeUnanswered();
      if (path.endsWith("/error")) invocation?.reject(toInvocationError(text));
      else if (Buffer.byteLength(text) <= maxAnswerBytes) invocation?.resolve(text);
      else
        invocation?.reject(
          new InvocationError(
            "Function.ResponseSizeTooLarge",
            `the answer has ${Buffer.byteLength(text)} bytes; Lambda passes on at most ${maxAnswerBytes}`,
          ),
        );
    }
    response.writeHead(202).end();
  };

  const server = createServer((request, response) => {
    const path = request.url?.replace("/2018-06-01/runtime", "") ?? "";
    if (path === "/invocation/next") ask(response);
    else void receive(path, request, response).catch(() => response.destroy());
  });
  // A poll stays open for as long as there is nothing to do.
  server.requestTimeout = 0;
  server.headersTimeout = 0;

  const ended = Promise.withResolvers<void>();

  const end = (how: string): void => {
    if (over) return;
    over = true;
    dying = true;
    takeUnanswered()?.reject(
      new InvocationError("Runtime.ExitError", `${definition.name}: the runtime exited with ${how}`),
    );
    rest();
    server.close();
    server.closeAllConnections();
    const failure = initError
      ? initFailed(initError.name, initError.message)
      : initFailed("Runtime.ExitError", `the runtime exited with ${how}`);
    options.onEnd(ready ? undefined : failure);
    ended.resolve();
  };

  const kill = (signal: NodeJS.Signals = "SIGKILL"): Promise<void> => {
    dying = true;
    // What the function has started ends with it, as on Lambda.
    if (child?.pid !== undefined && child.exitCode === null && child.signalCode === null)
      process.kill(-child.pid, signal);
    return ended.promise;
  };

  const initTimer = setTimeout(() => {
    initError = new InvocationError("Sandbox.Timedout", `still busy after ${options.initLimitMs / 1000} s`);
    void kill();
  }, options.initLimitMs);

  const boot = async (): Promise<void> => {
    const { url } = await listen(server, 0);
    if (dying) return end("nothing: it was stopped");
    startedAt = performance.now();
    child = spawn(options.runtime.program, options.runtime.argumentsFor(definition), {
      cwd: options.taskRoot,
      env: { ...functionEnvironment(definition, options.taskRoot, new URL(url).host), ...options.environment },
      stdio: ["ignore", "pipe", "pipe"],
      // It gets a process group of its own, so that Ctrl-C in a terminal reaches the runner alone, which then ends everything
      // in order.
      detached: true,
    });
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on("line", (line) => {
        if (!ready && printedInInit.length < linesKeptOfInit) printedInInit.push(line);
        options.onLine(line);
      });
    }
    child.on("error", (error) => end(error.message));
    // It is `close` and not `exit` because by then everything it printed has been read.
    child.on("close", (code, signal) => end(signal ?? describeExit(code)));
  };
  void boot().catch((error) => end(String(error)));

  return {
    functionName: definition.name,
    pid: () => child?.pid,
    initMs: () => initMs,
    isIdle: () => poll !== undefined && !dying,
    isAboutToBeIdle: () => running?.answered === true && !dying,
    isBusy: () => running !== undefined,
    run: (invocation) => {
      const response = poll;
      if (!response) throw new Error(`${definition.name} is not waiting for an invocation`);
      poll = undefined;
      const timeoutMs = definition.timeoutSeconds * 1000;
      const timer = setTimeout(() => {
        takeUnanswered()?.reject(
          new InvocationError(
            "Sandbox.Timedout",
            `RequestId: ${invocation.id} Error: Task timed out after ${definition.timeoutSeconds.toFixed(2)} seconds`,
          ),
        );
        void kill();
      }, timeoutMs);
      running = { invocation, timer, answered: false };
      response.writeHead(200, {
        "content-type": "application/json",
        "lambda-runtime-aws-request-id": invocation.id,
        "lambda-runtime-deadline-ms": String(wallNow() + timeoutMs),
        "local-clock-offset-ms": String(options.offsetMs?.() ?? 0),
        "lambda-runtime-invoked-function-arn": functionArn(definition.deployedName),
        "lambda-runtime-trace-id": `${newTraceId(wallNow())};Sampled=0`,
      });
      response.end(invocation.payload);
    },
    kill,
  };
};
