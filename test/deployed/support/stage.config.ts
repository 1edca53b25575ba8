// The configuration of the stage that everything is asked of: every worked example of a source, sessions that are closed and given to
// people, and somebody who is told.
import { defineConfig } from "wts-session-hooks";
import { crm } from "../../../catalogue/sources/crm/source.ts";
import { workedSources } from "../../support/worked-sources.ts";

/** Meta asks first whether the address is ours. */
const whatsapp = { ...crm, verify: "meta" } as const;

export default defineConfig({
  sources: { ...workedSources, whatsapp },
  autoClose: {
    everyMinutes: 1,
    maxPerRun: 5,
    policies: [
      {
        name: "esquecidas",
        idle: { minutes: 30 },
        waitingOn: "anyone",
        match: { department: "Suporte" },
        close: { note: "fechada por {policy}" },
      },
    ],
  },
  // What waits comes again soon, and whoever was killed is waited for no longer than a test has to.
  queue: { longestPauseMs: 1_000, giveUpAfterMs: 600_000, leaseMs: 15_000 },
  routing: {
    policies: [
      {
        name: "comercial",
        when: ["SESSION_NEW", "backlog", "requested"],
        match: { department: "Comercial" },
        department: "Comercial",
        capacity: 500,
        note: true,
      },
    ],
  },
  notify: { equipe: { kind: "webhook", on: ["alerts", "Session Update Rejected"] } },
});
