// What a SESSION_UPDATE of WTS says has changed, in any of the shapes it was seen in.
import { isProperties, own, type Properties } from "../value.ts";

export interface SessionChange {
  property: string;
  /** As text; null for none, undefined where the event does not show it. */
  value: string | null | undefined;
}

/** Undefined for what is nested too deep to be a value. */
const textOf = (value: unknown): string | null | undefined => {
  if (value === null || value === "") return null;
  if (typeof value !== "object") return String(value);
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
};

const changeOf = (property: unknown, shown: Properties): SessionChange[] => {
  const name = ["currentValue", "newValue"].find((key) => Object.hasOwn(shown, key));
  const value = name === undefined ? undefined : own(shown, name);
  if (typeof property !== "string" || property === "") return [];
  return [{ property, value: value === undefined ? undefined : textOf(value) }];
};

/** Lists of {property, currentValue} or {field, newValue}, or an object by property; empty where WTS does not say. */
export const readSessionChanges = (changes: unknown): readonly SessionChange[] => {
  if (Array.isArray(changes))
    return changes
      .filter(isProperties)
      .flatMap((change) => changeOf(own(change, "property") ?? own(change, "field"), change));
  if (!isProperties(changes)) return [];
  return Object.entries(changes).flatMap(([property, shown]) => changeOf(property, isProperties(shown) ? shown : {}));
};

/** They move with every message and every look at a session: what follows from them in time, the schedule sees. */
const passing = new Set(
  [
    ...["unreadCount", "readTimestamp", "lastInteractionDate", "lastMessageIn", "lastMessageOut", "lastMessageText"],
    ...["updatedAt", "windowStatus", "expired", "waitReply", "timeService", "timeWait", "firstResponseAt"],
    ...["firstAgentMessageAt", "firstUserInteractionAt"],
  ].map((property) => property.toLowerCase()),
);

/** Those that can change where a session belongs. */
export const lastingChanges = (changes: readonly SessionChange[]): readonly SessionChange[] =>
  changes.filter(({ property }) => !passing.has(property.toLowerCase()));
