// One dead letter, by its message id, by its command id, or by the beginning of one.
import { Failure } from "../failure.ts";
import { findByPrefix } from "../find-by-prefix.ts";
import type { DeadLetter } from "./parked-message.ts";

/** Far more than people look through, far less than SQS lets one hide. */
export const mostLetters = 5_000;

const idsOf = ({ messageId, about: { commandId } }: DeadLetter): readonly string[] =>
  commandId === undefined ? [messageId] : [messageId, commandId];

export const findLetter = <Found>(
  found: readonly Found[],
  letterOf: (each: Found) => DeadLetter,
  prefix: string,
): Found => {
  const only = findByPrefix(found, (each) => idsOf(letterOf(each)), prefix);
  if (only) return only;
  throw new Failure(
    `no message id and no command id of the ${found.length} in the DLQ begins with ${prefix}: \`dlq list\` shows them; one that somebody else is reading is back in half a minute`,
  );
};
