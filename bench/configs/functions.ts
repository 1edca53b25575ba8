// The bench's configuration with sources that functions map: one updates the session, the other completes it in four calls to WTS.
import { defineConfig } from "wts-session-hooks";
import { limits } from "./plenty.ts";
import { shop } from "./shop-delivery.ts";

export default defineConfig({
  limits,
  sources: {
    shop: {
      ...shop,
      filter: ({ body }) => body.type === "order.paid" && body.data.value > 0,
      map: ({ body }) => ({ sessionId: body.data.session_id, status: "PENDING", number: `n${body.data.id}` }),
    },
    closing: {
      ...shop,
      filter: ({ body }) => body.type === "order.paid",
      map: ({ body }) => ({
        command: "complete",
        sessionId: body.data.session_id,
        note: `Pedido ${body.data.id} pago`,
        metadata: { pedido: body.data.id },
        classification: { category: "WON", amount: body.data.value },
      }),
    },
  },
});
