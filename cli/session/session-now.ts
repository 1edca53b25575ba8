// What WTS says of a session now, without anything that is its contact's: of the phone so much is shown that two can be told apart.
import { maskPhone } from "../../lib/core/phone/mask-phone.ts";
import { isOpenStatus } from "../../lib/core/sessions/open-statuses.ts";
import { isProperties } from "../../lib/core/value.ts";
import type { WtsSession } from "../../lib/wts/types.ts";

export interface SessionNow {
  status: string | undefined;
  isOpen: boolean;
  departmentId: string | null;
  userId: string | null;
  number?: string;
  contactPhone?: string;
  createdAt?: string;
  /** When it was closed, where WTS says it. */
  endAt?: string;
  lastMessageIn?: string;
  lastMessageOut?: string;
}

const instant = (value: unknown): string | undefined =>
  typeof value === "string" && !Number.isNaN(Date.parse(value)) ? new Date(Date.parse(value)).toISOString() : undefined;

const phoneOf = ({ contactDetails }: WtsSession): string | undefined => {
  if (!isProperties(contactDetails) || typeof contactDetails.phonenumber !== "string") return undefined;
  const digits = contactDetails.phonenumber.replaceAll(/\D/g, "");
  return digits.length < 8 ? undefined : maskPhone(digits);
};

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** Without the properties of which nothing is known. */
const known = <Value>(name: string, value: Value | undefined): Record<string, Value> =>
  value === undefined ? {} : { [name]: value };

export const sessionNow = (session: WtsSession): SessionNow => ({
  status: text(session.status),
  isOpen: isOpenStatus(session.status),
  departmentId: text(session.departmentId)?.toLowerCase() ?? null,
  userId: text(session.userId)?.toLowerCase() ?? null,
  ...known("number", text(session.number)),
  ...known("contactPhone", phoneOf(session)),
  ...known("createdAt", instant(session.createdAt)),
  ...known("endAt", instant(session.endAt)),
  ...known("lastMessageIn", instant(session.lastMessageIn)),
  ...known("lastMessageOut", instant(session.lastMessageOut)),
});
