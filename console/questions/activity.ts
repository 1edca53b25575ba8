// What the page asks of activity: what came and what became of it, minute by minute, and what is wrong.
import * as z from "zod/mini";
import type { DeliveriesAnswer } from "../../cli/deliveries/delivery-record.ts";
import type { ShownDeliveriesAnswer } from "../../cli/deliveries/show-deliveries.ts";
import type { DoctorAnswer } from "../../cli/doctor/show-findings.ts";
import type { MinutesAnswer } from "../../cli/status/show-minutes.ts";
import type { Explanation } from "../../cli/webhooks/explain-delivery.ts";
import { question } from "./question.ts";

const day = z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/)));
const id = z.string().check(z.minLength(1));
const dayWords = (given: string | undefined): readonly string[] => (given === undefined ? [] : [`--day=${given}`]);

export const activityQuestions = {
  "activity/commands": question<DeliveriesAnswer>()({
    params: z.strictObject({ day, limit: z.optional(z.int().check(z.minimum(1), z.maximum(1_000))) }),
    words: (params) => ["deliveries", "list", `--limit=${params.limit ?? 50}`, ...dayWords(params.day)],
  }),
  "activity/command": question<ShownDeliveriesAnswer>()({
    params: z.strictObject({ id, day }),
    words: (params) => ["deliveries", "show", ...dayWords(params.day), "--", params.id],
  }),
  "activity/explanation": question<Explanation>()({
    params: z.strictObject({ id, reveal: z.optional(z.boolean()) }),
    words: ({ id: delivery, reveal = false }) => ["explain", `--delivery=${delivery}`, ...(reveal ? ["--reveal"] : [])],
    asksWts: true,
  }),
  "activity/minutes": question<MinutesAnswer>()({
    params: z.strictObject({}),
    words: () => ["status", "minutes", "--limit=60"],
  }),
  "activity/health": question<DoctorAnswer>()({ params: z.strictObject({}), words: () => ["doctor"], asksWts: true }),
};
