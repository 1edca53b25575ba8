// en: A payment of Stripe succeeds: the conversation it was agreed in is classified, with the amount in reais.
// pt: Um pagamento da Stripe dá certo: o atendimento em que ele foi combinado é classificado, com o valor em reais.
import { defineSource } from "wts-session-hooks";

export const stripe = defineSource({
  verify: "stripe",
  occurredAt: "body.created",
  // en: Whoever makes the payment link writes the session's id into its metadata; other payments are none of ours.
  // pt: Quem cria o link de pagamento grava o id do atendimento nos metadados dele; os outros pagamentos não são assunto daqui.
  filter: "body.type = 'payment_intent.succeeded' and $exists(body.data.object.metadata.session_id)",
  map: {
    sessionId: "body.data.object.metadata.session_id",
    metadata: { pagamento: "body.data.object.id", pago: "'sim'" },
    classification: { category: "'WON'", amount: "body.data.object.amount_received / 100" },
  },
});
