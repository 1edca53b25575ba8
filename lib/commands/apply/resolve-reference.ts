// Finds the sessions that a contact or a metadata value means: open ones, and where the sender says so, one that was closed lately.

import type { SessionLocator, SessionReference } from "../../core/command/session-reference.ts";
import { Fault, faults } from "../../core/faults.ts";
import { asUuid } from "../../core/ids.ts";
import { instantMs } from "../../core/instants.ts";
import { collectIssues } from "../../core/issue.ts";
import { phonesToAsk } from "../../core/phone/looked-for.ts";
import { maskPhone } from "../../core/phone/mask-phone.ts";
import { isOpenStatus, openStatuses } from "../../core/sessions/open-statuses.ts";
import { asFault } from "../../wts/choose-fault.ts";
import type { WtsClient } from "../../wts/client.ts";
import type { Wts } from "../../wts/connect.ts";
import type { ContactFinder } from "../../wts/contact-finder.ts";
import type { SessionFilter, WtsSession } from "../../wts/types.ts";
import { closedMs, isOfReference, isWhereSearched, type SearchedSessions } from "./fits-locator.ts";
import { resolveDestination } from "./resolve-destination.ts";

/** These are 5,000 sessions: a filter that finds more is one that WTS ignored. */
const mostPages = 50;
const pageSize = 100;
const dayMs = 86_400_000;

interface ResolveOptions {
  contacts: ContactFinder;
  clock: { now(): number };
  /** Somebody replays the command, and may have made the contact since. */
  anew?: boolean;
}

export interface ResolvedReference {
  sessionIds: readonly string[];
  /** The phone numbers that were asked for, masked, each with what came of it. */
  lookedFor: readonly string[];
}

const refuse = (message: string, lookedFor: readonly string[] = []): never => {
  const logged = lookedFor.length > 0 ? { lookedFor: lookedFor.join(", ") } : {};
  throw new Fault(faults.sessionReferenceUnresolved, { message, logged });
};

const createdMs = ({ createdAt }: WtsSession): number => instantMs(createdAt) ?? Number.NEGATIVE_INFINITY;

const newestBy = (sessions: readonly WtsSession[], timeMs: (session: WtsSession) => number): WtsSession[] =>
  sessions.toSorted((one, other) => timeMs(other) - timeMs(one)).slice(0, 1);

/** Reads the pages of one filter; `fits` is applied to what comes, as WTS ignores a filter that it does not know. */
const readAll = async (
  client: WtsClient,
  filter: SessionFilter,
  fits: (session: WtsSession) => boolean,
): Promise<WtsSession[]> => {
  const found = new Map<string, WtsSession>();
  for (let page = 1; page <= mostPages; page += 1) {
    const { items, hasMorePages } = await client.listSessions({ ...filter, PageNumber: page });
    for (const session of items) if (fits(session)) found.set(session.id, session);
    if (hasMorePages !== true) return [...found.values()];
  }
  return refuse(`more than ${mostPages * pageSize} sessions would have to be read to find this one; give a sessionId`);
};

const decomposed = (metadata: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key, value.normalize("NFD")]));

const narrowingFilter = ({ contactId, channel, departmentId }: SearchedSessions): SessionFilter => {
  const channelId = asUuid(channel);
  return {
    ...(contactId !== undefined && { ContactId: contactId }),
    ...(channelId !== undefined && { ChannelsId: [channelId] }),
    ...(channel !== undefined && { IncludeDetails: ["ChannelDetails"] }),
    ...(departmentId !== undefined && { DepartmentId: departmentId }),
    OrderBy: "createdAt",
    PageSize: pageSize,
  };
};

/** Reads all of the contact's or metadata's sessions that `filter` and `isLive` let through, wherever they are. */
const searchAll = async (
  client: WtsClient,
  searched: SearchedSessions,
  filter: SessionFilter,
  isLive: (session: WtsSession) => boolean,
): Promise<WtsSession[]> => {
  const { metadata } = searched;
  const narrowed = { ...narrowingFilter(searched), ...filter };
  const fits = (session: WtsSession): boolean =>
    isLive(session) && isOfReference(session, searched) && isWhereSearched(session, searched);
  const read = (more: SessionFilter) => readAll(client, { ...narrowed, ...more, OrderDirection: "ASCENDING" }, fits);
  if (metadata === undefined) return read({});
  const found = await read({ Metadata: metadata });
  if (found.length > 0) return found;
  // WTS may compare byte by byte: the same text may be kept there with its accents apart, or with a space behind it.
  const apart = decomposed(metadata);
  const isSame = Object.entries(apart).every(([key, value]) => metadata[key] === value);
  const foundApart = isSame ? [] : await read({ Metadata: apart });
  if (foundApart.length > 0) return foundApart;
  const { items } = await client.listSessions({ ...narrowed, OrderDirection: "DESCENDING", PageNumber: 1 });
  return items.filter(fits);
};

const findOpen = (client: WtsClient, searched: SearchedSessions): Promise<WtsSession[]> =>
  searchAll(client, searched, { Status: openStatuses }, ({ status }) => isOpenStatus(status));

/** Answers the session that was closed last, or none. */
const findClosed = async (client: WtsClient, searched: SearchedSessions, sinceMs: number): Promise<WtsSession[]> => {
  const isRecent = (session: WtsSession): boolean => (closedMs(session) ?? Number.NEGATIVE_INFINITY) >= sinceMs;
  // Not EndAt: a session may be completed without it, and whatever was closed since has changed since.
  const filter: SessionFilter = { Status: ["COMPLETED"], UpdatedAt: { After: new Date(sinceMs).toISOString() } };
  const closed = await searchAll(client, searched, filter, isRecent);
  return newestBy(closed, (session) => closedMs(session) ?? Number.NEGATIVE_INFINITY);
};

