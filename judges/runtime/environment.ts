// One execution environment: a process with Node and AWS's runtime, which works on one invocation after another.

export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
}

/** What Lambda passes on of an invocation: the function's answer, or why there is none (its time was up, its process ended). */
export type InvocationResult = { readonly answer: unknown } | { readonly error: FunctionError };

interface InvokeOptions {
  /** A new one unless said. */
  readonly requestId?: string;
}

export interface Environment {
  /** From the start of the process until it asked for its first invocation: what Lambda reports as Init Duration. */
  readonly initMs: number;
  /** One at a time. After one that had no answer in time the environment is gone, as on Lambda. */
  invoke(event: unknown, options?: InvokeOptions): Promise<InvocationResult>;
  /** The time of the processor that it has used since it started, and what it started, in milliseconds. */
  cpuMs(): number;
  /** Sends the signal to all its processes, whatever they do; resolves when they are gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  stop(): Promise<void>;
}

export interface EnvironmentOptions {
  /** Where the zip was unpacked to. */
  readonly codeDir: string;
  /** As in the template: `dist/update-session.handler`. */
  readonly handler: string;
  /** Beside what Lambda itself sets. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  readonly initLimitMs?: number;
  /** Each line as the runtime writes it, with what it writes before it. */
  onLogLine?(line: string): void;
}
