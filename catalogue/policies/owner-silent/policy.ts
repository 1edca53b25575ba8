// en: Whoever lets a contact wait for 20 minutes gives the session to a colleague; nobody answers there either: the manager.
// pt: Quem deixa o cliente esperando 20 minutos passa o atendimento a um colega; se ele também não responde, à gerente.
import { defineRoutingPolicy } from "wts-session-hooks";

export const ownerSilent = defineRoutingPolicy({
  name: "owner-silent",
  // en: A person's answer ends the waiting; a bot's does not.
  // pt: A resposta de uma pessoa acaba com a espera; a de um robô, não.
  when: [{ ownerSilent: { minutes: 20 } }, { ownerUnavailable: { minutes: 5 } }],
  except: { tags: "VIP" },
  // en: Without a department it is a colleague of the session's own.
  // pt: Sem departamento, é um colega do departamento do próprio atendimento.
  escalation: [{ afterMinutes: 20, to: { user: "Carla Mendes" } }],
  // en: The minutes count in these hours only.
  // pt: Os minutos só contam neste horário.
  hours: {
    weekly: {
      monday: ["09:00-18:00"],
      tuesday: ["09:00-18:00"],
      wednesday: ["09:00-18:00"],
      thursday: ["09:00-18:00"],
      friday: ["09:00-18:00"],
    },
    holidays: ["BR"],
  },
});
