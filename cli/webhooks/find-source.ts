// A source of hooks.config.ts by its name; loaded only when asked for, since it may be in the middle of an edit.
import type { HooksConfig } from "../../lib/config.ts";
import { nearest } from "../../lib/core/nearest.ts";
import type { Source } from "../../lib/core/sources.ts";
import { checkSources } from "../../lib/deliveries/check-sources.ts";
import { Failure } from "../failure.ts";

export interface FoundSource {
  config: HooksConfig;
  name: string;
  source: Source;
}

export const loadConfig = async (): Promise<HooksConfig> => {
  const { default: config } = await import("../../hooks.config.ts");
  checkSources(config);
  return config;
};

export const findSource = async (name: string): Promise<FoundSource> => {
  const config = await loadConfig();
  const names = Object.keys(config.sources);
  const source = Object.hasOwn(config.sources, name) ? config.sources[name] : undefined;
  if (source) return { config, name, source };
  throw new Failure(
    names.length === 0
      ? "hooks.config.ts has no sources: add one first"
      : `hooks.config.ts has no source ${name}; the nearest one is ${nearest(name, names)} (there are ${names.join(", ")})`,
  );
};
