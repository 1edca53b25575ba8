// The configuration of a day that a session's story is told of: who is new goes to Comercial, and whoever falls silent is warned and closed.
import { defineConfig } from "wts-session-hooks";

export default defineConfig({
  language: "pt-BR",
  timeZone: "America/Sao_Paulo",
  sources: { wts: { verify: "wts", publish: ["SESSION_NEW"] } },
  limits: {
    share: 1,
    sustained: { requests: 100_000, windowMs: 300_000 },
    burst: { requests: 100_000, windowMs: 5_000 },
  },
  autoClose: {
    policies: [
      {
        name: "parados",
        match: { department: "Comercial" },
        except: { status: "PENDING" },
        waitingOn: "contact",
        idle: { hours: 4 },
        warning: { text: "Ainda precisa de ajuda?", grace: { hours: 1 } },
        whenUnsendable: "close",
      },
    ],
  },
  routing: { policies: [{ name: "comercial", when: ["SESSION_NEW"], department: "Comercial" }] },
});
