// en: In Comercial whoever has least to do is next, up to 8 open sessions each; what nobody can take waits in the queue.
// pt: No Comercial, o próximo é de quem tem menos atendimentos, até 8 abertos por pessoa; o que ninguém pode pegar espera na fila.
import { defineRoutingPolicy } from "wts-session-hooks";

export const routeNew = defineRoutingPolicy({
  name: "route-new",
  when: ["SESSION_NEW", "backlog", "ownerUnavailable", { ownerSilent: { minutes: 30 } }],
  match: { department: "Comercial" },
  except: { type: "GROUP" },
  department: "Comercial",
  capacity: 8,
});
