// Has a command answer, as a program would that runs it with --json.
import type { Language } from "../../lib/core/texts/language.ts";

export interface Progress {
  readonly what: string;
  readonly done: number;
  /** Absent while nobody knows. */
  readonly total?: number;
}

/** Whoever waits for an answer. */
export interface Waiting {
  onProgress?(progress: Progress): void;
  /** It is aborted when nobody waits any more: what takes long and writes nothing ends then. */
  readonly signal?: AbortSignal;
  /** The page's; absent: the configuration's. */
  readonly answersIn?: Language | undefined;
}

export interface CommandStreams extends Waiting {
  stdout(text: string): void;
  stderr(text: string): void;
}

/** Runs what is typed after `npm run hooks --`, in this process; answers its exit code. */
export type RunCommand = (words: readonly string[], streams: CommandStreams) => Promise<0 | 1 | 2>;

export interface CommandError {
  readonly code: string;
  readonly message: string;
  readonly details?: readonly { readonly message: string; readonly code?: string; readonly path?: string }[];
}

export type CommandAnswer = (
  | { readonly answer: unknown; readonly error?: undefined }
  | { readonly error: CommandError; readonly answer?: undefined }
) & {
  /** What it said beside its answer, a line each: warnings, and why its exit code is not 0. */
  readonly said: readonly string[];
};

const errorIn = (document: unknown): CommandError | undefined => {
  const { error } = Object(document) as { error?: Partial<CommandError> };
  return typeof error?.code === "string" && typeof error.message === "string" ? (error as CommandError) : undefined;
};

/** A command may print its answer and fail all the same, as `status` does where somebody is needed: the answer stands. */
export const runCommand = async (
  run: RunCommand,
  words: readonly string[],
  waiting: Waiting = {},
): Promise<CommandAnswer> => {
  let stdout = "";
  let stderr = "";
  const end = words.indexOf("--");
  const [options, operands] = end === -1 ? [words, []] : [words.slice(0, end), words.slice(end)];
  const code = await run([...options, "--json", ...operands], {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    ...waiting,
  });
  let document: unknown;
  try {
    document = JSON.parse(stdout);
  } catch {
    throw new Error(`the command ${words[0]} printed no JSON: this is a defect of the console`);
  }
  const said = stderr.split("\n").filter((line) => line !== "");
  const error = code === 0 ? undefined : errorIn(document);
  return error ? { error, said } : { answer: document, said };
};
