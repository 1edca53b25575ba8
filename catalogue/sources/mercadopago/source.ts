// en: Mercado Pago reports that a payment changed, by its number alone: once it is approved, the conversation of the order learns so.
// pt: O Mercado Pago avisa que um pagamento mudou, só pelo número dele: quando é aprovado, o atendimento do pedido fica sabendo.
import { defineSource } from "wts-session-hooks";

export const mercadopago = defineSource({
  verify: "mercadopago",
  // en: Mercado Pago signs the number in the address, and not the body: nothing here is taken from the body but its kind.
  // pt: O Mercado Pago assina o número que vem no endereço, e não o corpo: do corpo, aqui, só se usa o tipo.
  filter: ({ body, query }) => body?.type === "payment" && query["data.id"] !== undefined,
  // en: The access token of the application is `lookupSecret` of this source.
  // pt: O access token da aplicação é o `lookupSecret` desta fonte.
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
          // en: Whoever makes the payment gives it the order's number as its external_reference, and writes it into the session as `pedido`.
          // pt: Quem cria o pagamento põe nele o número do pedido como external_reference, e grava o mesmo no atendimento como `pedido`.
          session: { metadata: { pedido: payment.external_reference } },
          metadata: { pagamento: payment.id, pago: "sim" },
          classification: { category: "WON", description: "Pago no Mercado Pago", amount: payment.transaction_amount },
        }
      : undefined,
});
