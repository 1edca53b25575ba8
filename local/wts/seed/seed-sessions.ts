// Fills a company with conversations in every state; dates count back from the stand-in's clock.
import { exactly, stamp } from "../dates.ts";
import type { Message } from "../messages/message.ts";
import { addMessage, effectOf, type NewMessage, newMessage } from "../messages/record-message.ts";
import type { Session, SessionStatus } from "../sessions/session.ts";
import { uuidFrom } from "../uuid-from.ts";
import type { World } from "../world.ts";
import {
  agentFollowUps,
  botGreeting,
  botQueue,
  campaignText,
  contactFollowUps,
  farewells,
  insurers,
  metadataOrigins,
  noteTexts,
  offHoursText,
  talks,
} from "./conversation-data.ts";
import { seedContact } from "./seed-contact.ts";
import { sessionDefaults } from "./session-defaults.ts";

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;
/** How many of every sixty sessions have it; they are spread out by a stride that shares no factor with 60. */
const statusShares: readonly [SessionStatus, number][] = [
  ["IN_PROGRESS", 24],
  ["PENDING", 12],
  ["STARTED", 6],
  ["COMPLETED", 15],
  ["HIDDEN", 2],
  ["UNDEFINED", 1],
];
const statuses = statusShares.flatMap(([status, share]) => Array.from({ length: share }, () => status));
const stride = 37;

const say = (
  world: World,
  session: Session,
  content: NewMessage,
  at: string,
  id: string,
  userId: string | null,
): void => {
  const isHuman = content.origin === "DEFAULT";
  const message: Message = newMessage(session.id, at, { ...content, id, userId: isHuman ? userId : null });
  addMessage(world, message);
  Object.assign(session, effectOf(message, session, world.switches));
};

const complete = (world: World, session: Session, lastMs: number): void => {
  const endMs = Math.min(world.clock.nowMs(), lastMs + (1 + world.random.below(20)) * minuteMs);
  const category = world.random.pick(["WON", "LOST", "INFO", "OTHER"] as const);
  const isClassified = world.random.next() < 0.5;
  Object.assign(session, {
    endAt: exactly(endMs),
    updatedAt: exactly(endMs),
    reactivateOnNewMessage: world.random.next() < 0.5,
    classification: isClassified
      ? {
          id: uuidFrom(session.id, "classification"),
          category,
          categoryDescription: category === "WON" ? "Consulta agendada" : "Sem retorno",
          amount: category === "WON" ? 100 + world.random.below(80) * 10 : 0,
        }
      : null,
  } satisfies Partial<Session>);
};

const customer = (text: string): NewMessage => ({ direction: "FROM_HUB", origin: "GATEWAY", text });

const person = (text: string): NewMessage => ({ direction: "TO_HUB", origin: "DEFAULT", text });

const robot = (origin: "BOT" | "CAMPAIGN" | "OFFICE_HOURS", text: string): NewMessage => ({
  direction: "TO_HUB",
  origin,
  text,
});

const note = (text: string): NewMessage => ({
  direction: "TO_HUB",
  origin: "DEFAULT",
  type: "NOTE",
  status: "SAVED",
  text,
});

const conversation = (
  world: World,
  status: SessionStatus,
  [question, answer]: readonly [string, string],
): NewMessage[] => {
  const { random } = world;
  if (status === "HIDDEN") return [robot("CAMPAIGN", campaignText)];
  if (status === "UNDEFINED") return [];
  const opening = random.next() < 0.15 ? [robot("CAMPAIGN", campaignText)] : [];
  const arrival = [...opening, customer(question), robot("BOT", botGreeting)];
  if (status === "STARTED")
    return random.next() < 0.5 ? arrival : [...arrival, customer("Quero falar com um atendente")];
  const queued = [...arrival, customer("Atendente"), robot("BOT", botQueue)];
  if (status === "PENDING")
    return [
      ...queued,
      ...random.pick([[], [customer(random.pick(contactFollowUps))], [robot("OFFICE_HOURS", offHoursText)]]),
    ];
  const talk = [...queued, person(answer)];
  if (random.next() < 0.3) talk.push(note(random.pick(noteTexts)));
  for (let turn = random.below(3); turn > 0; turn -= 1)
    talk.push(customer(random.pick(contactFollowUps)), person(random.pick(agentFollowUps)));
  if (status === "COMPLETED") return [...talk, person(random.pick(farewells))];
  const ending = random.next();
  if (ending < 0.45) talk.push(customer(random.pick(contactFollowUps)));
  else if (ending < 0.55) talk.push(customer(random.pick(contactFollowUps)), robot("OFFICE_HOURS", offHoursText));
  else if (ending < 0.62) talk.push(robot("BOT", "Sua consulta está confirmada para amanhã."));
  return talk;
};

