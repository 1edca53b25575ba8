// Leaves out of what a mapping yields what is null in the sender's payload: WTS would erase a field for it, and a command be refused.
import { fieldNames, propertiesOf } from "../../core/command/field-mask.ts";
import { isProperties, own, type Properties } from "../../core/value.ts";

/** It stands where an expression found null; a null that is written in the mapping means what it says. */
const foundNull = Symbol("found null");

/** Undefined and JSON's values as they are; of null it makes what is left out. A list keeps its places. */
const markNulls = (value: unknown): unknown => {
  if (value === null) return foundNull;
  if (Array.isArray(value)) return value.map((inner) => (inner === null ? null : markNulls(inner)));
  if (!isProperties(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, markNulls(inner)]));
};

/** These choose among sessions: without one that was asked for, a session would be found that nobody meant. */
const narrowings = /^session\.(?:metadata\..+|channel|department|closedWithinDays)$/;

/** Marks what an expression found at this place of a command, such as `session.channel`; undefined where it is left out. */
export const markFound = (value: unknown, path: string): unknown =>
  value === undefined && narrowings.test(path) ? foundNull : markNulls(value);

const isNothing = (value: unknown): boolean => value === undefined || value === foundNull;

/** To expect nobody is something to expect: a guard must not become weaker by what is found. */
const withNulls = (value: unknown): unknown => {
  if (value === foundNull) return null;
  if (Array.isArray(value)) return value.map(withNulls);
  if (!isProperties(value)) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(kept.map(([name, inner]) => [name, withNulls(inner)]));
};

/** A session is named in one way: the others may be there for senders that have no value for it. */
const locatorOf = (session: unknown): unknown => {
  if (!isProperties(session)) return session === foundNull ? null : session;
  const ways = ["contactId", "contactPhone", "metadata"].filter((name) => session[name] !== undefined);
  const empty = ways.filter((name) => session[name] === foundNull);
  // Where it is named in no way at all, the ways that were meant are told.
  const dropped = empty.length < ways.length ? empty : [];
  return withNulls(Object.fromEntries(Object.entries(session).filter(([name]) => !dropped.includes(name))));
};

/** An entry of n8n's list of metadata says nothing without its value. */
const isEmptyEntry = (entry: unknown): boolean =>
  isProperties(entry) && isNothing(entry.value) && Object.hasOwn(entry, "value");

/** Empty of all that was found to be null, these are left out whole: what is left of them would be refused. */
const optionalObjects = ["metadata", "classification", "options"];

const partWithout = (name: string, value: unknown): unknown => {
  if (name === "expect") return withNulls(value);
  return name === "session" ? locatorOf(value) : without(value, name);
};

const without = (value: unknown, name = ""): unknown => {
  if (Array.isArray(value)) {
    const kept = name === "metadata" ? value.filter((entry) => !isEmptyEntry(entry)) : value;
    if (kept.length === 0 && value.length > 0) return foundNull;
    return kept.filter((inner) => inner !== foundNull).map((inner) => without(inner));
  }
  if (!isProperties(value)) return value;
  const parts = Object.entries(value).map(([key, inner]): [string, unknown] => [key, partWithout(key, inner)]);
  const kept = parts.filter(([, inner]) => !isNothing(inner));
  const isEmptied = kept.length === 0 && parts.some(([, inner]) => inner === foundNull);
  return isEmptied && optionalObjects.includes(name) ? foundNull : Object.fromEntries(kept);
};

const hasFoundNull = (value: unknown): boolean =>
  value === foundNull || (typeof value === "object" && value !== null && Object.values(value).some(hasFoundNull));

const changes = ["fields", ...fieldNames.flatMap(propertiesOf)];

/** An update of nothing but what is null is nothing to do: the sender has not yet what is asked for. */
const isNothingLeft = (command: Properties, written: Properties): boolean =>
  [undefined, "update"].includes(own(command, "command") as string | undefined) &&
  !changes.some((name) => Object.hasOwn(command, name)) &&
  changes.some((name) => hasFoundNull(own(written, name)));

const commandWithout = (written: unknown): readonly unknown[] => {
  if (written === null || isNothing(written)) return [];
  const command = without(written);
  return isProperties(command) && isProperties(written) && isNothingLeft(command, written) ? [] : [command];
};

/** `written` is what the mapping yields, with its nulls marked: a command, several, or nothing. */
export const withoutFoundNulls = (written: unknown): unknown => {
  if (Array.isArray(written)) return written.flatMap(commandWithout);
  const [command] = commandWithout(written);
  return command;
};

/** A function means the nulls it returns, but that none is a value of metadata. */
export const markMetadataNulls = (yielded: unknown): unknown => {
  if (Array.isArray(yielded)) return yielded.map(markMetadataNulls);
  if (!isProperties(yielded)) return yielded;
  const metadata = own(yielded, "metadata");
  return isProperties(metadata) || Array.isArray(metadata) ? { ...yielded, metadata: markNulls(metadata) } : yielded;
};
