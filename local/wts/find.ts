// Looks things up, and refuses as WTS does when there is nothing to find.
import type { Contact } from "./contact.ts";
import type { Agent, Department } from "./directory.ts";
import { formError, notFound } from "./http/refusal.ts";
import type { Message } from "./messages/message.ts";
import type { Session } from "./sessions/session.ts";
import type { World } from "./world.ts";

const refuse = (text: string): never => {
  throw notFound(text);
};

export const findSession = (world: World, id: string): Session =>
  world.sessions.get(id) ?? refuse("Atendimento não encontrado");

export const findContact = (world: World, id: string): Contact =>
  world.contacts.get(id) ?? refuse("Contato não encontrado");

export const findMessage = (world: World, id: string): Message => {
  const found = [...world.messages.values()].flat().find((message) => message.id === id);
  return found ?? refuse("Mensagem não encontrada");
};

/** A wrong id inside a body is a form error, whatever a missing path answers. */
export const departmentOf = (world: World, id: string): Department => {
  const department = world.directory.departments.find((one) => one.id === id);
  if (department === undefined) throw formError("Equipe não encontrada");
  return department;
};

export const agentOf = (world: World, userId: string): Agent => {
  const agent = world.directory.agents.find((one) => one.userId === userId);
  if (agent === undefined) throw formError("Usuário não encontrado");
  return agent;
};
