// What hooks.config.ts says of phone numbers: which country is meant where a number is written without one.
import { getCountries } from "libphonenumber-js/core";
import metadata from "libphonenumber-js/metadata.max";
import * as z from "zod/mini";

const message = 'must be a country, such as "BR" (its ISO code) or "55" (its calling code)';

/** A calling code that several countries share means the first of them, as +1 means the United States. */
const countryOf = (text: string): string | undefined => {
  const code = text.trim().replace(/^\+/, "").toUpperCase();
  const country = getCountries(metadata).find((known) => known === code);
  if (country !== undefined) return country;
  const sharing = new Map(Object.entries<readonly string[]>(metadata.country_calling_codes));
  return sharing.get(code)?.[0];
};

export const phoneCountry = z.pipe(
  z.string(message).check(z.refine((text) => countryOf(text) !== undefined, message)),
  z.transform((text) => countryOf(text) ?? text),
);

export const phoneCountries = z.array(phoneCountry, "must be a list of countries");
