// en: A purchase is approved at Hotmart: it is written into the buyer's open conversation, which is classified as won.
// pt: Uma compra é aprovada na Hotmart: fica registrada no atendimento aberto do comprador, que é classificado como ganho.
import { defineSource } from "wts-session-hooks";

export const hotmart = defineSource({
  // en: Hotmart signs nothing: it sends a fixed token, the hottok. In version 1.0.0 it stands in the body: { scheme: "token", body: "hottok" }.
  // pt: A Hotmart não assina nada: envia um token fixo, o hottok. Na versão 1.0.0 ele vem no corpo: { scheme: "token", body: "hottok" }.
  verify: { scheme: "token", header: "x-hotmart-hottok" },
  deliveryId: "body.id",
  occurredAt: "body.creation_date",
  filter: "body.event = 'PURCHASE_APPROVED'",
  // en: A buyer without a conversation is nothing unusual.
  // pt: Comprador sem atendimento aberto é coisa normal.
  onNone: "ignore",
  onMany: "newest",
  map: ({ body }) => ({
    // en: The phone number may come without country code; it is read as one of Brazil.
    // pt: O telefone pode vir sem o código do país; aí vale o Brasil.
    session: { contactPhone: body.data.buyer.checkout_phone },
    metadata: { compra: body.data.purchase.transaction, produto: body.data.product.name },
    classification: {
      category: "WON",
      description: "Compra aprovada na Hotmart",
      amount: body.data.purchase.price.value,
    },
  }),
});
