// A webhook of WTS itself, narrowed to what may go on the bus: ids, states and times, no contact's details and no message's text.
import { asUuid } from "./uuid.ts";
import { isProperties, own, type Properties } from "./value.ts";

export interface WtsChange {
  property: string;
  /** Absent where the value may be personal. */
  currentValue?: string | null;
  previousValue?: string | null;
}

export interface WtsEvent {
  /** SESSION_NEW, MESSAGE_RECEIVED … */
  eventType: string;
  /** As WTS wrote it: UTC, 0 to 7 fractional digits. */
  date: string | undefined;
  companyId: string | undefined;
  sessionId: string | undefined;
  /** Of session events. */
  session: Properties | undefined;
  /** Of message events. */
  message: Properties | undefined;
  /** USER, SYSTEM …; absent where WTS does not say. */
  changedBy: string | undefined;
  /** What a SESSION_UPDATE changed; empty where WTS does not say. */
  changes: readonly WtsChange[];
}

const sessionProperties = [
  "id",
  "companyId",
  "contactId",
  "channelId",
  "channelType",
  "departmentId",
  "userId",
  "botId",
  "previousSessionId",
  "status",
  "type",
  "createdAt",
  "updatedAt",
  "startAt",
  "endAt",
  "firstResponseAt",
  "firstAgentMessageAt",
  "lastInteractionDate",
  "lastMessageIn",
  "lastMessageOut",
  "windowStatus",
] as const;

const messageProperties = ["id", "sessionId", "userId", "type", "direction", "origin", "status", "timestamp"] as const;

/** Of which a change may be shown with its values. */
const shownChanges = new Set<string>([...sessionProperties, "unreadCount", "readTimestamp"]);

const isScalar = (value: unknown): value is string | number | boolean | null =>
  value === null || ["string", "number", "boolean"].includes(typeof value);

const pick = (content: Properties, names: readonly string[]): Properties =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = own(content, name);
      return isScalar(value) ? [[name, value]] : [];
    }),
  );

/** What a session, as WTS's webhooks and its API write it, may show on the bus. */
export const publicSession = (session: Properties): Properties => {
  const shown = pick(session, sessionProperties);
  const agent = own(session, "agentDetails");
  const userId = isProperties(agent) ? own(agent, "userId") : undefined;
  return shown.userId === undefined && typeof userId === "string" ? { ...shown, userId } : shown;
};

const text = (properties: Properties, name: string): string | undefined => {
  const value = own(properties, name);
  return typeof value === "string" && value !== "" ? value : undefined;
};

const valueText = (value: unknown): string | null =>
  value === null || value === undefined ? null : typeof value === "object" ? JSON.stringify(value) : String(value);

const changeOf = (property: string, current: unknown, previous: unknown): WtsChange => ({
  property,
  ...(shownChanges.has(property) && { currentValue: valueText(current), previousValue: valueText(previous) }),
});

/** Three shapes are about: two kinds of list items, and an object by property. */
const readChanges = (changes: unknown): WtsChange[] => {
  if (Array.isArray(changes))
    return changes.filter(isProperties).flatMap((change) => {
      const property = text(change, "property") ?? text(change, "field");
      const current = own(change, "currentValue") ?? own(change, "newValue");
      const previous = own(change, "previousValue") ?? own(change, "oldValue");
      return property === undefined ? [] : [changeOf(property, current, previous)];
    });
  if (!isProperties(changes)) return [];
  return Object.entries(changes).map(([property, values]) => {
    const change = isProperties(values) ? values : {};
    return changeOf(property, own(change, "currentValue"), own(change, "previousValue"));
  });
};

const sessionIdOf = (eventType: string, content: Properties): string | undefined => {
  if (eventType.startsWith("SESSION_")) return asUuid(own(content, "id"));
  return asUuid(own(content, "sessionId"));
};

/** Undefined when it is no event of WTS. */
export const readWtsEvent = (body: unknown): WtsEvent | undefined => {
  if (!isProperties(body)) return undefined;
  const eventType = text(body, "eventType");
  const content = own(body, "content");
  if (eventType === undefined || !/^[A-Z]+(_[A-Z]+)+$/.test(eventType) || !isProperties(content)) return undefined;
  const metadata = own(body, "changeMetadata");
  const changed = isProperties(metadata) ? metadata : {};
  return {
    eventType,
    date: text(body, "date"),
    companyId: asUuid(own(content, "companyId")),
    sessionId: sessionIdOf(eventType, content),
    session: eventType.startsWith("SESSION_") ? publicSession(content) : undefined,
    message: eventType.startsWith("MESSAGE_") ? pick(content, messageProperties) : undefined,
    changedBy: text(changed, "source"),
    changes: readChanges(own(changed, "changes")),
  };
};
