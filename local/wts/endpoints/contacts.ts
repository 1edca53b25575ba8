// Answers contacts by id and by phone number; a number nobody has is an error 500.
import { type Contact, formattedPhone } from "../contact.ts";
import { findContact } from "../find.ts";
import type { Call, Endpoint } from "../http/call.ts";
import { pathId } from "../http/call.ts";
import { notFound } from "../http/refusal.ts";

const contactView = (call: Call, contact: Contact) => {
  const details = call.query.someOf("IncludeDetails", ["Tags", "CustomFields", "Portfolios"]);
  const { tags, ...shown } = contact;
  const withTags = details.includes("Tags");
  const withPortfolios = details.includes("Portfolios");
  return {
    ...shown,
    nameWhatsapp: contact.name,
    nameInstagram: null,
    nameMessenger: null,
    phoneNumberFormatted: formattedPhone(contact.phoneNumber),
    messengerId: null,
    annotation: null,
    tagIds: withTags ? tags.map((tag) => tag.id) : null,
    tagNames: withTags ? tags.map((tag) => tag.name) : null,
    importedAt: null,
    utm: null,
    customFields: details.includes("CustomFields") ? {} : null,
    portfolioIds: withPortfolios ? [] : null,
    portfolioNames: withPortfolios ? [] : null,
    metadata: null,
  };
};

export const getContact: Endpoint = (call) => contactView(call, findContact(call.world, pathId(call)));

const withoutNinth = (phone: string): string => phone.replace(/\D/g, "").replace(/^(55\d\d)9(\d{8})$/, "$1$2");

export const getContactByPhone: Endpoint = (call) => {
  const folds = call.world.switches.contactByPhone === "folds-ninth-digit";
  const keyOf = (phone: string): string => (folds ? withoutNinth(phone) : phone).replace(/\D/g, "");
  const wanted = keyOf(call.params.phone ?? "");
  const contact = [...call.world.contacts.values()].find((one) => keyOf(one.phoneNumber) === wanted);
  if (contact === undefined) throw notFound("Contato não encontrado");
  return contactView(call, contact);
};
