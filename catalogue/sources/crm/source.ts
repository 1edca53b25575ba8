// A deal is won in the CRM: its conversation is completed, and keeps the deal's number and value.
import { defineSource } from "wts-session-hooks";

export const crm = defineSource({
  verify: "standard-webhooks",
  deliveryId: "body.id",
  occurredAt: "body.timestamp",
  filter: ({ body }) => body.type === "deal.won",
  map: ({ body }) => ({
    command: "complete",
    sessionId: body.data.session_id,
    note: `Negócio ${body.data.id} ganho no CRM`,
    metadata: { negocio: body.data.id, valor: body.data.value },
    classification: { category: "WON", description: "Ganho no CRM", amount: body.data.value },
  }),
});
