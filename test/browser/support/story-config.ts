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
  },
  autoClose: { everyMinutes: 1, policies: [{ name: "parados", idle: { hours: 2 }, courtesyReplies: true }] },
  routing: { policies: [{ name: "fila", when: ["SESSION_NEW"], department: "Comercial" }] },
};
