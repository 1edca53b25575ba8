// en: An order is paid in a WooCommerce store: the buyer's open conversation learns its number, and that it is being prepared.
// pt: Um pedido é pago numa loja WooCommerce: o atendimento aberto de quem comprou recebe o número dele e o aviso de que está em separação.
import { defineSource } from "wts-session-hooks";

export const woocommerce = defineSource({
  verify: "woocommerce",
  occurredAt: ({ body }) => `${body.date_modified_gmt}Z`,
  // en: "processing" is a paid order that is to be sent; "completed" is one without anything to send, or sent.
  // pt: "processing" é o pedido pago, a enviar; "completed" é o que não tem o que enviar, ou que já foi enviado.
  filter: ({ body }) => body.status === "processing" || body.status === "completed",
  onNone: "ignore",
  onMany: "newest",
  map: ({ body }) => ({
    session: { contactPhone: body.billing.phone },
    metadata: { pedido: body.number, situacao: body.status === "completed" ? "concluído" : "em separação" },
    classification: { category: "WON", description: "Pago na loja", amount: Number(body.total) },
  }),
});
