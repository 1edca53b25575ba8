// Knows how numbers of Brazil are built, and which two of them are the same telephone: with and without the ninth digit.

/** The area code, then a mobile with its ninth digit, one without it, or a landline, which begins with 2 to 5. */
const national = "[1-9]{2}(?:9\\d{8}|[2-9]\\d{7})";
const wholeNational = new RegExp(`^${national}$`);
/** Before it may stand the 0 of long-distance calls, and behind that the two digits of any carrier: of what is left the length tells. */
const withTrunk = new RegExp(`^0(?:\\d{2})?(${national})$`);

/** Of the areas 11 to 99 these do not exist: what begins so, as Chile's 56 9 does, and has no + is a number of another country. */
const noArea = /^(?:2[3569]|3[69]|5[26-9]|7[268])/;

/** `digits` as they were written: with the 0 of long-distance calls, or with a country code, nothing is said. */
export const hasNoBrazilianArea = (digits: string): boolean => noArea.test(digits);

/** Digits without the country code, area code first. */
export const isBrazilianNational = (digits: string): boolean => wholeNational.test(digits);

/** Answers the digits without the 0 and the carrier in front, where they are a number of Brazil then; otherwise as they were. */
export const withoutTrunk = (digits: string): string => withTrunk.exec(digits)?.[1] ?? digits;

/** Only what began with 6 to 9 was a mobile before the ninth digit came: 2 to 5 is a landline, and would be somebody else. */
const withNinth = /^(55[1-9]{2})9([6-9]\d{7})$/;
const withoutNinth = /^(55[1-9]{2})([6-9]\d{7})$/;

const addNinth = (phone: string): string => phone.replace(withoutNinth, "$19$2");

/**
 * Answers the other spelling of the same mobile of Brazil: older systems, and WhatsApp for some areas, leave the ninth digit out.
 * `phone` has digits only, country code first. Undefined for landlines and for every other country.
 */
export const brazilianTwin = (phone: string): string | undefined => {
  if (withNinth.test(phone)) return phone.replace(withNinth, "$1$2");
  return withoutNinth.test(phone) ? addNinth(phone) : undefined;
};

/** Answers the one spelling that stands for both, which is the one with the ninth digit; any other number is its own. */
export const canonicalPhone = (phone: string): string => addNinth(phone);
