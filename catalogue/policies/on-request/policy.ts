// en: What the CRM asks for without saying where to: the people of Financeiro, in turn.
// pt: O que o CRM pede sem dizer para onde: as pessoas do Financeiro, uma de cada vez.
import { defineRoutingPolicy } from "wts-session-hooks";

export const onRequest = defineRoutingPolicy({
  name: "on-request",
  when: ["requested"],
  department: "Financeiro",
  strategy: "round-robin",
  metadata: true,
});
