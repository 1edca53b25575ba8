// A source of hooks.config.ts by its name; what is wrong with any of them is said first.
import type { HooksConfig } from "../../lib/config.ts";
import { nearest } from "../../lib/core/nearest.ts";
import type { Source } from "../../lib/core/sources.ts";
import { checkSources } from "../../lib/deliveries/check-sources.ts";
import { Failure } from "../failure.ts";

/** Throws CONFIG_INVALID. */
export const findSource = (config: HooksConfig, name: string): Source => {
  checkSources(config);
  const names = Object.keys(config.sources);
  const source = Object.hasOwn(config.sources, name) ? config.sources[name] : undefined;
  if (source) return source;
  throw new Failure(
    names.length === 0
      ? "hooks.config.ts has no sources: add one first"
      : `hooks.config.ts has no source ${name}; the nearest one is ${nearest(name, names)} (there are ${names.join(", ")})`,
  );
};
