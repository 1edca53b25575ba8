// Refuses every property we do not know: a typo that is dropped silently is a change that never happens.
import type { Report } from "./issue.ts";
import { nearest } from "./names.ts";
import { own, type Properties } from "./value.ts";

const nameLike = /^[A-Za-z_$][A-Za-z0-9_$-]{0,39}$/;

/** Answers the name itself, or `?` where it may be a secret, a phone number or text: a sender chose it, and issues are shown and logged. */
export const shownKey = (key: string): string => (nameLike.test(key) ? key : "?");

/** No more are named, since each of them costs a search for its nearest neighbour. */
const mostNamed = 20;

/** A property that is present but undefined counts as absent; of very many only the first are named. */
export const refuseUnknownProperties = (
  input: Properties,
  known: readonly string[],
  owner: string,
  report: Report,
): void => {
  const unknown = Object.keys(input).filter((key) => !known.includes(key) && own(input, key) !== undefined);
  for (const key of unknown.slice(0, mostNamed)) {
    const shown = shownKey(key);
    const near = nearest(key, known);
    const hint = near === undefined ? `there are ${known.join(", ")}` : `the nearest one is ${near}`;
    report(shown, "PROPERTY_UNKNOWN", `${shown} is not a property of ${owner}; ${hint}`);
  }
};
