// Mercado Pago reports that a payment changed, by its number alone: once it is approved, the conversation of the order learns so.
import { defineSource } from "wts-session-hooks";

export const mercadopago = defineSource({
  verify: "mercadopago",
  // Mercado Pago signs the number in the address, and not the body: nothing here is taken from the body but its kind.
  filter: ({ body, query }) => body?.type === "payment" && query["data.id"] !== undefined,
  // The access token of the application is `lookupSecret` of this source in the doors secret.
  lookup: {
    payment: {
      url: "https://api.mercadopago.com/v1/payments/{query.'data.id'}",
      headers: { authorization: "Bearer {secret}" },
    },
  },
  onNone: "ignore",
  onMany: "newest",
  map: ({ lookup: { payment } }) =>
    payment.status === "approved"
      ? {
          // Whoever makes the payment gives it the order's number as its external_reference.
          session: { metadata: { pedido: payment.external_reference } },
          metadata: { pagamento: payment.id, pago: "sim" },
          classification: { category: "WON", description: "Pago no Mercado Pago", amount: payment.transaction_amount },
        }
      : undefined,
});
