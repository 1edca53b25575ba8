// The configuration of an upgrade: it listens to outcomes that the one before did not listen to.
import { defineConfig } from "wts-session-hooks";
import { crm } from "../../../catalogue/sources/crm/source.ts";

export default defineConfig({
  sources: { crm },
  notify: { n8n: { kind: "webhook", on: ["alerts", "Session Held"] } },
});
