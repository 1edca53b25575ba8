// Answers how people of an account are written to: in the configured language, by the clock of the account's zone.
import { type Zones, zoneOf } from "../hours/zone-of.ts";
import type { Language, Locale } from "./language.ts";

export const localeOf = (config: Zones & { readonly language: Language }, account: string): Locale => ({
  language: config.language,
  timeZone: zoneOf(config, account),
});