/** Throws COMMAND_INVALID for a department that the account does not have exactly once. */
const searchedOf = async (locator: SessionLocator, { client, directory }: Wts): Promise<SearchedSessions> => {
  const { contactId, metadata, channel, department } = locator;
  const searched = {
    ...(contactId !== undefined && { contactId }),
    ...(metadata && { metadata }),
    ...(channel !== undefined && { channel }),
  };
  if (department === undefined) return searched;
  const { issues, report } = collectIssues();
  const reference = asUuid(department) === undefined ? { department } : { departmentId: department };
  const { departmentId } = await resolveDestination(reference, { directory, reader: client }, (_path, code, message) =>
    report("session.department", code, message),
  );
  if (issues.length > 0) throw new Fault(faults.commandInvalid, { issues });
  return { ...searched, ...(departmentId && { departmentId }) };
};

interface Found {
  sessions: WtsSession[];
  lookedFor: readonly string[];
}

/** The exact contact comes first; only when it has no session that fits, the other spelling of its number is asked for. */
const findByPhone = async (
  phone: string,
  searched: SearchedSessions,
  { client, known }: Wts,
  { contacts, anew }: ResolveOptions,
): Promise<Found & { contactIds: readonly string[] }> => {
  const lookedFor: string[] = [];
  const contactIds: string[] = [];
  for (const asked of phonesToAsk(phone, known)) {
    const contactId = await contacts.idOf(client, asked, anew);
    // WTS takes both spellings for one contact, which was looked at already.
    if (contactId !== undefined && contactIds.includes(contactId)) continue;
    const sessions = contactId === undefined ? [] : await findOpen(client, { ...searched, contactId });
    if (contactId !== undefined) contactIds.push(contactId);
    const came = contactId === undefined ? "nobody has it" : "no open session";
    lookedFor.push(sessions.length > 0 ? maskPhone(asked) : `${maskPhone(asked)} (${came})`);
    if (sessions.length > 0) return { sessions, lookedFor, contactIds };
  }
  return { sessions: [], lookedFor, contactIds };
};

const findLatelyClosed = async (
  owners: readonly SearchedSessions[],
  closedWithinDays: number | undefined,
  client: WtsClient,
  { clock }: ResolveOptions,
): Promise<WtsSession[]> => {
  if (closedWithinDays === undefined) return [];
  const sinceMs = clock.now() - closedWithinDays * dayMs;
  for (const owner of owners) {
    const closed = await findClosed(client, owner, sinceMs);
    if (closed.length > 0) return closed;
  }
  return [];
};

const find = async (locator: SessionLocator, wts: Wts, options: ResolveOptions): Promise<Found> => {
  const { client } = wts;
  const searched = await searchedOf(locator, wts);
  const { contactPhone, closedWithinDays } = locator;
  if (contactPhone === undefined) {
    const sessions = await findOpen(client, searched);
    if (sessions.length > 0) return { sessions, lookedFor: [] };
    return { sessions: await findLatelyClosed([searched], closedWithinDays, client, options), lookedFor: [] };
  }
  const { sessions, lookedFor, contactIds } = await findByPhone(contactPhone, searched, wts, options);
  if (sessions.length > 0) return { sessions, lookedFor };
  const owners = contactIds.map((contactId) => ({ ...searched, contactId }));
  return { sessions: await findLatelyClosed(owners, closedWithinDays, client, options), lookedFor };
};

const noneMessage = ({ channel, department, closedWithinDays }: SessionLocator, lookedFor: readonly string[]): string =>
  [
    `no open session fits the reference${channel === undefined ? "" : " on this channel"}${department === undefined ? "" : " in this department"}`,
    ...(closedWithinDays === undefined ? [] : [`none was closed within ${closedWithinDays} days`]),
    ...(lookedFor.length === 0 ? [] : [`looked for ${lookedFor.join(" and ")}`]),
  ].join("; ");

const chooseAmong = (sessions: WtsSession[], { onMany }: SessionReference): readonly WtsSession[] => {
  if (sessions.length <= 1 || onMany === "all") return sessions;
  if (onMany === "reject")
    return refuse(`${sessions.length} open sessions fit the reference; say with onMany which to take`);
  const channels = new Set(sessions.flatMap(({ channelId }) => (typeof channelId === "string" ? [channelId] : [])));
  // A channel's type may be that of several.
  if (channels.size > 1)
    return refuse(
      `${sessions.length} open sessions on ${channels.size} channels fit the reference, and the newest may be on the wrong one; name the channel in session, or say onMany: "all"`,
    );
  return newestBy(sessions, createdMs);
};

/** Answers no session only where `onNone` says `ignore`. Throws SESSION_REFERENCE_UNRESOLVED where a rule says `reject`, and COMMAND_INVALID. */
export const resolveReference = async (
  reference: SessionReference,
  wts: Wts,
  options: ResolveOptions,
): Promise<ResolvedReference> => {
  const { locator, onNone } = reference;
  try {
    const { sessions, lookedFor } = await find(locator, wts, options);
    if (sessions.length === 0 && onNone === "reject") refuse(noneMessage(locator, lookedFor), lookedFor);
    return { sessionIds: chooseAmong(sessions, reference).map(({ id }) => id), lookedFor };
  } catch (error) {
    throw asFault(error);
  }
};
