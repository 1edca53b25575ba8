// A payment of Stripe succeeds: the conversation it was agreed in is classified, with the amount in reais.
import { defineSource } from "wts-session-hooks";

export const stripe = defineSource({
  verify: "stripe",
  occurredAt: "body.created",
  // Whoever makes the payment link writes the session's id into its metadata; other payments are none of ours.
  filter: "body.type = 'payment_intent.succeeded' and $exists(body.data.object.metadata.session_id)",
  map: {
    sessionId: "body.data.object.metadata.session_id",
    metadata: { pagamento: "body.data.object.id", pago: "'sim'" },
    classification: { category: "'WON'", amount: "body.data.object.amount_received / 100" },
  },
});
