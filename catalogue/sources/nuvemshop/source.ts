// An order is paid in a Nuvemshop store, which tells no more than its number: the buyer's conversation learns of it.
import { defineSource } from "wts-session-hooks";

export const nuvemshop = defineSource({
  verify: "nuvemshop",
  filter: "body.event = 'order/paid'",
  // The access token of the app is `lookupSecret` of this source in the doors secret. Nuvemshop wants to know whom to write to.
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
