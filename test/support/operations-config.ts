// The configuration with which operations are counted: a policy of each kind, and nothing that waits for the account's rate.
import { defineConfig } from "wts-session-hooks";
import { commandSources } from "./command-sources.ts";

export const config = defineConfig({
  limits: { share: 1, sustained: { requests: 20_000 }, burst: { requests: 1_000 } },
  sources: commandSources,
  routing: {
    policies: [
      { name: "comercial", when: ["SESSION_NEW"], match: { department: "Comercial" }, department: "Comercial" },
    ],
  },
  autoClose: {
    everyMinutes: 1,
    policies: [
      {
        name: "gentle",
        match: { status: "PENDING" },
        idle: { hours: 4 },
        warning: { text: "Ainda está aí?", grace: { hours: 1 } },
      },
      { name: "silent", idle: { hours: 4 } },
    ],
  },
});

/** It is also read as HOOKS_CONFIG is. */
export default config;
