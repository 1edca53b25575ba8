// en: A VIP gets the person who knows them; without an answer for 5 minutes, the manager; then everybody at the reception sees it.
// pt: O VIP fica com quem já o conhece; sem resposta em 5 minutos, com a gerente; depois, toda a recepção vê.
import { defineRoutingPolicy } from "wts-session-hooks";

export const routeVip = defineRoutingPolicy({
  name: "route-vip",
  when: ["SESSION_NEW", "SESSION_UPDATE", { ownerUnavailable: { minutes: 2 } }],
  match: { tags: "VIP" },
  department: "Atendimento VIP",
  stickyOwner: { days: 90 },
  escalation: [{ afterMinutes: 5, to: { user: "Carla Mendes" } }],
  fallback: { department: "Recepção" },
});
