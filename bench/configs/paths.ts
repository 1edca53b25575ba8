// The bench's configuration without any expression: paths of names and fixed values, for which no mapping box is started.
import { defineConfig } from "wts-session-hooks";
import { limits } from "./plenty.ts";
import { shop } from "./shop-delivery.ts";

export default defineConfig({
  limits,
  sources: {
    shop: { ...shop, map: { sessionId: "body.data.session_id", status: "'PENDING'", number: "body.data.id" } },
  },
});
