// en: An order is paid in a Shopify store: the buyer's open conversation gets its number and is classified as won.
// pt: Um pedido é pago numa loja Shopify: o atendimento aberto de quem comprou recebe o número dele e é classificado como ganho.
import { defineSource } from "wts-session-hooks";

export const shopify = defineSource({
  verify: "shopify",
  occurredAt: "body.updated_at",
  // en: The topic stands in a header that Shopify does not sign, so the body is asked.
  // pt: O tópico vem num cabeçalho que a Shopify não assina; por isso a pergunta é feita ao corpo.
  filter: ({ body }) => body.financial_status === "paid",
  onNone: "ignore",
  onMany: "newest",
  map: ({ body }) => ({
    // en: Which of the numbers is filled in depends on the checkout of the store.
    // pt: Qual dos telefones vem preenchido depende do checkout da loja.
    session: { contactPhone: body.shipping_address?.phone ?? body.phone ?? body.customer?.phone },
    metadata: { pedido: body.name, pago: "sim" },
    // en: Shopify writes amounts as texts.
    // pt: A Shopify escreve valores como texto.
    classification: { category: "WON", description: "Pago na Shopify", amount: Number(body.total_price) },
  }),
});
