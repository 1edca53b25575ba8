// en: A ticket is solved in the help desk (Zendesk): the conversation it came from gets the status that fits.
// pt: Um chamado é resolvido na central de chamados (Zendesk): o atendimento de onde ele veio acompanha: em andamento, pendente ou concluído.
import { defineSource } from "wts-session-hooks";

// en: The statuses are as the trigger in Zendesk writes them; any other leaves the conversation as it is.
// pt: Os status são como o gatilho do Zendesk escreve; qualquer outro deixa o atendimento como está.
const statuses: Readonly<Record<string, string>> = { open: "IN_PROGRESS", pending: "PENDING", solved: "COMPLETED" };

export const helpdesk = defineSource({
  verify: "zendesk",
  deliveryId: ({ body }) => `${body.ticket.id} ${body.ticket.updated_at}`,
  occurredAt: ({ body }) => body.ticket.updated_at,
  map: ({ body }) => {
    const status = statuses[body.ticket.status];
    // en: Whoever opens the ticket writes the session's id into its external_id.
    // pt: Quem abre o chamado grava o id do atendimento no external_id dele.
    return status && { sessionId: body.ticket.external_id, status, metadata: { chamado: body.ticket.id } };
  },
});
