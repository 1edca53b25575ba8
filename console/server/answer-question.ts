// Answers what the page asks, a line of JSON each: how far it has come, and at last what the command printed.
import type { Context } from "hono";
import * as z from "zod/mini";
import { readJson } from "../../lib/core/read-json.ts";
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

/** Throws a Refusal. */
export const readBody = async ({ req }: Pick<Context, "req">): Promise<unknown> => {
  const text = await req.text();
  try {
    return readJson(text);
  } catch {
    throw new Refusal(400, "BODY_MALFORMED", "what is sent is no JSON, or nested too deep: reload the page");
  }
};

/** Throws a Refusal. */
export const readParams = <Shape extends z.ZodMiniType>(shape: Shape, given: unknown): z.output<Shape> => {
  const result = z.safeParse(shape, given);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Refusal(
    422,
    "PARAMETERS_INVALID",
    `${issue?.path.join(".") || "the parameters"}: ${issue?.message ?? "not what is expected"}`,
  );
};
