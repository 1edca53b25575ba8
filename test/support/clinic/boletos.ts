// The clinic's billing system tells of each boleto, by the patient's phone: created, it holds the conversation; paid, it ends that.
import { defineSource } from "wts-session-hooks";

export const boletos = defineSource({
  verify: { scheme: "token", header: "x-token" },
  deliveryId: "body.id",
  filter: "body.evento in ['criado', 'pago']",
  onNone: "ignore",
  onMany: "newest",
  map: {
    command: "'hold'",
    session: { contactPhone: "body.telefone" },
    until: "body.evento = 'criado' ? { 'date': body.vencimento, 'plusBusinessDays': 2 } : 'now'",
    reason: "'boleto ' & body.boleto",
  },
});
