// The configuration of the tests, with every worked source: what a user writes in the hooks.config.ts of the
// project changes nothing of a test. It is read as HOOKS_CONFIG is, so it has a default export, too.
import { defineConfig } from "wts-session-hooks";
import { workedSources } from "./worked-sources.ts";

export const config = defineConfig({
  // A note after every move would be a call more in all that counts them.
  routing: { note: false },
  sources: workedSources,
});

export default config;
