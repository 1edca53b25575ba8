// Kommo as its API reference describes "Get lead by ID" and "Get contact by ID": a lead names its contacts, and a contact has the phone.
import type { SenderApi } from "./sender-api.ts";

export const kommoToken = "kommo-long-lived-token-that-opens-nothing";

export const kommoLead = {
  id: 25399013,
  name: "Curso de Confeitaria",
  price: 19750,
  status_id: 142,
  _embedded: { tags: [], contacts: [{ id: 7143599, is_main: true }] },
};
/** Nobody has been put on it yet. */
export const kommoBareLead = { ...kommoLead, id: 25399014, _embedded: { tags: [], contacts: [] } };

export const kommoContact = {
  id: 7143599,
  name: "Ana Souza",
  custom_fields_values: [
    {
      field_id: 3,
      field_name: "Phone",
      field_code: "PHONE",
      values: [{ value: "+55 11 98004-5904", enum_code: "MOB" }],
    },
  ],
};

const found: Readonly<Record<string, object>> = {
  [`/api/v4/leads/${kommoLead.id}`]: kommoLead,
  [`/api/v4/leads/${kommoBareLead.id}`]: kommoBareLead,
  [`/api/v4/contacts/${kommoContact.id}`]: kommoContact,
};

export const kommoApi: SenderApi = {
  admits: (headers) => headers.authorization === `Bearer ${kommoToken}`,
  refusal: { status: 401, body: { title: "Unauthorized", status: 401, detail: "Wrong or expired token" } },
  find: (path, query) => {
    const body = found[path];
    // Kommo answers nothing at all for what it does not have, and no contacts where they are not asked for.
    if (body === undefined) return { status: 204 };
    const isLead = path.includes("/leads/");
    return { status: 200, body: isLead && query.get("with") !== "contacts" ? { ...body, _embedded: {} } : body };
  },
};
