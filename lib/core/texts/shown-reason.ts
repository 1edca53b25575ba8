// What WTS says of a failure, as it may be kept: without the numbers, addresses and quotes in which it could name somebody.

const longestReason = 200;

/** Codes of WhatsApp, such as 131026, have six digits; no phone number is that short. */
const longNumber = /\+?\(?\d[\d\s().-]{5,}\d/g;

export const shownReason = (reason: unknown): string | undefined => {
  if (typeof reason !== "string") return undefined;
  const shown = reason
    .slice(0, 2_000)
    .replaceAll(/\p{C}/gu, " ")
    .replaceAll(/\S+@\S+|\S+:\/\/\S+/gu, "…")
    .replaceAll(/"[^"]*"|“[^”]*”|«[^»]*»|'[^']*'/gu, "…")
    .replaceAll(longNumber, (found) => (found.replaceAll(/\D/g, "").length > 6 ? "…" : found))
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, longestReason);
  return /\p{L}|\d/u.test(shown) ? shown : undefined;
};
