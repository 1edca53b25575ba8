// One dead letter, by its message id or the beginning of it.
import { Failure } from "../failure.ts";
import { findByPrefix } from "../find-by-prefix.ts";

/** Far more than people look through, far less than SQS lets one hide. */
export const mostLetters = 5_000;

export const findLetter = <Letter>(
  letters: readonly Letter[],
  idOf: (letter: Letter) => string,
  prefix: string,
): Letter => {
  const found = findByPrefix(letters, idOf, prefix);
  if (found) return found;
  throw new Failure(
    `no message id of the ${letters.length} in the DLQ begins with ${prefix}: \`dlq list\` shows them; one that somebody else is reading is back in half a minute`,
  );
};
