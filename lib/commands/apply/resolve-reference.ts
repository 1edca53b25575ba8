// Finds the open sessions that a contact or a metadata value means. WTS's filters are applied again here, since it ignores what it does not know.

import type { SessionLocator, SessionReference } from "../../core/command/session-reference.ts";
import { Fault, faults } from "../../core/faults.ts";
import { instantMs } from "../../core/instants.ts";
import { own } from "../../core/value.ts";
import { asFault } from "../../wts/choose-fault.ts";
import type { WtsClient } from "../../wts/client.ts";
import type { SessionFilter, WtsSession } from "../../wts/types.ts";
import { WtsApiError } from "../../wts/wts-api-error.ts";

const openStatuses = ["STARTED", "PENDING", "IN_PROGRESS"] as const;
/** These are 5,000 open sessions: a filter that finds more is one that WTS ignored. */
const mostPages = 50;

/** Only an own property counts, and only if it is a plain value: what every object has, and "undefined", is nobody's metadata. */
const metadataText = ({ metadata }: WtsSession, key: string): string | undefined => {
  const value = own(metadata ?? {}, key);
  return ["string", "number", "boolean"].includes(typeof value) ? String(value) : undefined;
};

const fits = (session: WtsSession, { contactId, metadata }: SessionLocator): boolean => {
  if (!openStatuses.some((status) => status === session.status)) return false;
  if (contactId !== undefined) return String(session.contactId).toLowerCase() === contactId;
  return Object.entries(metadata ?? {}).every(([key, value]) => metadataText(session, key) === value);
};

/** Answers the contact's id; undefined when WTS knows nobody of this number. */
const contactOf = async (client: WtsClient, phone: string): Promise<string | undefined> => {
  try {
    return (await client.getContactByPhone(phone)).id.toLowerCase();
  } catch (error) {
    if (error instanceof WtsApiError && error.isRefusal) return undefined;
    throw error;
  }
};

const find = async (client: WtsClient, locator: SessionLocator): Promise<WtsSession[]> => {
  const found = new Map<string, WtsSession>();
  const filter: SessionFilter = {
    Status: openStatuses,
    ...(locator.contactId !== undefined && { ContactId: locator.contactId }),
    ...(locator.metadata && { Metadata: locator.metadata }),
    OrderBy: "createdAt",
    OrderDirection: "ASCENDING",
    PageSize: 100,
  };
  for (let page = 1; page <= mostPages; page += 1) {
    const { items, hasMorePages } = await client.listSessions({ ...filter, PageNumber: page });
    for (const session of items) if (fits(session, locator)) found.set(session.id, session);
    if (hasMorePages !== true) return [...found.values()];
  }
  throw new Fault(faults.sessionReferenceUnresolved, {
    message: `more than ${mostPages * 100} open sessions would have to be read to find this one; give a sessionId`,
  });
};

const createdMs = ({ createdAt }: WtsSession): number => instantMs(createdAt) ?? Number.NEGATIVE_INFINITY;

/** Answers session ids, none only where `onNone` says `ignore`. Throws SESSION_REFERENCE_UNRESOLVED where a rule says `reject`. */
export const resolveReference = async (
  { locator, onNone, onMany }: SessionReference,
  client: WtsClient,
): Promise<readonly string[]> => {
  const refuse = (message: string): never => {
    throw new Fault(faults.sessionReferenceUnresolved, { message });
  };
  try {
    const { contactPhone } = locator;
    const contactId = contactPhone === undefined ? undefined : await contactOf(client, contactPhone);
    const isUnknown = contactPhone !== undefined && contactId === undefined;
    const sessions = isUnknown ? [] : await find(client, contactId === undefined ? locator : { contactId });
    if (sessions.length === 0) return onNone === "ignore" ? [] : refuse("no open session fits the reference");
    if (sessions.length === 1 || onMany === "all") return sessions.map(({ id }) => id);
    if (onMany === "reject")
      return refuse(`${sessions.length} open sessions fit the reference; say with onMany which to take`);
    return sessions
      .sort((one, other) => createdMs(other) - createdMs(one))
      .slice(0, 1)
      .map(({ id }) => id);
  } catch (error) {
    throw asFault(error);
  }
};
