// Answers how what is sent for an account is read: its times are of the account's zone, its phone numbers of its country.
import { type Zones, zoneOf } from "../hours/zone-of.ts";
import { type PhoneCountries, phoneReader } from "../phone/phone-reader.ts";
import type { ReadPhone } from "../phone/read-phone.ts";
import { settingsOf } from "../settings-of.ts";
import type { TargetedParseOptions } from "./targeted-command.ts";

export type ReadingOf = (account: string) => Required<TargetedParseOptions>;

/** The configuration itself is one. */
export type ReadingConfig = Zones & PhoneCountries;

export const readingOf = (config: ReadingConfig): ReadingOf => {
  const readers = new Map<string, ReadPhone>();
  return (account) => {
    const phoneCountry = settingsOf(config, account).phoneCountry ?? config.phoneCountry;
    const readPhone = readers.get(phoneCountry) ?? phoneReader({ ...config, phoneCountry });
    readers.set(phoneCountry, readPhone);
    return { timeZone: zoneOf(config, account), readPhone };
  };
};
