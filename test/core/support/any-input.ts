// Anything a program can hold: what JSON can say, what it cannot, and our own property names with the wrong things in them.
import fc from "fast-check";

export const knownProperties = [
  "command",
  "sessionId",
  "companyId",
  "expect",
  "fields",
  "status",
  "endAt",
  "number",
  "departmentId",
  "department",
  "userId",
  "user",
  "metadata",
  "autocomplete",
  "reactivateDisabled",
  "classification",
  "options",
  "reactivateOnNewMessage",
  "stopBotInExecution",
  "note",
  "farewell",
  "text",
] as const;

const strangeKeys = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "key", "value", "", "0"];

/** Built as JSON.parse builds it: `__proto__` becomes a property, not the prototype. */
export const fromEntries = (entries: readonly (readonly [string, unknown])[]): Record<string, unknown> => {
  const object: Record<string, unknown> = {};
  for (const [key, value] of entries)
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
  return object;
};

const anything = fc.anything({
  key: fc.oneof(fc.constantFrom(...strangeKeys), fc.string()),
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
  withUnicodeString: true,
});

const odd = fc.constantFrom<unknown>(
  Symbol("odd"),
  () => "called",
  Number.NaN,
  Number.POSITIVE_INFINITY,
  -0,
  new Date(Number.NaN),
  new Error("odd"),
  /odd/,
  Object.create({ status: "COMPLETED" }),
  "\ud800",
);

const fitting = fc.constantFrom<unknown>(
  "update",
  "complete",
  "transfer",
  "note",
  "message",
  "abc",
  "COMPLETED",
  "2026-11-30 18:00",
  ["Status"],
  true,
  null,
  { key: "a", value: "b" },
);

export const anyValue: fc.Arbitrary<unknown> = fc.oneof(anything, odd, fitting);

const ourProperties: fc.Arbitrary<unknown> = fc
  .array(
    fc.tuple(
      fc.oneof({ arbitrary: fc.constantFrom<string>(...knownProperties), weight: 9 }, fc.constantFrom(...strangeKeys)),
      anyValue,
    ),
    { maxLength: 12 },
  )
  .map(fromEntries);

const nested: fc.Arbitrary<unknown> = fc
  .tuple(fc.constantFrom("metadata", "classification", "options", "expect", "fields"), anyValue, ourProperties)
  .map(([property, value, properties]) =>
    fromEntries([
      ["sessionId", "abc"],
      [property, properties],
      ["note", value],
    ]),
  );

const fromJson: fc.Arbitrary<unknown> = fc.json().map((text): unknown => JSON.parse(text));

export const anyInput: fc.Arbitrary<unknown> = fc.oneof(
  anyValue,
  { arbitrary: ourProperties, weight: 4 },
  { arbitrary: nested, weight: 2 },
  fromJson,
);
