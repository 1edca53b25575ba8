// Reads phone numbers as a configuration does that says nothing of them.
import type { ReadingOf } from "../../lib/core/command/reading-of.ts";
import { phoneReader } from "../../lib/core/phone/phone-reader.ts";

export const brazilianPhones = phoneReader({ phoneCountry: "BR", phoneCountries: [] });

/** Reads what is sent, likewise. */
export const brazilianReading: ReadingOf = () => ({ timeZone: "America/Sao_Paulo", readPhone: brazilianPhones });
