// The bench's configuration with a source that JSONata maps.
import { defineConfig } from "wts-session-hooks";
import { limits } from "./plenty.ts";
import { shop } from "./shop-delivery.ts";

export default defineConfig({
  limits,
  sources: {
    shop: {
      ...shop,
      filter: "body.type = 'order.paid' and body.data.value > 0",
      map: { sessionId: "body.data.session_id", status: "'PENDING'", number: "'n' & body.data.id" },
    },
  },
});
