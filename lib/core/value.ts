// Says what counts as a value: WTS erases a field that is named without one, so the question is asked in one place.

export type Properties = Readonly<Record<string, unknown>>;

/** True for a plain JSON object, and never for an array, a class instance or a function. */
export const isProperties = (value: unknown): value is Properties => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/** Reads an own property only, so that a key such as `constructor` never answers with what every object has. */
export const own = (properties: Properties, name: string): unknown =>
  Object.hasOwn(properties, name) ? properties[name] : undefined;

/** Answers the text of that name; undefined where `value` is no object, or has no such text. */
export const ownText = (value: unknown, name: string): string | undefined => {
  const held = isProperties(value) ? own(value, name) : undefined;
  return typeof held === "string" ? held : undefined;
};

const inOrder = (_key: string, value: unknown): unknown =>
  isProperties(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
    : value;

/** The properties stand in one order: two values are the same when their texts are. */
export const sortedJson = (value: unknown): string => JSON.stringify(value, inOrder);

/** Characters that nobody sees, such as a zero-width space, make no text. */
export const isBlankText = (value: unknown): boolean => typeof value === "string" && /^[\s\p{Cf}]*$/u.test(value);

/** `""`, `{}` and `[]` count as no value, as an n8n field left empty sends them. */
const isBlank = (value: unknown): boolean =>
  isBlankText(value) ||
  (Array.isArray(value) && value.length === 0) ||
  (isProperties(value) && Object.keys(value).length === 0);

export type Presence = "absent" | "blank" | "null" | "value";

export const presenceOf = (value: unknown): Presence => {
  if (value === undefined) return "absent";
  if (value === null) return "null";
  return isBlank(value) ? "blank" : "value";
};
