// A lead asks for a call in RD Station: whoever is already talking with us is handed to the sales team.
import { defineSource } from "wts-session-hooks";

interface Lead {
  uuid: string;
  personal_phone: string | null;
}

export const rdstation = defineSource({
  // RD Station signs nothing: the secret stands in the address, after /webhooks/rdstation/.
  verify: { scheme: "token", path: true },
  // A lead without a phone number, or who is not talking with us, is nobody's business here; the log says whom it looked for.
  onNone: "ignore",
  onMany: "newest",
  map: ({ body }) =>
    (body.leads as Lead[]).map(({ personal_phone }) => ({
      command: "transfer",
      session: { contactPhone: personal_phone },
      department: "Comercial",
    })),
});
