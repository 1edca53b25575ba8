// A count that somebody types.
import { InvalidArgumentError } from "commander";

/** For an option of commander. */
export const wholeNumber =
  (most: number) =>
  (text: string): number => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= 1 && number <= most) return number;
    throw new InvalidArgumentError(`Expected a whole number from 1 to ${most}.`);
  };
