// Configures the demo alone: what a user writes in the hooks.config.ts of the project changes nothing of it.
import { defineConfig } from "wts-session-hooks";

export default defineConfig({
  sources: {
    crm: {
      verify: "standard-webhooks",
      deliveryId: "body.id",
      occurredAt: "body.timestamp",
      filter: "body.type = 'deal.won'",
      map: {
        command: "'complete'",
        sessionId: "body.data.session_id",
        note: "'Negócio ' & body.data.id & ' ganho no CRM'",
        metadata: { negocio: "body.data.id", valor: "body.data.value" },
      },
    },
  },
});
