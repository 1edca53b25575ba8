// One thing that the page may ask: the command that answers it, and what its answer is.
import type * as z from "zod/mini";

export interface Question<Shape extends z.ZodMiniType = z.ZodMiniType, Answer = unknown> {
  /** What the page has to say; anything else is refused. */
  readonly params: Shape;
  /** The command, as it is typed, without --json. What comes from the page stands behind a `=` or a `--`, so that it is no option. */
  words(params: z.output<Shape>): readonly string[];
  /** It says itself which language the configuration has, and is answered in that one. */
  readonly saysLanguage?: boolean;
  /** WTS is called for it: on a stage the answer is kept for a while, and shared by all pages. */
  readonly asksWts?: boolean;
  /** It is about what runs on this machine: nobody asks it on a stage. */
  readonly localOnly?: boolean;
  /** It is never there: the type of what the command prints with --json. */
  readonly answer?: Answer;
}

/** `question<Answer>()({…})`: the type of the answer is given, the one of the parameters is inferred. */
export const question =
  <Answer>() =>
  <Shape extends z.ZodMiniType>(given: Question<Shape, Answer>): Question<Shape, Answer> =>
    given;

export type ParamsOf<Asked> = Asked extends { params: infer Shape extends z.ZodMiniType } ? z.input<Shape> : never;
export type AnswerOf<Asked> = Asked extends { answer?: infer Answer } ? Exclude<Answer, undefined> : never;
