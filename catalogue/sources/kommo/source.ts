// en: A lead is won in Kommo, which names it by a number: the lead names its contact, and the contact has the phone of the conversation.
// pt: Um lead é ganho no Kommo, que só informa o número: o lead diz quem é o contato, e o contato tem o telefone do atendimento.
import { defineSource } from "wts-session-hooks";

interface Field {
  field_code: string | null;
  values: { value: string }[];
}

// en: It is Kommo's own number of the last stage of every pipeline.
// pt: É o número que o próprio Kommo dá à última etapa de todo funil.
const won = "142";

export const kommo = defineSource({
  // en: Kommo signs nothing: the secret stands in the address, after /webhooks/kommo/.
  // pt: O Kommo não assina nada: o segredo fica no endereço, depois de /webhooks/kommo/.
  verify: "kommo",
  filter: ({ body }) => body["leads[status][0][status_id]"] === won,
  // en: Put your account's own address here; its long-lived token is `lookupSecret` of this source.
  // pt: Ponha aqui o endereço da sua conta; o token de longa duração dela é o `lookupSecret` desta fonte.
  lookup: {
    lead: {
      url: "https://suaempresa.kommo.com/api/v4/leads/{body.'leads[status][0][id]'}?with=contacts",
      headers: { authorization: "Bearer {secret}" },
    },
    contact: {
      url: "https://suaempresa.kommo.com/api/v4/contacts/{lookup.lead._embedded.contacts[is_main].id}",
      headers: { authorization: "Bearer {secret}" },
    },
  },
  onNone: "ignore",
  onMany: "newest",
  map: ({ lookup: { lead, contact } }) => {
    const fields = (contact?.custom_fields_values ?? []) as Field[];
    const phone = fields.find(({ field_code }) => field_code === "PHONE")?.values[0]?.value;
    // en: A lead without a contact, or a contact without a phone, has no conversation that could be found.
    // pt: Lead sem contato, ou contato sem telefone, não tem atendimento que se possa achar.
    if (!phone) return undefined;
    return {
      session: { contactPhone: phone },
      metadata: { negocio: lead.id },
      classification: { category: "WON", description: "Ganho no Kommo", amount: lead.price },
    };
  },
});
