// A source of hooks.config.ts by its name, with everything that is wrong with the sources said first.
import type { HooksConfig } from "../../lib/config.ts";
import { checkSources } from "../../lib/webhooks/sources/check-sources.ts";
import type { Source } from "../../lib/webhooks/sources/sources.ts";
import { Failure } from "../failure.ts";

export interface FoundSource {
  config: HooksConfig;
  name: string;
  source: Source;
}

/** Throws CONFIG_INVALID. */
export const findSource = (config: HooksConfig, name: string): FoundSource => {
  checkSources(config);
  const names = Object.keys(config.sources);
  const source = Object.hasOwn(config.sources, name) ? config.sources[name] : undefined;
  if (source) return { config, name, source };
  throw new Failure(
    names.length === 0
      ? "hooks.config.ts has no sources: add one first"
      : `hooks.config.ts has no source ${name}, only ${names.join(", ")}: correct the name, or import its file there and list it in \`sources\``,
  );
};
