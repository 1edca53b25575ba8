// What wts-answers.json may hold. It stands apart from what is made of it, which every function carries.
import * as z from "zod/mini";

const account = z.object({
  probedAt: z.string("must be a date and time"),
  /** They hold for this host alone. */
  baseUrl: z.string("must be an address"),
  answers: z.record(z.string(), z.string("must be a text")),
});

/** It is what `doctor --probe` writes, an entry for each account. */
export const answersShape = z.record(
  z.string(),
  account,
  "must be the content of wts-answers.json, as `doctor --probe` writes it",
);
