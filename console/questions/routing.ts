// What the page asks of routing: who is there, who would get a session, and what was moved lately.
import * as z from "zod/mini";
import type { AccountDirectory } from "../../cli/routing/read-directory.ts";
import type { MoveList } from "../../cli/routing/read-moves.ts";
import type { ExplainedRoute } from "../../cli/routing/show-explanation.ts";
import { question } from "./question.ts";

const text = z.string().check(z.minLength(1));
const given = (name: string, value: string | undefined): readonly string[] =>
  value === undefined ? [] : [`--${name}=${value}`];

export const routingQuestions = {
  "routing/people": question<AccountDirectory>()({
    params: z.strictObject({ account: text }),
    words: ({ account }) => ["directory", ...given("account", account)],
    asksWts: true,
  }),
  "routing/explain": question<ExplainedRoute>()({
    params: z.strictObject({
      account: text,
      session: text,
      on: z.optional(z.enum(["SESSION_NEW", "SESSION_UPDATE", "requested", "schedule"])),
      policy: z.optional(text),
      department: z.optional(text),
      user: z.optional(text),
    }),
    words: ({ session, ...asked }) => [
      ...["route", "--explain"],
      ...Object.entries(asked).flatMap(([name, value]) => given(name, value)),
      ...["--", session],
    ],
    asksWts: true,
  }),
  "routing/moves": question<MoveList>()({
    params: z.strictObject({
      account: text,
      days: z.int().check(z.minimum(1), z.maximum(90)),
      limit: z.int().check(z.minimum(1), z.maximum(1_000)),
      withAnswers: z.boolean(),
    }),
    words: ({ account, days, limit, withAnswers }) => [
      ...["route", "moves", ...given("account", account), `--days=${days}`, `--limit=${limit}`],
      ...(withAnswers ? ["--answers"] : []),
    ],
    asksWts: true,
  }),
};
