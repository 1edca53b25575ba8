// Refuses every property we do not know: a typo that is dropped silently is a change that never happens.
import type { Report } from "./issue.ts";
import { shownKey } from "./key-path.ts";
import { nearest } from "./nearest.ts";
import { own, type Properties } from "./value.ts";

/** A property that is present but undefined counts as absent. */
export const refuseUnknownProperties = (
  input: Properties,
  known: readonly string[],
  owner: string,
  report: Report,
): void => {
  for (const key of Object.keys(input)) {
    if (known.includes(key) || own(input, key) === undefined) continue;
    const shown = shownKey(key);
    report(
      shown,
      "PROPERTY_UNKNOWN",
      `${shown} is not a property of ${owner}; the nearest one is ${nearest(key, known)}`,
    );
  }
};
