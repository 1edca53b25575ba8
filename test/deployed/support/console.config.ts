// The configuration of a stage that a console looks at: the windows of WTS are shorter, so that its rate is known within a minute.
import { defineConfig } from "wts-session-hooks";
import { crm } from "../../../catalogue/sources/crm/source.ts";

export default defineConfig({
  sources: { crm },
  limits: {
    share: 0.8,
    sustained: { requests: 150, windowMs: 60_000 },
    burst: { requests: 60, windowMs: 5_000 },
  },
  autoClose: {
    everyMinutes: 1,
    policies: [{ name: "esquecidas", idle: { minutes: 30 }, match: { department: "Suporte" }, close: {} }],
  },
  queue: { longestPauseMs: 1_000, giveUpAfterMs: 600_000, leaseMs: 15_000 },
  routing: {
    policies: [{ name: "comercial", when: ["requested"], match: { department: "Comercial" }, department: "Comercial" }],
  },
});
