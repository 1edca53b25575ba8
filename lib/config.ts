// What hooks.config.ts may say; checked when it is bundled, all problems at once.
import * as z from "zod/mini";
import { autoCloseShape } from "./auto-close/rules/auto-close-policy.ts";
import { judgeAutoClose } from "./auto-close/rules/auto-close-problems.ts";
import { queueShape } from "./commands/queue/queue-config.ts";
import { readConfig } from "./core/config-problems.ts";
import { exactly, part, positive } from "./core/config-shape.ts";
import { isTimeZone } from "./core/hours/time-zone.ts";
import { webAddress, webOrigin } from "./core/web-origin.ts";
import { routingShape } from "./routing/rules/routing-config.ts";
import { sourcesShape } from "./webhooks/sources/sources.ts";

const limit = (requests: number, windowMs: number) =>
  part({
    requests: z._default(positive("requests"), requests),
    windowMs: z._default(positive("milliseconds"), windowMs),
  });

export const configShape = exactly({
  timeZone: z._default(
    z.string("must be a text").check(z.refine(isTimeZone, "must be an IANA time zone, such as America/Sao_Paulo")),
    "America/Sao_Paulo",
  ),
  account: z._default(z.string("must be a text").check(z.regex(/^\S+$/, "must name an account")), "default"),
  publicUrl: z.optional(webAddress),
  sources: z._default(sourcesShape, {}),
  wts: part({
    baseUrl: z._default(webOrigin, "https://api.wts.chat"),
    apiVersion: z._default(z.enum(["v2", "v1"], 'must be "v2" or "v1"'), "v2"),
    timeoutMs: z._default(positive("milliseconds"), 10_000),
  }),
  limits: part({
    share: z._default(
      z.number("must be a number").check(z.positive("must be more than 0"), z.lte(1, "must be at most 1")),
      0.8,
    ),
    sustained: limit(1000, 300_000),
    burst: limit(200, 5_000),
  }),
  queue: queueShape,
  autoClose: autoCloseShape,
  routing: routingShape,
});

/** Everything optional: what is left out has the default that hooks.config.ts shows. */
export type HooksConfigInput = z.input<typeof configShape>;
export type HooksConfig = z.output<typeof configShape>;

/** One of `sources`, in a file of its own. */
export type SourceInput = NonNullable<HooksConfigInput["sources"]>[string];
export const defineSource = (source: SourceInput): SourceInput => source;

/** Throws CONFIG_INVALID with every problem, each with its path. */
export const defineConfig = (input: HooksConfigInput): HooksConfig =>
  readConfig("hooks.config.ts", configShape, input, judgeAutoClose);
