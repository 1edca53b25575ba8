// Describes what a policy may say about courtesy: nothing, that nobody waits after it, or further words that count as it.
import * as z from "zod/mini";
import { isCourtesyPhrase } from "./courtesy-text.ts";

const message = "must be true, or a list of further words and phrases that are only courtesy";

const phrase = z
  .string("must be a text")
  .check(
    z.refine(
      isCourtesyPhrase,
      "must be one to six words without a question mark or a sign: nothing could be found by it",
    ),
  );

export const courtesyRepliesShape = z._default(
  z.union(
    [z.boolean(message), z.array(phrase, message).check(z.minLength(1, `${message}; true is enough without any`))],
    {
      error: message,
    },
  ),
  false,
);

/** The further words; undefined where courtesy counts as any message does. */
export const furtherCourtesyOf = (given: boolean | readonly string[]): readonly string[] | undefined => {
  if (typeof given !== "boolean") return given;
  return given ? [] : undefined;
};
