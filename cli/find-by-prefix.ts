// Ids are long: their beginning is enough wherever only one begins like that.
import { Failure } from "./failure.ts";

/** At least this much is shown of an id, and usually enough to name it by. */
export const shortLength = 8;

/** Undefined when there is none; throws when there are several. */
export const findByPrefix = <Found>(
  candidates: readonly Found[],
  idOf: (candidate: Found) => string,
  prefix: string,
): Found | undefined => {
  const wanted = prefix.toLowerCase();
  const fitting = candidates.filter((candidate) => idOf(candidate).toLowerCase().startsWith(wanted));
  if (fitting.length <= 1) return fitting[0];
  const ids = fitting.slice(0, 5).map(idOf).join(", ");
  throw new Failure(
    `${fitting.length} ids begin with ${prefix}: ${ids}${fitting.length > 5 ? ", …" : ""}; give more of it`,
  );
};
