// The configuration of what is operated: sessions are closed, and given to people.
import { defineConfig } from "wts-session-hooks";
import { crm } from "../../../sources/crm.ts";
import { wts } from "../../../sources/wts.ts";

export default defineConfig({
  sources: { crm, wts },
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
  // What waits comes again soon: a test waits with it.
  queue: { longestPauseMs: 1_000, giveUpAfterMs: 600_000 },
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
});
