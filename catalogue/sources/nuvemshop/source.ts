// en: An order is paid in a Nuvemshop store, which says no more than its number: the buyer's conversation learns of it.
// pt: Um pedido é pago numa loja Nuvemshop, que só informa o número dele: o atendimento de quem comprou fica sabendo.
import { defineSource } from "wts-session-hooks";

export const nuvemshop = defineSource({
  verify: "nuvemshop",
  filter: "body.event = 'order/paid'",
  // en: The access token of the app is `lookupSecret` of this source. Nuvemshop wants to know whom to write to: put your own address.
  // pt: O access token do aplicativo é o `lookupSecret` desta fonte. A Nuvemshop quer saber com quem falar: ponha o seu e-mail.
  lookup: {
    order: {
      url: "https://api.nuvemshop.com.br/v1/{body.store_id}/orders/{body.id}",
      headers: { authentication: "bearer {secret}", "user-agent": "wts-session-hooks (suporte@loja.example)" },
    },
  },
  onNone: "ignore",
  onMany: "newest",
  map: {
    session: { contactPhone: "lookup.order.contact_phone" },
    metadata: { pedido: "lookup.order.number", pago: "'sim'" },
  },
});
