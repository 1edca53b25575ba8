// A conversation as a test tells it, in names and local times, made into the session and the messages that WTS would show.
import { parseInstant } from "../lib/core/instants.ts";
import type { IdByName } from "../lib/core/sessions/evaluate-match.ts";
import { readSessionFacts, type SessionFacts } from "../lib/core/sessions/session-facts.ts";

export interface Said {
  by: "contact" | "person" | "bot" | "office-hours";
  /** A local time, such as "2026-11-25 10:00". */
  at: string;
  text?: string;
}

export interface Conversation {
  said: readonly Said[];
  /** PENDING where nobody has it, unless it is said. */
  status?: "STARTED" | "PENDING" | "IN_PROGRESS" | "HIDDEN";
  department?: string;
  /** Who has the session. */
  owner?: string;
  /** A bot is talking to the contact. */
  bot?: boolean;
  tags?: readonly string[];
  metadata?: Readonly<Record<string, string>>;
  group?: boolean;
  /** WhatsApp's official channel unless it is said. */
  channel?: string;
  /** When a policy warned the contact. */
  warnedAt?: string;
}

export interface ShownConversation {
  facts: SessionFacts;
  /** The newest stands first. */
  messages: readonly object[];
  at: (time: string) => number;
}

/** It is an id that no name is mistaken for. */
export const idOf = (name: string): string => `id of ${name}`.toLowerCase();

/** Throws for what is no time. */
const msIn = (time: string, timeZone: string): number => {
  const parsed = parseInstant(time, timeZone);
  if (!parsed.ok) throw new Error(`${JSON.stringify(time)} is no time: ${parsed.message}; write "2026-11-25 10:00"`);
  return Date.parse(parsed.instant);
};

const origins = { contact: "DEFAULT", person: "DEFAULT", bot: "BOT", "office-hours": "OFFICE_HOURS" } as const;

const dayMs = 86_400_000;
const windowAt = (lastIn: number | undefined, nowMs: number): string => {
  if (lastIn === undefined) return "NOT_STARTED";
  return nowMs - lastIn < dayMs ? "ACTIVE" : "EXPIRED";
};

const iso = (ms: number | undefined): string | null => (ms === undefined ? null : new Date(ms).toISOString());

/** Every name has an id, so that names that a policy and a test write alike are one. */
export const idsOf = (names: Iterable<string>): IdByName => new Map([...names].map((name) => [name, idOf(name)]));

export const shownByWts = (conversation: Conversation, timeZone: string, now: string): ShownConversation => {
  const { said, department, owner, bot = false, tags = [], metadata = {}, group = false, warnedAt } = conversation;
  const at = (time: string): number => msIn(time, timeZone);
  const spoken = said.map((each) => ({ ...each, ms: at(each.at) })).toSorted((one, other) => one.ms - other.ms);
  const lastOf = (isMeant: (by: Said["by"]) => boolean) => spoken.findLast(({ by }) => isMeant(by))?.ms;
  const lastIn = lastOf((by) => by === "contact");
  const lastAnswer = lastOf((by) => by !== "contact");
  const warnedMs = warnedAt === undefined ? undefined : at(warnedAt);
  const outs = [lastAnswer, warnedMs].filter((ms) => ms !== undefined);
  const [usual, botId] = bot
    ? (["STARTED", "id of the bot"] as const)
    : ([owner ? "IN_PROGRESS" : "PENDING", null] as const);
  const facts = readSessionFacts({
    ...{ id: "2617d127-4314-4954-a7f6-07c17e7f7d2c", number: "2026-0001", metadata, botId },
    status: conversation.status ?? usual,
    departmentId: department === undefined ? null : idOf(department),
    userId: owner === undefined ? null : idOf(owner),
    contactDetails: { name: "Ana Souza", tagsId: [], tagsName: [...tags], status: "ACTIVE" },
    agentDetails: owner === undefined ? null : { userId: idOf(owner), name: owner },
    type: group ? "GROUP" : "INDIVIDUAL",
    channelType: conversation.channel ?? "CLOUDAPI_WHATSAPP",
    windowStatus: windowAt(lastIn, at(now)),
    createdAt: iso(spoken[0]?.ms ?? at(now)),
    lastMessageIn: iso(lastIn),
    lastMessageOut: iso(outs.length === 0 ? undefined : Math.max(...outs)),
  });
  if (facts === undefined) throw new Error("the conversation has no session");
  const messages = spoken.toReversed().map(({ by, ms, text = "…" }) => ({
    ...{ type: "TEXT", text, status: "DELIVERED", timestamp: new Date(ms).toISOString(), origin: origins[by] },
    direction: by === "contact" ? "FROM_HUB" : "TO_HUB",
  }));
  return { facts, messages, at };
};
