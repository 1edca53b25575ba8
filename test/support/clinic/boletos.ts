// The clinic's billing system tells of each boleto, by the patient's phone.
import { defineSource } from "wts-session-hooks";

export const boletos = defineSource({
  verify: { scheme: "token", header: "x-token" },
  deliveryId: "body.id",
  filter: "body.evento = 'pago'",
  onNone: "ignore",
  onMany: "newest",
  map: {
    session: { contactPhone: "body.telefone" },
    metadata: { boleto: "body.boleto", pago: "'sim'" },
  },
});
