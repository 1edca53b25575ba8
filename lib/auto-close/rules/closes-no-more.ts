// Whether a changed policy closes no more, and nothing sooner, than the one that somebody has confirmed: then it needs nobody's yes again.
import { durationOf } from "../../core/hours/duration.ts";
import { isProperties, own, type Properties, sortedJson } from "../../core/value.ts";
import type { ConfirmedPolicy } from "./confirmed-policy.ts";
import { hoursAreNoWider } from "./hours-are-no-wider.ts";

/** What is not known for certain to close no more is taken to close more. */
type Comparison = (before: unknown, after: unknown, policies: { before: Properties; after: Properties }) => boolean;

const isSame = (one: unknown, other: unknown): boolean => sortedJson(one ?? null) === sortedJson(other ?? null);

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

const isPartOf = (part: readonly unknown[], whole: readonly unknown[]): boolean =>
  part.every((value) => whole.some((other) => isSame(value, other)));

const propertiesOf = (value: unknown): Properties => (isProperties(value) ? value : {});

const everyKey = (
  before: Properties,
  after: Properties,
  check: (name: string, before: unknown, after: unknown) => boolean,
): boolean =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].every((name) =>
    check(name, own(before, name), own(after, name)),
  );

/** One criterion asks for no more sessions than before; one that was not there asked for all. */
const isNarrower = (name: string, before: unknown, after: unknown): boolean => {
  if (before === undefined) return true;
  if (after === undefined) return false;
  if (name !== "metadata") return isPartOf(listOf(after), listOf(before));
  // Every key has to fit, and `true` takes any value.
  return everyKey(propertiesOf(before), propertiesOf(after), (_key, was, is) =>
    was === undefined ? true : is !== undefined && (was === true || was === is),
  );
};

/** The sessions that `after` asks for are among those that `before` asks for. */
const matchIsNarrower: Comparison = (before, after) => everyKey(propertiesOf(before), propertiesOf(after), isNarrower);

/** Each criterion alone leaves a session out, except for the keys of `metadata`, of which each does. */
const exceptIsWider: Comparison = (before, after) =>
  everyKey(propertiesOf(before), propertiesOf(after), (name, was, is) => {
    if (was === undefined) return true;
    if (name !== "metadata") return isPartOf(listOf(was), listOf(is));
    return everyKey(propertiesOf(was), propertiesOf(is), (_key, one, other) =>
      one === undefined ? true : other === true || one === other,
    );
  });

const isAtLeast = (before: unknown, after: unknown): boolean => {
  const [beforeMs, afterMs] = [durationOf(before), durationOf(after)];
  return beforeMs !== undefined && afterMs !== undefined && afterMs >= beforeMs;
};

const clockOf = (span: Properties, otherwise: unknown): unknown => own(span, "clock") ?? otherwise ?? "wall";

/** Business time never passes faster than the clock on the wall. */
const clockIsNoFaster = (before: unknown, after: unknown): boolean => before === after || after === "business";

/**
 * A warning that comes too late for WhatsApp's window is not sent, and the session is closed at once: whatever delays it may
 * close sooner, and without a word, what would have been warned and closed at the end of its grace.
 */
const mayMissWarning = ({ before, after }: { before: Properties; after: Properties }): boolean =>
  own(before, "warning") !== undefined && own(after, "whenUnsendable") === "close";

const idleIsNoShorter: Comparison = (before, after, policies) => {
  const [was, is] = [propertiesOf(before), propertiesOf(after)];
  const isKnown = everyKey(was, is, (name, one, other) =>
    ["minutes", "hours", "days", "clock"].includes(name) ? true : isSame(one, other),
  );
  const clocks = [clockOf(was, undefined), clockOf(is, undefined)];
  const isLonger = isAtLeast(was, is) && clockIsNoFaster(clocks[0], clocks[1]);
  const isAsLong = isLonger && isAtLeast(is, was) && clocks[0] === clocks[1];
  return isKnown && (mayMissWarning(policies) ? isAsLong : isLonger);
};

