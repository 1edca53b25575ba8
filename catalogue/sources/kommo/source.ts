// A lead is won in Kommo, which tells its number: the lead names its contact, and the contact has the phone of the conversation.
import { defineSource } from "wts-session-hooks";

interface Field {
  field_code: string | null;
  values: { value: string }[];
}

/** Kommo's own number of the last stage of every pipeline. */
const won = "142";

export const kommo = defineSource({
  // Kommo signs nothing: the secret stands in the address, after /webhooks/kommo/.
  verify: "kommo",
  filter: ({ body }) => body["leads[status][0][status_id]"] === won,
  // The account's own address goes here; its long-lived token is `lookupSecret` of this source in the doors secret.
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
    // A lead without a contact, or a contact without a phone, has no conversation that could be found.
    if (!phone) return undefined;
    return {
      session: { contactPhone: phone },
      metadata: { negocio: lead.id },
      classification: { category: "WON", description: "Ganho no Kommo", amount: lead.price },
    };
  },
});
