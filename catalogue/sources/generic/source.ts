// en: An order is paid in a system of yours: its number is written into the buyer's open conversation.
// pt: Um pedido é pago num sistema seu: o número dele fica registrado no atendimento aberto de quem comprou.
import { defineSource } from "wts-session-hooks";

export const generic = defineSource({
  // en: It signs the body with HMAC-SHA256, in hexadecimal; for one that only sends a token: { scheme: "token", header: "x-token" }.
  // pt: Ele assina o corpo com HMAC-SHA256, em hexadecimal; se só envia um token: { scheme: "token", header: "x-token" }.
  verify: { scheme: "hmac", header: "x-signature" },
  // en: Everything else it sends is passed over.
  // pt: O resto do que ele envia é deixado de lado.
  filter: ({ body }) => body.event === "order.paid",
  map: ({ body }) => ({
    session: { contactPhone: body.customer.phone },
    metadata: { pedido: body.order.number, pago: "sim" },
  }),
  // en: A buyer whose number finds no open conversation is parked, so that you see it; once the numbers are found, "ignore" is right.
  // pt: A entrega cujo telefone não acha atendimento aberto fica retida, para você ver; quando os números estiverem batendo, use "ignore".
  onNone: "reject",
  // en: Of several open conversations the newest is meant.
  // pt: Havendo vários atendimentos abertos, vale o mais novo.
  onMany: "newest",
});
