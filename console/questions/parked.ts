// What the page asks of parked messages.
import * as z from "zod/mini";
import type { ParkedList } from "../../cli/parked/list-parked.ts";
import type { ParkedShown } from "../../cli/parked/show-parked.ts";
import { question } from "./question.ts";

export const parkedQuestions = {
  "parked/list": question<ParkedList>()({
    params: z.strictObject({ limit: z.optional(z.int().check(z.minimum(1), z.maximum(1_000))) }),
    words: ({ limit = 200 }) => ["parked", "list", `--limit=${limit}`],
  }),
  "parked/show": question<ParkedShown>()({
    params: z.strictObject({ id: z.string().check(z.minLength(1)), reveal: z.optional(z.boolean()) }),
    words: ({ id, reveal = false }) => ["parked", "show", ...(reveal ? ["--reveal"] : []), "--", id],
  }),
};