/** Most conversations are fresh, some wait for hours, a few were forgotten for months. */
const idleMs = (world: World, status: SessionStatus): number => {
  const { random } = world;
  const kind = random.next();
  if (status === "COMPLETED") return 30 * minuteMs + random.below(30 * dayMs);
  if (kind < 0.4) return 2 * minuteMs + random.below(58 * minuteMs);
  if (kind < 0.7) return 60 * minuteMs + random.below(23 * 60 * minuteMs);
  if (kind < 0.93) return dayMs + random.below(9 * dayMs);
  return 10 * dayMs + random.below(80 * dayMs);
};

/** Whole seconds, tenths or hundredths as well as milliseconds, so that every length of fraction occurs. */
const granular = (world: World, ms: number): number => {
  const step = world.random.pick([1, 1, 10, 100, 1_000]);
  return Math.floor(ms / step) * step;
};

/** Ascending instants ending at lastMs; the first one starts the session. */
const timesUntil = (world: World, lastMs: number, count: number): number[] => {
  const times = [granular(world, lastMs)];
  while (times.length < count) {
    const gapMs = 5_000 + world.random.below(12 * minuteMs);
    times.unshift((times[0] ?? lastMs) - gapMs);
  }
  return times;
};

/** A round instant stays as short as it is; the others get the sub-millisecond digits of a .NET clock. */
const written = (ms: number): string => (ms % 10 === 0 ? exactly(ms) : stamp(ms));

const metadata = (world: World): Session["metadata"] => {
  if (world.random.next() < 0.3) return null;
  return {
    origem: world.random.pick(metadataOrigins),
    ...(world.random.next() < 0.5 ? { convenio: world.random.pick(insurers) } : {}),
  };
};

const talkOf = (world: World, department: string): readonly [string, string] => {
  const found = Object.entries(talks).find(([name]) => name === department)?.[1] ?? talks.Recepção;
  return found[world.random.below(found.length)] ?? talks.Recepção[0];
};

const nonEmpty = <T>(items: readonly T[]): [T, ...T[]] => {
  const [first, ...rest] = items;
  if (first === undefined) throw new Error("the seed needs at least one department, person and channel");
  return [first, ...rest];
};

const seedSession = (world: World, index: number): void => {
  const status = statuses[(index * stride) % statuses.length] ?? "IN_PROGRESS";
  // Some people come back; a contact has one open conversation at most, so only the closed ones are shared.
  const isReturning = index > 10 && status === "COMPLETED" && world.random.next() < 0.6;
  const contactNumber = isReturning ? world.random.below(index) : index;
  const contactId = uuidFrom(world.account, world.seed, "contact", contactNumber);
  if (!world.contacts.has(contactId)) seedContact(world, contactId);
  const department = world.random.pick(nonEmpty(world.directory.departments));
  const talk = talkOf(world, department.name);
  const content = conversation(world, status, talk);
  const lastMs = world.clock.nowMs() - idleMs(world, status);
  const times = timesUntil(world, lastMs, content.length);
  const startMs = times[0] ?? lastMs;
  const channel = world.random.pick(nonEmpty(world.directory.channels));
  const id = uuidFrom(world.account, world.seed, "session", index);
  const session = sessionDefaults(world, id, contactId, startMs, channel);
  const members = world.directory.agents.filter((agent) =>
    agent.memberships.some((one) => one.departmentId === department.id),
  );
  const isStaffed = status === "IN_PROGRESS" || status === "COMPLETED";
  const agent = isStaffed ? world.random.pick(nonEmpty(members)) : undefined;
  Object.assign(session, {
    status,
    departmentId: isStaffed || status === "PENDING" ? department.id : null,
    userId: agent?.userId ?? null,
    botId: status === "STARTED" ? uuidFrom(world.account, "bot", "triagem") : null,
    metadata: metadata(world),
    utm: world.random.next() < 0.15 ? { source: "facebook", campaign: "vacina-2026", medium: "cpc" } : null,
    origin: status === "HIDDEN" ? "Empresa" : "Contato",
  } satisfies Partial<Session>);
  world.sessions.set(id, session);
  for (const [position, message] of content.entries()) {
    const at = written(times[position] ?? lastMs);
    say(world, session, message, at, uuidFrom(id, "message", position), agent?.userId ?? null);
  }
  if (status === "COMPLETED") complete(world, session, lastMs);
  else session.updatedAt = exactly(lastMs);
};

export const seedSessions = (world: World, count: number): void => {
  for (let index = 0; index < count; index += 1) seedSession(world, index);
};
