// Calls the console, and reads its lines: how far it has come, and then the answer.
import { signal } from "@preact/signals";
import type { AnswerLine, ProgressLine } from "../../server/answer-question.ts";
import type { CommandError, Progress } from "../../server/run-command.ts";
import { language } from "../state/language.ts";
import { readText } from "./read-text.ts";
import { keyHeader, visit } from "./visit.ts";

/** The console was stopped, or cannot be reached. */
export const isGone = signal(false);

export class CallError extends Error {
  readonly code: string;
  readonly details: NonNullable<CommandError["details"]>;

  constructor({ code, message, details = [] }: CommandError) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

export interface Called<Answer> {
  readonly answer: Answer;
  readonly said: readonly string[];
  /** An ISO instant. */
  readonly asOf: string;
  /** Of a preview. */
  readonly seen?: string;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export const called = async (path: string, init: RequestInit = {}): Promise<Response> => {
  try {
    const response = await fetch(path, {
      ...init,
      headers: { ...init.headers, ...keyHeader(), "x-console-language": language.value },
    });
    isGone.value = false;
    if (response.status === 401) visit.value = "out";
    return response;
  } catch (error) {
    if (!init.signal?.aborted) isGone.value = true;
    throw error;
  }
};

const readLines = async (response: Response, onLine: (line: string) => void): Promise<void> => {
  let rest = "";
  await readText(response, (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line);
  });
  if (rest !== "") onLine(rest);
};

/** Throws CallError for what the command, or the console, refuses. */
export const call = async <Answer>(
  path: string,
  { onProgress, signal: aborted }: CallOptions = {},
  init: RequestInit = {},
): Promise<Called<Answer>> => {
  const response = await called(path, { ...init, ...(aborted && { signal: aborted }) });
  let last: AnswerLine | undefined;
  await readLines(response, (text) => {
    const line: AnswerLine | ProgressLine = JSON.parse(text);
    if ("progress" in line) onProgress?.(line.progress);
    else last = line;
  });
  if (!last) throw new CallError({ code: "INTERNAL_ERROR", message: "the console gave no answer" });
  if (last.error) throw new CallError(last.error);
  const { answer, said = [], asOf, seen } = last;
  return { answer: answer as Answer, said, asOf, ...(seen !== undefined && { seen }) };
};
