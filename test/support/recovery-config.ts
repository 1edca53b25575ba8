// The configuration of the recovery test: all of its time limits are those that a user has who says nothing about them.
import { defineConfig } from "wts-session-hooks";
import { commandSources } from "./command-sources.ts";

export const config = defineConfig({
  // The rate is no time limit: with the default one, the run would wait for its turn and not for what was killed.
  limits: { share: 1, sustained: { requests: 20_000 }, burst: { requests: 1_000 } },
  sources: commandSources,
  routing: {
    note: false,
    policies: [
      { name: "comercial", when: ["SESSION_NEW"], match: { department: "Comercial" }, department: "Comercial" },
    ],
  },
  autoClose: {
    everyMinutes: 1,
    policies: [
      {
        name: "gentle",
        match: { metadata: { caso: "aviso" } },
        idle: { hours: 4 },
        warning: { text: "Ainda está aí?", grace: { hours: 1 } },
      },
      { name: "goodbye", idle: { hours: 4 }, close: { note: "Encerrado", farewell: "Até logo!" } },
    ],
  },
});

/** It is also read as HOOKS_CONFIG is. */
export default config;
