// A source whose look-ups go to a stand-in of its sender, and nowhere else.
import type { SourceInput } from "../../../lib/config.ts";

export const atSender = ({ lookup = {}, ...source }: SourceInput, url: string): SourceInput => ({
  ...source,
  lookup: Object.fromEntries(
    Object.entries(lookup).map(([name, each]) => [name, { ...each, url: each.url.replace(/^https:\/\/[^/]+/, url) }]),
  ),
});
