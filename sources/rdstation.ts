// A lead asks for a call in RD Station: whoever is already talking with us is handed to the sales team.
import { defineSource } from "wts-session-hooks";

interface Lead {
  uuid: string;
  personal_phone: string | null;
}

/** RD Station writes numbers of Brazil without the country code. */
const withCountryCode = (phone: string): string => {
  const digits = phone.replaceAll(/\D/g, "");
  return digits.length <= 11 ? `55${digits}` : digits;
};

export const rdstation = defineSource({
  // RD Station signs nothing: the secret stands in the address, after /webhooks/rdstation/.
  verify: { scheme: "token", path: true },
  onNone: "ignore",
  onMany: "newest",
  map: ({ body }) =>
    (body.leads as Lead[])
      .filter(({ personal_phone }) => personal_phone)
      .map(({ personal_phone }) => ({
        command: "transfer",
        session: { contactPhone: withCountryCode(personal_phone ?? "") },
        department: "Comercial",
      })),
});
