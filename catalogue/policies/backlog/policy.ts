// en: What waits in a department's queue is given out, the oldest first, as soon as somebody has fewer than 5 open sessions there.
// pt: O que espera na fila do departamento é distribuído, o mais antigo primeiro, assim que alguém tem menos de 5 atendimentos abertos ali.
import { defineRoutingPolicy } from "wts-session-hooks";

export const backlog = defineRoutingPolicy({
  name: "backlog",
  // en: The queue is looked at every minute; nothing of WTS's own webhook is needed for it.
  // pt: A fila é olhada a cada minuto; não precisa do webhook do WTS.
  when: ["backlog"],
  match: { department: ["Suporte", "Financeiro"] },
  except: { type: "GROUP" },
  capacity: { sessions: 5, per: "department" },
});
