// What hooks.config.ts may say about WTS Chat: where it answers, and how much of its rate limit is ours.
import * as z from "zod/mini";
import { part, positive } from "../core/config-shape.ts";
import { webOrigin } from "../core/web-origin-shape.ts";
import { answersShape } from "./wts-answers-shape.ts";

export const wtsShape = part({
  baseUrl: z._default(webOrigin, "https://api.wts.chat"),
  apiVersion: z._default(z.enum(["v2", "v1"], 'must be "v2" or "v1"'), "v2"),
  timeoutMs: z._default(positive("milliseconds"), 10_000),
  /** What `doctor --probe` found out: wts-answers.json, which the configuration imports. */
  answers: z.optional(answersShape),
});
export type WtsConfig = z.output<typeof wtsShape>;

const limit = (requests: number, windowMs: number) =>
  part({
    requests: z._default(positive("requests"), requests),
    windowMs: z._default(positive("milliseconds"), windowMs),
  });

export const limitsShape = part({
  share: z._default(
    z.number("must be a number").check(z.positive("must be more than 0"), z.lte(1, "must be at most 1")),
    0.8,
  ),
  sustained: limit(1000, 300_000),
  burst: limit(200, 5_000),
});
export type RateLimits = z.output<typeof limitsShape>;
