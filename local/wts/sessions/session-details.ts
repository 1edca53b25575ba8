// Shows the blocks that a session has only when they are asked for; webhooks always carry them.
import { formattedPhone } from "../contact.ts";
import type { World } from "../world.ts";
import type { Session } from "./session.ts";

export const contactDetails = (world: World, session: Session) => {
  const contact = world.contacts.get(session.contactId);
  if (contact === undefined) return null;
  return {
    id: contact.id,
    name: contact.name,
    pictureUrl: null,
    phonenumber: contact.phoneNumber,
    phonenumberFormatted: formattedPhone(contact.phoneNumber),
    instagram: contact.instagram,
    tagsId: contact.tags.map((tag) => tag.id),
    tagsName: contact.tags.map((tag) => tag.name),
    status: contact.status,
  };
};

export const agentDetails = (world: World, session: Session) => {
  const agent = world.directory.agents.find((one) => one.userId === session.userId);
  if (agent === undefined) return null;
  const { id, userId, name, shortName, phoneNumber, email } = agent;
  return { id, userId, name, shortName, phoneNumber, email, pictureFileId: null, pictureUrl: null };
};

export const departmentDetails = (world: World, session: Session) => {
  const department = world.directory.departments.find((one) => one.id === session.departmentId);
  if (department === undefined) return null;
  const { id, name, description, isDefault } = department;
  return { id, companyId: world.companyId, name, description, isDefault, isSupervisor: false };
};

export const channelDetails = (world: World, session: Session) => {
  const channel = world.directory.channels.find((one) => one.id === session.channelId);
  if (channel === undefined) return null;
  const { number, name, platform, provider } = channel;
  return {
    humanId: number,
    platform,
    provider,
    providerVariable: session.channelType,
    pictureUrl: null,
    displayName: name,
  };
};

export const classificationDetails = (session: Session) => {
  if (session.classification === null) return null;
  const { id, category, categoryDescription, amount } = session.classification;
  const categoryName = { UNDEFINED: "Indefinido", WON: "Ganho", LOST: "Perdido", INFO: "Informação", OTHER: "Outro" }[
    category
  ];
  return { id, category, categoryName, categoryDescription, amount };
};
