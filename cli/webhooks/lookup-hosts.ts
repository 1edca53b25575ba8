// Names the hosts that a source has asked before its deliveries are mapped, each once.
import { urlHost } from "../../lib/webhooks/lookup/lookup-url.ts";
import type { Source } from "../../lib/webhooks/sources/sources.ts";

export const lookupHosts = ({ lookup = {} }: Source): readonly string[] => [
  ...new Set(Object.values(lookup).map(({ url }) => urlHost(url))),
];
