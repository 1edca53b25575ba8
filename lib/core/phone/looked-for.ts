// Says which numbers are asked for when a contact is looked for by phone, in order, and how they are shown.
import type { SessionLocator } from "../command/session-reference.ts";
import { brazilianTwin } from "./brazilian-number.ts";
import { maskPhone } from "./mask-phone.ts";

/** The number as its sender means it comes first; where nobody knows whether WTS takes both spellings for one, the other is asked for, too. */
export const phonesToAsk = (phone: string, { foldsNinthDigit = false } = {}): readonly string[] => {
  const twin = foldsNinthDigit ? undefined : brazilianTwin(phone);
  return twin === undefined ? [phone] : [phone, twin];
};

/** The log and `explain` show this; undefined where no phone number is looked for. */
export const shownPhones = ({ contactPhone }: SessionLocator): readonly string[] | undefined =>
  contactPhone === undefined ? undefined : phonesToAsk(contactPhone).map(maskPhone);
