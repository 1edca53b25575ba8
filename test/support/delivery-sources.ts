// Four senders as different as they come: ids signed or not, functions and JSONata, one command a delivery or several.
import { defineConfig } from "wts-session-hooks";
import { impatient } from "./impatient.ts";

export const sourceSecrets = {
  crm: ["whsec_dGVzdC1jcm0tc2VjcmV0LXRoYXQtb3BlbnMtbm90aGluZw=="],
  shop: ["test-shop-secret-that-opens-nothing"],
  helpdesk: ["test-helpdesk-secret-that-opens-nothing"],
  forms: ["test-forms-secret-that-opens-nothing"],
};

export const config = defineConfig({
  ...impatient,
  sources: {
    // Not every delivery brings both: what a newer one left out, an older one may still write.
    crm: {
      verify: "standard-webhooks",
      occurredAt: ({ body }) => body.timestamp,
      map: ({ body: { sessionId, number, deal } }) => ({
        sessionId,
        ...(number && { number }),
        ...(deal && { metadata: { negocio: deal } }),
      }),
    },
    shop: {
      verify: "stripe",
      occurredAt: "body.created",
      map: {
        sessionId: "body.session",
        metadata: { pedido: "body.order" },
        classification: { category: "'WON'", amount: "body.amount" },
      },
    },
    // Whoever has seen one of its deliveries can send it again under another id.
    helpdesk: {
      verify: "github",
      occurredAt: "body.ticket.updated_at",
      map: ({ body: { ticket } }) => [
        { command: "note", sessionId: ticket.session, text: ticket.text },
        { sessionId: ticket.session, status: ticket.status },
      ],
    },
    forms: {
      verify: { scheme: "token", path: true },
      deliveryId: "body.id",
      map: { command: "'message'", sessionId: "body.session", text: "body.text" },
    },
  },
});

/** It is also read as HOOKS_CONFIG is. */
export default config;
