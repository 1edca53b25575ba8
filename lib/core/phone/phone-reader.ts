// Reads a phone number as senders write it, and answers it as WTS keeps it: digits only, country code first.
import parsePhoneNumber, { type CountryCode, getCountryCallingCode, type PhoneNumber } from "libphonenumber-js/core";
import metadata from "libphonenumber-js/metadata.max";
import { hasNoBrazilianArea, isBrazilianNational, withoutTrunk } from "./brazilian-number.ts";
import { readPhoneText } from "./phone-text.ts";
import { hasInternationalLength, kindOf, type PhoneReading, type ReadPhone, refuse } from "./read-phone.ts";

export interface PhoneCountries {
  /** The ISO code, such as "BR", of the country of numbers that are written without one. */
  readonly phoneCountry: string;
  /** Others whose numbers are read by the rules of their country, also without a +. */
  readonly phoneCountries: readonly string[];
}

/** A short number of Brazil, such as 4004-1234, has no area code: whoever writes eight digits has mostly left it out. */
const isWhole = (number: PhoneNumber): boolean =>
  number.isValid() && (number.countryCallingCode !== "55" || number.nationalNumber.length >= 10);

export const phoneReader = ({ phoneCountry, phoneCountries }: PhoneCountries): ReadPhone => {
  const callingCode = (country: string): string => getCountryCallingCode(country as CountryCode, metadata);
  const ownCode = callingCode(phoneCountry);
  const codes = [ownCode, ...phoneCountries.map(callingCode)];

  /** Answers the whole number, where the rules of its country know it; undefined otherwise. */
  const ofCountry = (code: string, digits: string): string | undefined => {
    const national = code === "55" ? withoutTrunk(digits) : digits;
    if (code === "55" && isBrazilianNational(national)) return `55${national}`;
    const number = parsePhoneNumber(national, { defaultCallingCode: code }, metadata);
    return number && isWhole(number) ? number.number.slice(1) : undefined;
  };

  const internationally = (digits: string): string | undefined => {
    const code = codes.find((each) => digits.startsWith(each));
    return code === undefined ? undefined : ofCountry(code, digits.slice(code.length));
  };

  const readInternational = (digits: string, hasSlash: boolean): PhoneReading => {
    const known = internationally(digits);
    if (known !== undefined) return { ok: true, phone: known };
    if (hasSlash) return refuse("a text with a slash", "give one number");
    if (hasInternationalLength(digits)) return { ok: true, phone: digits };
    return refuse(`a number of ${digits.length} digits`, "give 8 to 15, country code first");
  };

  const readBare = (digits: string, hasSlash: boolean): PhoneReading => {
    const isForeign = ownCode === "55" && hasNoBrazilianArea(digits);
    const local = isForeign ? undefined : ofCountry(ownCode, digits);
    if (local !== undefined) return { ok: true, phone: local };
    // Below ten digits a part is missing much more often than a + in front.
    if (internationally(digits) !== undefined || /^[1-9]\d{9,}$/.test(digits))
      return readInternational(digits, hasSlash);
    const missing = `give it with its area code, or with + and the country code (without one, ${phoneCountry} is meant)`;
    return refuse(`a number of ${digits.length} digits`, missing);
  };

  return (input) => {
    const isNumber = typeof input === "number";
    if (isNumber && !(Number.isSafeInteger(input) && input > 0))
      return refuse("a number that is not whole, or not exact", "send it as text");
    if (!isNumber && typeof input !== "string") return refuse(kindOf(input));
    const text = String(input);
    // Nobody's number is as long, and what is longer costs time.
    if (text.length > 200) return refuse(`a text of ${text.length} characters`);
    const read = readPhoneText(text);
    if (read.kind === "none") return refuse(read.found);
    const { kind, digits, hasSlash } = read;
    return kind === "bare" ? readBare(digits, hasSlash) : readInternational(digits, hasSlash);
  };
};
