// Reads how a session is named by something else than its id: by its contact, or by a metadata value a sender left there.

import { asUuid } from "../ids.ts";
import { type Report, reportUnder } from "../issue.ts";
import { refuseUnknownProperties } from "../known-properties.ts";
import type { ReadPhone } from "../phone/read-phone.ts";
import { isBlankText, isProperties, own, type Properties, presenceOf } from "../value.ts";

/** Exactly one of the first three is given, and looked up among the open sessions; the others narrow down what it finds. */
export interface SessionLocator {
  contactId?: string;
  /** It has digits only, and begins with the country code. It is as its sender means it, with the ninth digit or without. */
  contactPhone?: string;
  /** Every pair has to be the session's. */
  metadata?: Record<string, string>;
  /** An id, a type such as CLOUDAPI_WHATSAPP, the channel's own number (digits only) or its name. */
  channel?: string;
  /** An id or a name. */
  department?: string;
  /** Where no open session fits, the one that was closed last counts, if that was within so many days. */
  closedWithinDays?: number;
}

export const onNoneRules = ["reject", "ignore"] as const;
export const onManyRules = ["reject", "newest", "all"] as const;

export interface SessionReference {
  locator: SessionLocator;
  onNone: (typeof onNoneRules)[number];
  onMany: (typeof onManyRules)[number];
}

/** What a mapping finds nothing for, such as a lead without a phone number, names nobody: `onNone` says what then. */
type ParsedReference = SessionReference | { namesNobody: string } | undefined;

/** One text may be written in several ways that look the same: with combined or single accents, with spaces around it. */
export const sameText = (text: string): string => text.normalize("NFC").trim();

const parsePairs = (input: unknown): Record<string, string> | undefined => {
  if (!isProperties(input)) return undefined;
  const pairs = Object.entries(input);
  const usable =
    pairs.length > 0 &&
    pairs.every(([key, value]) => key.trim() !== "" && typeof value === "string" && !isBlankText(value));
  return usable ? Object.fromEntries(pairs.map(([key, value]) => [sameText(key), sameText(String(value))])) : undefined;
};

const ways = ["contactId", "contactPhone", "metadata"] as const;
const narrowings = ["channel", "department", "closedWithinDays"] as const;
const locatorNames = [...ways, ...narrowings];

type Way = Pick<SessionLocator, (typeof ways)[number]>;

const parseWay = (input: Properties, readPhone: ReadPhone, report: Report): Way | undefined => {
  const given = ways.filter((name) => own(input, name) !== undefined);
  const [name] = given;
  if (given.length !== 1 || name === undefined)
    return report("", "TYPE_INVALID", `session needs exactly one of ${ways.join(", ")}`);
  const value = own(input, name);
  if (name === "contactId") {
    const contactId = asUuid(value);
    return contactId ? { contactId } : report(name, "TYPE_INVALID", "contactId must be an id (UUID)");
  }
  if (name === "contactPhone") {
    const reading = readPhone(value);
    return reading.ok
      ? { contactPhone: reading.phone }
      : report(name, "TYPE_INVALID", `contactPhone ${reading.problem}`);
  }
  const metadata = parsePairs(value);
  return metadata ? { metadata } : report(name, "TYPE_INVALID", "metadata must be an object of non-blank texts");
};

const longestName = 200;

const parseName = (input: Properties, name: "channel" | "department", report: Report): string | undefined => {
  const value = own(input, name);
  if (value === undefined) return undefined;
  if (typeof value === "string" && !isBlankText(value) && value.length <= longestName)
    return asUuid(value) ?? sameText(value);
  const what = name === "channel" ? "a channel's id, type, name or number" : "a department's name or id";
  return report(name, "TYPE_INVALID", `${name} must be ${what}; leave it out for any`);
};

const parseDays = (input: Properties, report: Report): number | undefined => {
  const days = own(input, "closedWithinDays");
  if (days === undefined) return undefined;
  if (typeof days === "number" && Number.isInteger(days) && days >= 1 && days <= 90) return days;
  return report("closedWithinDays", "TYPE_INVALID", "closedWithinDays must be a whole number from 1 to 90");
};

const parseNarrowings = (input: Properties, readPhone: ReadPhone, report: Report): SessionLocator => {
  const channel = parseName(input, "channel", report);
  const channelNumber = channel === undefined ? undefined : readPhone(channel);
  const department = parseName(input, "department", report);
  const closedWithinDays = parseDays(input, report);
  return {
    ...(channel !== undefined && { channel: channelNumber?.ok ? channelNumber.phone : channel }),
    ...(department !== undefined && { department }),
    ...(closedWithinDays !== undefined && { closedWithinDays }),
  };
};

const parseLocator = (input: unknown, readPhone: ReadPhone, report: Report): SessionLocator | undefined => {
  if (!isProperties(input)) return report("", "TYPE_INVALID", `session must be {${ways.join(" | ")}}`);
  refuseUnknownProperties(input, locatorNames, "session", report);
  const way = parseWay(input, readPhone, report);
  const narrowed = parseNarrowings(input, readPhone, report);
  return way && { ...way, ...narrowed };
};

const parseRule = <Rule extends string>(
  input: Properties,
  property: "onNone" | "onMany",
  rules: readonly Rule[],
  report: Report,
): Rule => {
  const given = own(input, property);
  const rule = rules.find((known) => known === given);
  if (given !== undefined && !rule) report(property, "TYPE_INVALID", `${property} must be one of ${rules.join(", ")}`);
  return rule ?? (rules[0] as Rule);
};

/** Of several pairs of metadata each has to fit, and one without a value fits nobody. */
const isNothing = (name: string, value: unknown): boolean =>
  presenceOf(value) !== "value" ||
  (name === "metadata" && isProperties(value) && Object.values(value).some((one) => presenceOf(one) !== "value"));

/** Answers in which way a session was to be named for which there is no value; undefined where there is one. */
const emptyWay = (input: unknown): string | undefined => {
  if (input === null) return "session";
  if (!isProperties(input) || Object.keys(input).some((name) => !locatorNames.some((known) => known === name)))
    return undefined;
  const given = ways.filter((name) => own(input, name) !== undefined);
  return given.every((name) => isNothing(name, own(input, name))) ? (given[0] ?? ways.join(", ")) : undefined;
};

/**
 * Reads `{session, onNone?, onMany?}`, of which both rules are `reject` where they are not given. Undefined when it is refused.
 * Where `onNone` is `ignore`, a session that is named by nothing is no mistake of its sender.
 */
export const parseSessionReference = (input: Properties, readPhone: ReadPhone, report: Report): ParsedReference => {
  const session = own(input, "session");
  const empty = own(input, "onNone") === "ignore" ? emptyWay(session) : undefined;
  const locator = empty === undefined ? parseLocator(session, readPhone, reportUnder("session", report)) : {};
  const onNone = parseRule(input, "onNone", onNoneRules, report);
  const onMany = parseRule(input, "onMany", onManyRules, report);
  if (empty !== undefined) return { namesNobody: `there is no value for ${empty}, and onNone is ignore` };
  return locator && { locator, onNone, onMany };
};
