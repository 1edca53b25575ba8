// A ticket is solved in the help desk (Zendesk): the conversation it came from gets the status that fits.
import { defineSource } from "wts-session-hooks";

/** The statuses as the trigger in Zendesk writes them; any other leaves the conversation as it is. */
const statuses: Readonly<Record<string, string>> = { open: "IN_PROGRESS", pending: "PENDING", solved: "COMPLETED" };

export const helpdesk = defineSource({
  verify: "zendesk",
  deliveryId: ({ body }) => `${body.ticket.id} ${body.ticket.updated_at}`,
  occurredAt: ({ body }) => body.ticket.updated_at,
  map: ({ body }) => {
    const status = statuses[body.ticket.status];
    return status && { sessionId: body.ticket.external_id, status, metadata: { chamado: body.ticket.id } };
  },
});
