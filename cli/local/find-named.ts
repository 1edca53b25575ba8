// Finds somebody by name as people type it; what several are called is asked for, and never guessed.
import { foldName, nearestHint } from "../../lib/core/names.ts";
import { Failure } from "../failure.ts";

/** It may be a name that is misspelt, or one that nobody has yet. */
export class NobodyCalledSo extends Failure {}

interface Named<Found> {
  /** The first is the name. */
  namesOf(found: Found): readonly string[];
  /** Such as "agent". */
  what: string;
  /** Tells those of one name apart. */
  apart(found: Found): string;
}

const shown = 5;

/** Throws Failure where none or several fit; a part of a name is enough where only one has it. */
export const findNamed = <Found>(
  all: readonly Found[],
  typed: string,
  { namesOf, what, apart }: Named<Found>,
): Found => {
  const wanted = foldName(typed);
  const whole = all.filter((each) => namesOf(each).some((name) => foldName(name) === wanted));
  const fitting =
    whole.length > 0 ? whole : all.filter((each) => namesOf(each).some((name) => foldName(name).includes(wanted)));
  const [first] = fitting;
  if (first === undefined)
    throw new NobodyCalledSo(
      `there is no ${what} "${typed}"${nearestHint(
        typed,
        all.map((each) => namesOf(each)[0] ?? ""),
      )}`,
    );
  if (fitting.length === 1) return first;
  const some = fitting.slice(0, shown).map(apart).join(", ");
  throw new Failure(
    `"${typed}" is the name of ${fitting.length}: name one of ${some}${fitting.length > shown ? ", …" : ""}`,
  );
};
