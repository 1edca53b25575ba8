// What hooks.config.ts says of metrics: by what more they are reported, each value of which costs.
import * as z from "zod/mini";
import { part } from "./config-shape.ts";

/** A value of each is a name of the configuration or of the accounts secret, never a word of a sender. */
export const breakdowns = ["account", "source"] as const;
export type Breakdown = (typeof breakdowns)[number];

const known = `must be ${breakdowns.map((name) => `"${name}"`).join(" or ")}`;

export const metricsShape = part({
  by: z._default(z.array(z.enum(breakdowns, known), "must be a list"), []),
});
export type MetricsConfig = z.output<typeof metricsShape>;
