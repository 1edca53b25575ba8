// Says whether a session is one that a locator means. WTS's filters are applied again here, since it ignores what it does not know.
import { type SessionLocator, sameText } from "../../core/command/session-reference.ts";
import { asUuid } from "../../core/ids.ts";
import { instantMs } from "../../core/instants.ts";
import { foldName } from "../../core/names.ts";
import { canonicalPhone } from "../../core/phone/brazilian-number.ts";
import { isProperties, ownText } from "../../core/value.ts";
import type { WtsSession } from "../../wts/types.ts";

/** What a session is compared with: the locator, whose names are ids by now. */
export interface SearchedSessions extends Pick<SessionLocator, "contactId" | "metadata" | "channel"> {
  departmentId?: string;
}

const isSameId = (one: unknown, id: string): boolean =>
  typeof one === "string" && one.toLowerCase() === id.toLowerCase();

/** Only plain values count: what is left of a missing one, such as "undefined", is nobody's metadata. */
const textsOf = ({ metadata }: WtsSession): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(metadata ?? {}).flatMap(([key, value]) =>
      ["string", "number", "boolean"].includes(typeof value) ? [[sameText(key), sameText(String(value))]] : [],
    ),
  );

const hasMetadata = (session: WtsSession, metadata: Readonly<Record<string, string>>): boolean => {
  const texts = textsOf(session);
  return Object.entries(metadata).every(([key, value]) => texts.get(sameText(key)) === sameText(value));
};

/** A channel is told by its id, its type, its own number or its name. */
const isOnChannel = ({ channelId, channelType, channelDetails }: WtsSession, channel: string): boolean => {
  if (asUuid(channel) !== undefined) return isSameId(channelId, channel);
  if (typeof channelType === "string" && channelType === channel.toUpperCase()) return true;
  if (!isProperties(channelDetails)) return false;
  const number = (ownText(channelDetails, "humanId") ?? "").replaceAll(/\D/g, "");
  if (/^\d+$/.test(channel)) return canonicalPhone(number) === canonicalPhone(channel);
  return foldName(ownText(channelDetails, "displayName") ?? "") === foldName(channel);
};

/** True for a session of the contact or metadata that is looked for, wherever it is. */
export const isOfReference = (session: WtsSession, { contactId, metadata }: SearchedSessions): boolean =>
  (contactId === undefined || isSameId(session.contactId, contactId)) &&
  (metadata === undefined || hasMetadata(session, metadata));

/** True for a session that is where the locator says. */
export const isWhereSearched = (session: WtsSession, { channel, departmentId }: SearchedSessions): boolean =>
  (channel === undefined || isOnChannel(session, channel)) &&
  (departmentId === undefined || isSameId(session.departmentId, departmentId));

/** When a completed session was closed; WTS may complete one without noting when, and then it was at the latest when it changed last. */
export const closedMs = ({ status, endAt, updatedAt }: WtsSession): number | undefined =>
  status === "COMPLETED" ? instantMs(endAt ?? updatedAt) : undefined;
