// Reads what a SESSION_UPDATE of WTS says has changed, in any of the shapes in which WTS was seen to say it.
import { isProperties, own, type Properties } from "../value.ts";

export interface SessionChange {
  property: string;
  /** The new value as a text. Null means that there is none; undefined that the event does not show it. */
  value: string | null | undefined;
}

/** Undefined for what is nested too deep to be a value: JSON.stringify gives up on it. */
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

/**
 * `changes` may be a list of {property, currentValue} or {field, newValue}, or an object by property. The answer is empty
 * where WTS does not say what changed.
 */
export const readSessionChanges = (changes: unknown): readonly SessionChange[] => {
  if (Array.isArray(changes))
    return changes
      .filter(isProperties)
      .flatMap((change) => changeOf(own(change, "property") ?? own(change, "field"), change));
  if (!isProperties(changes)) return [];
  return Object.entries(changes).flatMap(([property, shown]) => changeOf(property, isProperties(shown) ? shown : {}));
};

/** These properties move with every message and every look at a session; what follows from them in time, the schedule sees. */
const passing = new Set(
  [
    ...["unreadCount", "readTimestamp", "lastInteractionDate", "lastMessageIn", "lastMessageOut", "lastMessageText"],
    ...["updatedAt", "windowStatus", "expired", "waitReply", "timeService", "timeWait", "firstResponseAt"],
    ...["firstAgentMessageAt", "firstUserInteractionAt"],
  ].map((property) => property.toLowerCase()),
);

/** Only those changes that can change where a session belongs. */
export const lastingChanges = (changes: readonly SessionChange[]): readonly SessionChange[] =>
  changes.filter(({ property }) => !passing.has(property.toLowerCase()));
