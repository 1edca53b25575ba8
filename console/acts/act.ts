// One thing that the page may do: what shows it beforehand, the command that does it, and what of the former must still hold then.
import type * as z from "zod/mini";

export interface Act<Shape extends z.ZodMiniType = z.ZodMiniType, Preview = unknown, Answer = unknown> {
  readonly params: Shape;
  /** The command that shows what would be done, and writes nothing. */
  preview(params: z.output<Shape>): readonly string[];
  /** The command that does it, without a question to anybody: the page has asked. */
  words(params: z.output<Shape>): readonly string[];
  /** What of the preview somebody says yes to. Where it is another when they do, nothing is written. */
  counts(preview: Preview): unknown;
  /** Nothing outside this machine is changed by it. */
  readonly localOnly?: boolean;
  readonly answer?: Answer;
  readonly previewed?: Preview;
}

/** `act<Preview, Answer>()({…})`: the types of what the two commands print are given, the one of the parameters is inferred. */
export const act =
  <Preview, Answer>() =>
  <Shape extends z.ZodMiniType>(given: Act<Shape, Preview, Answer>): Act<Shape, Preview, Answer> =>
    given;

export type PreviewOf<Done> = Done extends { previewed?: infer Preview } ? Exclude<Preview, undefined> : never;
