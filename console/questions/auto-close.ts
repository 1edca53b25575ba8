// What the page asks of auto-close.
import * as z from "zod/mini";
import type { PolicyList } from "../../cli/auto-close/list-policies.ts";
import type { RunList } from "../../cli/auto-close/list-runs.ts";
import type { RunPreview } from "../../cli/auto-close/show-preview.ts";
import type { Report } from "../../cli/auto-close/show-report.ts";
import type { ShownRun } from "../../cli/auto-close/show-run.ts";
import type { ClosedDayList } from "../../cli/closed-days/list-closed-days.ts";
import { question } from "./question.ts";

const text = z.string().check(z.minLength(1), z.maxLength(200));
const account = text;

/** Options of the command line, but for those that are not given. */
const options = (given: Readonly<Record<string, string | number | undefined>>): readonly string[] =>
  Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`]));

export const autoCloseQuestions = {
  "auto-close/policies": question<PolicyList>()({
    params: z.strictObject({ account }),
    words: (params) => ["auto-close", "policies", ...options(params)],
  }),
  // It is asked by hand alone, and whoever cancels it wants it ended: no answer is kept for others.
  "auto-close/preview": question<RunPreview>()({
    params: z.strictObject({ account, policy: z.optional(text), now: z.optional(text) }),
    words: (params) => ["auto-close", "--dry-run", ...options(params)],
  }),
  "auto-close/runs": question<RunList>()({
    params: z.strictObject({ account, limit: z.int().check(z.minimum(1), z.maximum(1_000)) }),
    words: (params) => ["auto-close", "runs", ...options(params)],
  }),
  "auto-close/run": question<ShownRun>()({
    params: z.strictObject({ account, run: text }),
    words: ({ run, ...params }) => ["auto-close", "runs", "show", ...options(params), "--", run],
  }),
  "auto-close/report": question<Report>()({
    params: z.strictObject({ account, days: z.int().check(z.minimum(1), z.maximum(90)) }),
    words: (params) => ["auto-close", "report", ...options(params)],
  }),
  "closed-days/list": question<ClosedDayList>()({
    params: z.strictObject({ account, past: z.boolean() }),
    words: ({ past, ...params }) => ["closed-day", "list", ...(past ? ["--past"] : []), ...options(params)],
  }),
};
