// Gives a command its identity, however often its delivery arrives: what was applied once is known by it.
import { createHash } from "node:crypto";
import { canonicalPhone } from "../phone/brazilian-number.ts";
import type { SessionLocator } from "./session-reference.ts";

export interface CommandOrigin {
  account: string;
  /** It says who sent the command: an EventBridge source, a webhook source or an HTTP client. */
  source: string;
  /** The sender's own id of this delivery is the same in every copy. */
  deliveryId: string;
  /** It is the place of this command among those that the delivery yields. */
  index: number;
}

const sha256 = (...parts: readonly (string | number)[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex");

/** Answers 64 hexadecimal digits; a deduplication id of SQS may have 128 characters. */
export const commandIdOf = ({ account, source, deliveryId, index }: CommandOrigin): string =>
  sha256(account, source, deliveryId, index);

/** A copy of what a sender vouches for is known by this id: `contentHash` is the delivery's, and `index` is as in CommandOrigin. */
export const contentIdOf = (origin: { account: string; source: string; contentHash: string; index: number }): string =>
  sha256(origin.account, origin.source, "content", origin.contentHash, origin.index);

/** The command for one session that a reference was resolved to has this id. */
export const resolvedCommandId = (id: string, sessionId: string): string => sha256(id, sessionId);

/** SQS answers a known id with success and drops the message: a repetition needs an id of its own. */
export const replayDeduplicationId = (id: string, attempt: number): string => sha256(id, "replay", attempt);

/** What its sender sends again is no copy where the first one was refused: the worker knows that, and SQS does not. */
export const receivedDeduplicationId = (id: string, receivedAt: string, attempt: number): string =>
  sha256(id, "received", receivedAt, attempt);

/** Both spellings of a number are one contact, whose commands stay in order; what narrows a reference down makes it no other one. */
const whoseCommands = ({ contactId, contactPhone, metadata }: SessionLocator): SessionLocator => {
  if (contactPhone !== undefined) return { contactPhone: canonicalPhone(contactPhone) };
  return contactId === undefined ? { ...(metadata && { metadata }) } : { contactId };
};

/** References are hashed, since they may be a phone number and group ids are shown. */
export const referenceGroup = (locator: SessionLocator): string =>
  `ref:${sha256(JSON.stringify(whoseCommands(locator))).slice(0, 32)}`;
