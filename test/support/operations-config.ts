// Senders whose deliveries are the commands themselves, and a policy of each kind: what is counted is what a command costs, and no mapping.
import { defineConfig } from "wts-session-hooks";

export const sourceSecrets = {
  signed: ["whsec_dGVzdC1zaWduZWQtc2VjcmV0LW9wZW5zLW5vdGhpbmc="],
  unsigned: ["test-unsigned-secret-that-opens-nothing"],
  wts: ["test-wts-secret-that-opens-nothing"],
};

export const config = defineConfig({
  // What waits for the account's rate is not counted here, so nothing shall wait.
  limits: { share: 1, sustained: { requests: 20_000 }, burst: { requests: 1_000 } },
  sources: {
    signed: {
      verify: "standard-webhooks",
      occurredAt: "body.at",
      filter: ({ body }) => body.command !== undefined,
      map: ({ body }) => body.command,
    },
    // Its signature leaves out the delivery's id, so a copy is known by its content too.
    unsigned: { verify: "github", map: ({ body }) => body.command },
    wts: { verify: "wts", publish: ["SESSION_NEW", "SESSION_UPDATE"] },
  },
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
