// Asaas receives a payment: it is noted in the conversation of the customer, whom Asaas names by an id alone.
import { defineSource } from "wts-session-hooks";

export const asaas = defineSource({
  verify: { scheme: "token", header: "asaas-access-token" },
  deliveryId: "body.id",
  filter: "body.event = 'PAYMENT_RECEIVED'",
  // The key is `lookupSecret` of this source in the doors secret; the sandbox is https://api-sandbox.asaas.com.
  lookup: {
    customer: {
      url: "https://api.asaas.com/v3/customers/{body.payment.customer}",
      headers: { access_token: "{secret}" },
    },
  },
  onNone: "ignore",
  onMany: "newest",
  map: {
    session: { contactPhone: "lookup.customer.mobilePhone" },
    metadata: { cobranca: "body.payment.id", pago: "'sim'", pagoEm: "body.payment.paymentDate" },
  },
  // Asaas counts nothing else as a success, and stops after 15 failures.
  answer: 200,
});
