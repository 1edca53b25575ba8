// Answers in which time zone an account's times are written and shown: the only place that knows.
import { settingsOf, type WithAccountSettings } from "../settings-of.ts";

/** The configuration itself is one. */
export interface Zones extends WithAccountSettings {
  readonly timeZone: string;
}

export const zoneOf = (zones: Zones, account: string): string => settingsOf(zones, account).timeZone ?? zones.timeZone;
