// Mercado Pago reports that a payment changed: the team reads of it, in the conversation that has the payment's number.
import { defineSource } from "wts-session-hooks";

export const mercadopago = defineSource({
  verify: "mercadopago",
  // Mercado Pago signs the number in the address, and not the body: nothing here is taken from the body but its kind.
  filter: ({ body, query }) => body?.type === "payment" && query["data.id"] !== undefined,
  onNone: "ignore",
  onMany: "newest",
  map: ({ query }) => {
    const payment = query["data.id"];
    const session = { metadata: { mercadopago: payment } };
    return { command: "note", session, text: `O pagamento ${payment} mudou no Mercado Pago` };
  },
});
