// Reads how a session is named by something else than its id: by its contact, or by a metadata value a sender left there.

import { asUuid } from "../ids.ts";
import { type Report, reportUnder } from "../issue.ts";
import { refuseUnknownProperties } from "../known-properties.ts";
import { isBlankText, isProperties, own, type Properties } from "../value.ts";

/** Exactly one of the three is given, and looked up among the open sessions. */
export interface SessionLocator {
  contactId?: string;
  /** It has digits only, and begins with the country code. */
  contactPhone?: string;
  /** Every pair has to be the session's. */
  metadata?: Record<string, string>;
}

export const onNoneRules = ["reject", "ignore"] as const;
export const onManyRules = ["reject", "newest", "all"] as const;

export interface SessionReference {
  locator: SessionLocator;
  onNone: (typeof onNoneRules)[number];
  onMany: (typeof onManyRules)[number];
}

const parsePhone = (input: unknown): string | undefined => {
  if (typeof input !== "string" || !/^\+?[\d\s().-]+$/.test(input)) return undefined;
  const digits = input.replaceAll(/\D/g, "");
  return digits.length >= 8 && digits.length <= 15 ? digits : undefined;
};

const parsePairs = (input: unknown): Record<string, string> | undefined => {
  if (!isProperties(input)) return undefined;
  const pairs = Object.entries(input);
  const usable =
    pairs.length > 0 &&
    pairs.every(([key, value]) => key.trim() !== "" && typeof value === "string" && !isBlankText(value));
  return usable ? (Object.fromEntries(pairs) as Record<string, string>) : undefined;
};

const locatorNames = ["contactId", "contactPhone", "metadata"] as const;

const parseLocator = (input: unknown, report: Report): SessionLocator | undefined => {
  if (!isProperties(input)) return report("", "TYPE_INVALID", `session must be {${locatorNames.join(" | ")}}`);
  refuseUnknownProperties(input, locatorNames, "session", report);
  const given = locatorNames.filter((name) => own(input, name) !== undefined);
  const [name] = given;
  if (given.length !== 1 || name === undefined)
    return report("", "TYPE_INVALID", `session needs exactly one of ${locatorNames.join(", ")}`);
  const value = own(input, name);
  if (name === "contactId") {
    const contactId = asUuid(value);
    return contactId ? { contactId } : report(name, "TYPE_INVALID", "contactId must be an id (UUID)");
  }
  if (name === "contactPhone") {
    const contactPhone = parsePhone(value);
    if (contactPhone) return { contactPhone };
    return report(name, "TYPE_INVALID", "contactPhone must be a phone number of 8 to 15 digits, country code first");
  }
  const metadata = parsePairs(value);
  return metadata ? { metadata } : report(name, "TYPE_INVALID", "metadata must be an object of non-blank texts");
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

/** Reads `{session, onNone?, onMany?}`, of which both rules are `reject` where they are not given. Undefined when it is refused. */
export const parseSessionReference = (input: Properties, report: Report): SessionReference | undefined => {
  const locator = parseLocator(own(input, "session"), reportUnder("session", report));
  const onNone = parseRule(input, "onNone", onNoneRules, report);
  const onMany = parseRule(input, "onMany", onManyRules, report);
  return locator && { locator, onNone, onMany };
};
