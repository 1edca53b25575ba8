// en: A purchase is approved at Hotmart: it is written into the buyer's open conversation, which is classified as won.
// pt: Uma compra é aprovada na Hotmart: fica registrada no atendimento aberto do comprador, que é classificado como ganho.
import { defineSource } from "wts-session-hooks";

interface Buyer {
  checkout_phone?: string | null;
  checkout_phone_code?: string | null;
}

// en: The area code (DDD) may come apart from the number; a number without country code is read as one of Brazil.
// pt: O DDD pode vir separado do número; número sem o código do país é lido como do Brasil.
const phoneOf = ({ checkout_phone: phone, checkout_phone_code: area }: Buyer) =>
  phone && area && phone.replace(/\D/g, "").length < 10 ? `${area}${phone}` : phone;

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
    session: { contactPhone: phoneOf(body.data.buyer as Buyer) },
    metadata: { compra: body.data.purchase.transaction, produto: body.data.product.name },
    classification: {
      category: "WON",
      description: "Compra aprovada na Hotmart",
      amount: body.data.purchase.price.value,
    },
  }),
});
