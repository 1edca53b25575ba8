// Asaas receives a payment: it is noted in the conversation that has the charge's number.
import { defineSource } from "wts-session-hooks";

export const asaas = defineSource({
  verify: { scheme: "token", header: "asaas-access-token" },
  deliveryId: "body.id",
  filter: "body.event = 'PAYMENT_RECEIVED'",
  onNone: "ignore",
  onMany: "newest",
  map: {
    session: { metadata: { cobranca: "body.payment.id" } },
    metadata: { pago: "'sim'", pagoEm: "body.payment.paymentDate" },
  },
  // Asaas counts nothing else as a success, and stops after 15 failures.
  answer: 200,
});
