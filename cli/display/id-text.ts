// An id that somebody types, or the beginning of one.
import { InvalidArgumentError } from "commander";

/** For an argument of commander. A shell variable that is not set must not mean "any". */
export const idText = (text: string): string => {
  if (text.trim() !== "") return text.trim();
  throw new InvalidArgumentError("Expected an id, or the beginning of one; it is empty.");
};
