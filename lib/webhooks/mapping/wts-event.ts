// Narrows a webhook of WTS itself to what may go on the bus: ids, states and times, no contact's details and no message's text.
import { asUuid } from "../../core/ids.ts";
import { isProperties, own, ownText, type Properties } from "../../core/value.ts";

interface WtsChange {
  property: string;
  /** The values are absent where they may be personal. */
  currentValue?: string | null;
  previousValue?: string | null;
}

export interface WtsEvent {
  /** It is SESSION_NEW, MESSAGE_RECEIVED or the like. */
  eventType: string;
  /** It is as WTS wrote it: UTC, with 0 to 7 fractional digits. */
  date: string | undefined;
  companyId: string | undefined;
  sessionId: string | undefined;
  /** Only session events have one. */
  session: Properties | undefined;
  /** Only message events have one. */
  message: Properties | undefined;
  /** It is USER, SYSTEM or the like; undefined where WTS does not say. */
  changedBy: string | undefined;
  /** This is what a SESSION_UPDATE changed; it is empty where WTS does not say. */
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

/** A change of one of these may be shown with its values. */
const shownChanges = new Set<string>([...sessionProperties, "unreadCount", "readTimestamp"]);

/** Ids, states and times are short: a longer text is none, and an event with many would be too large for the bus, for ever. */
const maxTextLength = 100;
const maxChanges = 100;
const nameLike = /^[A-Za-z_][\w.]{0,63}$/;

const isShown = (value: unknown): value is string | number | boolean | null =>
  value === null ||
  ["number", "boolean"].includes(typeof value) ||
  (typeof value === "string" && value.length <= maxTextLength);

const pick = (content: Properties, names: readonly string[]): Properties =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = own(content, name);
      return isShown(value) ? [[name, value]] : [];
    }),
  );

const text = (properties: Properties, name: string): string | undefined => {
  const value = ownText(properties, name);
  return value && value.length <= maxTextLength ? value : undefined;
};

/** Picks what a session, as WTS's webhooks and its API write it, may show on the bus. */
export const publicSession = (session: Properties): Properties => {
  const shown = pick(session, sessionProperties);
  const agent = own(session, "agentDetails");
  const userId = isProperties(agent) ? own(agent, "userId") : undefined;
  // Where neither says a person, none is claimed: WTS leaves the details out of a good part of its events.
  return shown.userId == null && typeof userId === "string" && isShown(userId) ? { ...shown, userId } : shown;
};

const numberLike = /^\+?\d{8,15}$/;

/**
 * The number of the account's own channel, by which one that has several tells them apart. The other of the two is the contact's:
 * where it is not certain which is which, neither is shown.
 */
const channelNumberOf = (content: Properties): string | undefined => {
  const details = own(content, "details");
  if (!isProperties(details)) return undefined;
  const side = own(content, "direction");
  const origin = text(content, "origin");
  const isInbound = side === "FROM_HUB" && origin === "GATEWAY";
  const isOutbound = side === "TO_HUB" && origin !== undefined && origin !== "GATEWAY";
  if (!isInbound && !isOutbound) return undefined;
  const [sender, receiver] = [text(details, "from"), text(details, "to")];
  const number = isInbound ? receiver : sender;
  return number !== undefined && numberLike.test(number) && sender !== receiver ? number : undefined;
};

const publicMessage = (content: Properties): Properties => {
  const channelNumber = channelNumberOf(content);
  return { ...pick(content, messageProperties), ...(channelNumber !== undefined && { channelNumber }) };
};

const valueText = (value: string | number | boolean | null): string | null => (value === null ? null : String(value));

const changesOf = (property: unknown, current: unknown = null, previous: unknown = null): WtsChange[] => {
  if (typeof property !== "string" || !nameLike.test(property)) return [];
  // A value that is neither short nor plain may be a person.
  if (!shownChanges.has(property) || !isShown(current) || !isShown(previous)) return [{ property }];
  return [{ property, currentValue: valueText(current), previousValue: valueText(previous) }];
};

/** WTS sends changes in three shapes: two kinds of list items, and an object by property. */
const readChanges = (changes: unknown): WtsChange[] => {
  if (Array.isArray(changes))
    return changes
      .slice(0, maxChanges)
      .filter(isProperties)
      .flatMap((change) =>
        changesOf(
          own(change, "property") ?? own(change, "field"),
          own(change, "currentValue") ?? own(change, "newValue"),
          own(change, "previousValue") ?? own(change, "oldValue"),
        ),
      );
  if (!isProperties(changes)) return [];
  return Object.entries(changes)
    .slice(0, maxChanges)
    .flatMap(([property, values]) => {
      const change = isProperties(values) ? values : {};
      return changesOf(property, own(change, "currentValue"), own(change, "previousValue"));
    });
};

/** Undefined when it is no event of WTS. */
export const readWtsEvent = (body: unknown): WtsEvent | undefined => {
  if (!isProperties(body)) return undefined;
  const eventType = text(body, "eventType");
  const content = own(body, "content");
  if (eventType === undefined || !/^[A-Z]+(_[A-Z]+)+$/.test(eventType) || !isProperties(content)) return undefined;
  const isOfSession = eventType.startsWith("SESSION_");
  const metadata = own(body, "changeMetadata");
  const changed = isProperties(metadata) ? metadata : {};
  return {
    eventType,
    date: text(body, "date"),
    companyId: asUuid(own(content, "companyId")),
    sessionId: asUuid(own(content, isOfSession ? "id" : "sessionId")),
    session: isOfSession ? publicSession(content) : undefined,
    message: eventType.startsWith("MESSAGE_") ? publicMessage(content) : undefined,
    changedBy: text(changed, "source"),
    changes: readChanges(own(changed, "changes")),
  };
};
