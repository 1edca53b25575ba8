// Reads phone numbers as a configuration does that says nothing of them.
import { phoneReader } from "../../lib/core/phone/phone-reader.ts";

export const brazilianPhones = phoneReader({ phoneCountry: "BR", phoneCountries: [] });
