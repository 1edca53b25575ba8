// en: A deal is won in the CRM: its conversation is completed, and keeps the deal's number and value.
// pt: Um negócio é ganho no CRM: o atendimento dele é concluído e guarda o número e o valor do negócio.
import { defineSource } from "wts-session-hooks";

export const crm = defineSource({
  // en: The CRM signs as the Standard Webhooks say, as Svix does; its secret begins with whsec_.
  // pt: O CRM assina como manda o padrão Standard Webhooks, o mesmo do Svix; o segredo começa com whsec_.
  verify: "standard-webhooks",
  deliveryId: "body.id",
  occurredAt: "body.timestamp",
  filter: ({ body }) => body.type === "deal.won",
  map: ({ body }) => ({
    command: "complete",
    // en: Whoever makes the deal writes the session's id into it.
    // pt: Quem cria o negócio grava nele o id do atendimento.
    sessionId: body.data.session_id,
    note: `Negócio ${body.data.id} ganho no CRM`,
    metadata: { negocio: body.data.id, valor: body.data.value },
    classification: { category: "WON", description: "Ganho no CRM", amount: body.data.value },
  }),
});
