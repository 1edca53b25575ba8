// en: A contact who comes back within 30 days gets the person who served them last; is that person away, the session waits for them.
// pt: Quem volta em até 30 dias fica com a pessoa que o atendeu por último; se ela não está, o atendimento espera por ela na fila.
import { defineRoutingPolicy } from "wts-session-hooks";

export const returnToOwner = defineRoutingPolicy({
  name: "return-to-owner",
  // en: Also when the time of a hold has come: the session goes on with whom it was.
  // pt: Também quando termina uma espera: o atendimento continua com quem estava.
  when: ["SESSION_NEW", "holdEnded", "backlog"],
  match: { department: "Comercial" },
  department: "Comercial",
  // en: "others" gives it to a colleague instead of letting it wait.
  // pt: Com "others", vai para um colega em vez de esperar.
  stickyOwner: { days: 30, cover: "queue" },
});