const warningComesNoLater: Comparison = (before, after, policies) => {
  // A new warning comes first, and the close after its grace.
  if (before === undefined) return isSame(own(propertiesOf(after), "template"), undefined);
  if (after === undefined) return false;
  const [was, is] = [propertiesOf(before), propertiesOf(after)];
  const [wasGrace, isGrace] = [propertiesOf(own(was, "grace")), propertiesOf(own(is, "grace"))];
  const clocks = [clockOf(wasGrace, idleClock(policies.before)), clockOf(isGrace, idleClock(policies.after))];
  const isKnown = everyKey(was, is, (name, one, other) => name === "grace" || isSame(one, other));
  return isKnown && isAtLeast(wasGrace, isGrace) && clockIsNoFaster(clocks[0], clocks[1]);
};

const idleClock = (policy: Properties): unknown => own(propertiesOf(own(policy, "idle")), "clock");

/** A farewell waits for hours and window, so that one more closes nothing sooner, and one less does. */
const closeIsAsQuiet: Comparison = (before, after) =>
  everyKey(propertiesOf(before), propertiesOf(after), (name, was, is) =>
    name === "farewell" && was === undefined ? is === true : isSame(was, is),
  );

const isAmong =
  (safe: readonly (readonly [unknown, unknown])[]): Comparison =>
  (before, after) =>
    safe.some(([was, is]) => was === before && is === after);

/** Of each property of a policy that may change without harm, which changes are harmless. Any other change needs a yes. */
const comparisons: Readonly<Record<string, Comparison>> = {
  match: matchIsNarrower,
  except: exceptIsWider,
  idle: idleIsNoShorter,
  waitingOn: isAmong([["anyone", "contact"]]),
  answersThatDoNotCount: (before, after) => isPartOf(listOf(before), listOf(after)),
  courtesyReplies: (before, after) => {
    if (after === false || after === undefined) return true;
    if (before === false || before === undefined) return false;
    // A list adds words to those that are known anyway.
    return after === true || (Array.isArray(before) && isPartOf(listOf(after), listOf(before)));
  },
  hours: (before, after, policies) => hoursAreNoWider(before, after) && !mayMissWarning(policies),
  onlyInHours: isAmong([[false, true]]),
  warning: warningComesNoLater,
  whenUnsendable: isAmong([["close", "leave"]]),
  close: closeIsAsQuiet,
};

const policyClosesNoMore = (before: Properties, after: Properties): boolean =>
  everyKey(before, after, (name, was, is) => {
    // A switch that an earlier version did not have was off.
    if (isSame(was, is) || (was === undefined && is === false)) return true;
    return comparisons[name]?.(was, is, { before, after }) ?? false;
  });

/** No session can be about both: a criterion that both have has no value in common. */
const areApart = (one: Properties, other: Properties): boolean => {
  const [match, otherMatch] = [propertiesOf(own(one, "match")), propertiesOf(own(other, "match"))];
  return ["status", "type", "handledBy"].some((name) => {
    const [values, others] = [own(match, name), own(otherMatch, name)];
    if (values === undefined || others === undefined) return false;
    return !listOf(values).some((value) => listOf(others).some((each) => isSame(value, each)));
  });
};

const reachesAsFar = (before: Properties, after: Properties): boolean =>
  matchIsNarrower(own(after, "match"), own(before, "match"), { before, after }) &&
  exceptIsWider(own(after, "except"), own(before, "except"), { before, after });

/** The first policy that matches decides: what an earlier one lets go of could be this one's now. */
const earlierKeepTheirs = ({ earlier }: ConfirmedPolicy, after: ConfirmedPolicy): boolean =>
  earlier.every(
    (kept) =>
      areApart(kept, propertiesOf(after.policy)) || after.earlier.some((stillThere) => reachesAsFar(kept, stillThere)),
  );

/** Hours without a zone of their own move with the configuration's. */
const isSameZone = (before: ConfirmedPolicy, after: ConfirmedPolicy): boolean =>
  own(before.policy, "hours") === undefined || before.timeZone === after.timeZone;

export const closesNoMoreNoSooner = (before: ConfirmedPolicy, after: ConfirmedPolicy): boolean =>
  isSameZone(before, after) && policyClosesNoMore(before.policy, after.policy) && earlierKeepTheirs(before, after);
