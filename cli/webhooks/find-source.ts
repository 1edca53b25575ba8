// Finds a source of hooks.config.ts by its name, and says first everything that is wrong with the sources.
import type { HooksConfig } from "../../lib/config.ts";
import type { AccessSecret } from "../../lib/core/access-secret.ts";
import { checkSources } from "../../lib/webhooks/sources/check-sources.ts";
import type { Source } from "../../lib/webhooks/sources/sources.ts";
import { Failure, NotFound } from "../failure.ts";

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
  throw new NotFound(
    names.length === 0
      ? "hooks.config.ts has no sources: add one first"
      : `hooks.config.ts has no source ${name}, only ${names.join(", ")}: correct the name, or import its file there and list it in \`sources\``,
  );
};

/**
 * A sample is signed with the first of the source's secrets, which is the new one while they are rotated. `accessName` says
 * where that secret is edited, as messages call it.
 */
export const firstSecret = ({ sources }: AccessSecret, name: string, accessName: () => string): string => {
  const { secrets: [secret] = [], problems } = sources.get(name) ?? {};
  if (secret !== undefined) return secret;
  if (problems) throw new Failure(`${accessName()} has no valid entry for ${name}:`, problems);
  throw new Failure(`${accessName()} has no secret for ${name}: add "${name}": ["…"] under \`sources\` there`);
};
