// Says what becomes of whatever is given as a phone number, and reads those that were read before.
import { isProperties } from "../value.ts";

export type PhoneReading =
  /** It has 8 to 15 digits, and begins with the country code. */
  | { ok: true; phone: string }
  /** The problem says what was expected, then what came, and never quotes it. */
  | { ok: false; problem: string };

/** Answers any value at all. */
export type ReadPhone = (input: unknown) => PhoneReading;

const expected = "must be a phone number, such as +55 11 98004-5904";

export const refuse = (
  found: string,
  remedy = "give the contact's number, or name the session by contactId",
): PhoneReading => ({
  ok: false,
  problem: `${expected}; what came is ${found}: ${remedy}`,
});

export const kindOf = (input: unknown): string => {
  if (input === null) return "null";
  if (Array.isArray(input)) return "a list";
  return isProperties(input) ? "an object" : `no text (${typeof input})`;
};

/** E.164 allows 15 digits, and no number that is written with its country code is shorter than 8. */
export const hasInternationalLength = (digits: string): boolean => /^[1-9]\d{7,14}$/.test(digits);

/** Reads what a phoneReader has answered before, as it waits in the queue: nothing in front of it is guessed at again. */
export const readWrittenPhone: ReadPhone = (input) => {
  if (typeof input !== "string") return refuse(kindOf(input));
  return hasInternationalLength(input)
    ? { ok: true, phone: input }
    : refuse("a text of something else than its digits");
};
