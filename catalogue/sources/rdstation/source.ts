// en: A lead asks for a call in RD Station: whoever is already talking with us is handed to the sales team.
// pt: Um lead levanta a mão na RD Station: quem já está conversando com a gente vai para a equipe comercial.
import { defineSource } from "wts-session-hooks";

interface Lead {
  uuid: string;
  personal_phone: string | null;
}

export const rdstation = defineSource({
  // en: RD Station signs nothing: the secret stands in the address, after /webhooks/rdstation/.
  // pt: A RD Station não assina nada: o segredo fica no endereço, depois de /webhooks/rdstation/.
  verify: { scheme: "token", path: true },
  // en: A lead without a phone number, or who is not talking with us, is nobody's business here; the log says whom it looked for.
  // pt: Lead sem telefone, ou que não está conversando com a gente, não interessa aqui; o log diz quem foi procurado.
  onNone: "ignore",
  onMany: "newest",
  map: ({ body }) =>
    (body.leads as Lead[]).map(({ personal_phone }) => ({
      command: "transfer",
      session: { contactPhone: personal_phone },
      department: "Comercial",
    })),
});
