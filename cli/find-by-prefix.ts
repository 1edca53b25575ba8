// Finds something by the beginning of its id: ids are long, and the beginning is enough wherever only one begins like that.
import { Failure } from "./failure.ts";

/** At least so much is shown of an id, and it is usually enough to name it by. */
export const shortLength = 8;

const firstOf = (ids: readonly string[]): string => `${ids.slice(0, 5).join(", ")}${ids.length > 5 ? ", …" : ""}`;

/** Each candidate has one or more ids, of which it shares the first with no other. Undefined when none fits; throws Failure when several do. */
export const findByPrefix = <Found>(
  candidates: readonly Found[],
  idsOf: (candidate: Found) => readonly string[],
  prefix: string,
): Found | undefined => {
  const wanted = prefix.toLowerCase();
  const fitting = candidates.flatMap((candidate) => {
    const [own = "", ...others] = idsOf(candidate);
    const id = [own, ...others].find((each) => each.toLowerCase().startsWith(wanted));
    return id === undefined ? [] : [{ candidate, own, id }];
  });
  if (fitting.length <= 1) return fitting[0]?.candidate;
  const ids = fitting.map(({ id }) => id);
  throw new Failure(
    new Set(ids).size === 1
      ? `${fitting.length} have the id ${ids[0]}: ${firstOf(fitting.map(({ own }) => own))}; name one of these`
      : `${fitting.length} ids begin with ${prefix}: ${firstOf(ids)}; give more of it`,
  );
};
