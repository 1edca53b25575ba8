// What hooks.config.ts may say; checked when it is bundled, all problems at once.
import * as z from "zod/mini";
import { readConfig } from "./core/config-problems.ts";
import { webOrigin } from "./core/web-origin.ts";

const positive = (unit: string) =>
  z
    .number(`must be a number of ${unit}`)
    .check(z.positive(`must be more than 0 ${unit}`), z.int(`must be whole ${unit}`));

const isTimeZone = (name: string): boolean => {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
};

const limit = (requests: number, windowMs: number) =>
  z._default(
    z.strictObject(
      { requests: positive("requests"), windowMs: positive("milliseconds") },
      "must be {requests, windowMs} and nothing else",
    ),
    { requests, windowMs },
  );

const shape = z.strictObject(
  {
    timeZone: z._default(
      z.string("must be a text").check(z.refine(isTimeZone, "must be an IANA time zone, such as America/Sao_Paulo")),
      "America/Sao_Paulo",
    ),
    account: z._default(z.string("must be a text").check(z.minLength(1, "must name an account")), "default"),
    wts: z._default(
      z.strictObject(
        {
          baseUrl: z._default(webOrigin, "https://api.wts.chat"),
          apiVersion: z._default(z.enum(["v2", "v1"], 'must be "v2" or "v1"'), "v2"),
          timeoutMs: z._default(positive("milliseconds"), 10_000),
        },
        "must be {baseUrl, apiVersion, timeoutMs} and nothing else",
      ),
      { baseUrl: "https://api.wts.chat", apiVersion: "v2", timeoutMs: 10_000 },
    ),
    limits: z._default(
      z.strictObject(
        {
          share: z._default(
            z.number("must be a number").check(z.positive("must be more than 0"), z.lte(1, "must be at most 1")),
            0.8,
          ),
          sustained: limit(1000, 300_000),
          burst: limit(200, 5_000),
        },
        "must be {share, sustained, burst} and nothing else",
      ),
      { share: 0.8, sustained: { requests: 1000, windowMs: 300_000 }, burst: { requests: 200, windowMs: 5_000 } },
    ),
  },
  "the configuration has timeZone, account, wts and limits",
);

/** Everything optional: what is left out has the default that hooks.config.ts shows. */
export type HooksConfigInput = z.input<typeof shape>;
export type HooksConfig = z.output<typeof shape>;

/** Throws CONFIG_INVALID with every problem, each with its path. */
export const defineConfig = (input: HooksConfigInput): HooksConfig => readConfig("hooks.config.ts", shape, input);
