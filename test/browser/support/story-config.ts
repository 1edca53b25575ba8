// A configuration with a sender whose samples are there, a policy that closes, and another that gives.
import type { HooksConfigInput } from "../../../lib/config.ts";

export const storyConfig: HooksConfigInput = {
  language: "en",
  timeZone: "America/Sao_Paulo",
  sources: {
    wts: { verify: "wts", publish: ["SESSION_NEW"] },
    crm: {
      verify: "standard-webhooks",
      deliveryId: "body.id",
      filter: "body.type = 'deal.won'",
      map: { command: "'complete'", sessionId: "body.data.session_id", note: "'Negócio ganho'" },
    },
    // Nothing of it may be written twice, so that it is done again after any failure.
    generic: {
      verify: { scheme: "token", header: "x-token" },
      deliveryId: "body.id",
      map: { command: "'complete'", sessionId: "body.session" },
    },
  },
  autoClose: { everyMinutes: 1, policies: [{ name: "parados", idle: { hours: 2 }, courtesyReplies: true }] },
  routing: { policies: [{ name: "fila", when: ["SESSION_NEW"], department: "Comercial" }] },
};
