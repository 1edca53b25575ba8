// Answers what the page asks, a line of JSON each: how far it has come, and at last what the command printed.
import * as z from "zod/mini";
import type { Question } from "../questions/question.ts";
import { Refusal } from "./refusals.ts";
import type { CommandAnswer, Progress } from "./run-command.ts";

/** The last line of an answer. */
export type AnswerLine = CommandAnswer & {
  /** An ISO instant: the answer is of then. */
  readonly asOf: string;
  /** Of a preview: what a write has to have seen. */
  readonly seen?: string;
};

export type ProgressLine = { readonly progress: Progress };

/** `text` is JSON. Throws a Refusal. */
export const readParams = <Shape extends z.ZodMiniType>(shape: Shape, text: string): z.output<Shape> => {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw new Refusal(400, "BODY_MALFORMED", "the parameters are no JSON: reload the page");
  }
  const result = z.safeParse(shape, given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Refusal(
    422,
    "PARAMETERS_INVALID",
    `${issue?.path.join(".") || "the parameters"}: ${issue?.message ?? "not what is expected"}`,
  );
};

export const wordsOf = (question: Question, text: string): readonly string[] =>
  question.words(readParams(question.params, text));
