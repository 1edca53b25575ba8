// The secrets' own shapes say of every value what zod's would: both are read side by side.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import * as z from "zod/mini";
import { checkConfig } from "../../lib/core/config-problems.ts";
import { entryName as zodEntryName } from "../../lib/core/config-shape.ts";
import { entryName, secretText, shortSigningSecret, signingSecret } from "../../lib/core/secret.ts";
import {
  anything,
  either,
  entries,
  exactly,
  flag,
  list,
  optional,
  type Shape,
  text,
} from "../../lib/core/secret-shape.ts";

const pasted = z.pipe(
  z.string("must be a text"),
  z.transform((given: string) => (given.includes("-----BEGIN") ? given : given.trim())),
);
const zodSecretText = z.pipe(
  z.pipe(
    z.string("must be a text"),
    z.transform((given: string) => given.trim().replace(/^bearer(\s+|$)/i, "")),
  ),
  z
    .string()
    .check(z.minLength(16, "must have at least 16 characters"), z.regex(/^\S*$/, "must have no white space in it")),
);
const zodSigning = z.pipe(pasted, z.string().check(z.minLength(16, "must have at least 16 characters")));
const zodShortSigning = z.pipe(pasted, z.string().check(z.minLength(1, "must not be empty")));

const https = /^https?:\/\/\S+$/;
const zodUrl = z.string().check(z.regex(https, "an address"));
const url = text({ like: [https, "an address"] });

/** Each shape of ours, and the same in zod. */
const pairs: Readonly<Record<string, readonly [ours: Shape, zods: Shape]>> = {
  "a name": [entryName, zodEntryName],
  "a token": [secretText, zodSecretText],
  "a signing secret": [signingSecret, zodSigning],
  "a short signing secret": [shortSigningSecret, zodShortSigning],
  "a list, or an object with one": [
    either(
      list(signingSecret, "a list", "at least one"),
      exactly({ secrets: list(signingSecret, "a list", "one") }),
      "either",
    ),
    z.union(
      [
        z.array(zodSigning, "a list").check(z.minLength(1, "at least one")),
        z.strictObject({ secrets: z.array(zodSigning, "a list").check(z.minLength(1, "one")) }),
      ],
      { error: "either" },
    ),
  ],
  "an object with parts that may be left out": [
    exactly({
      secrets: list(shortSigningSecret),
      url: optional(url),
      allowShort: optional(flag("true or false")),
      lookupSecret: optional(anything),
    }),
    z.strictObject({
      secrets: z.array(zodShortSigning),
      url: z.optional(zodUrl),
      allowShort: z.optional(z.boolean("true or false")),
      lookupSecret: z.optional(z.unknown()),
    }),
  ],
  "an address, or an object with one": [
    either(url, exactly({ url, secret: optional(secretText) }, "an object"), "either"),
    z.union([zodUrl, z.strictObject({ url: zodUrl, secret: z.optional(zodSecretText) }, "an object")], {
      error: "either",
    }),
  ],
  "entries of any name": [
    entries(text(), anything, "an object of entries"),
    z.record(z.string(), z.unknown(), "an object of entries"),
  ],
  "entries with names": [
    entries(entryName, exactly({ secrets: list(secretText, "a list"), url: optional(url) }, "an entry"), "entries"),
    z.record(
      zodEntryName,
      z.strictObject({ secrets: z.array(zodSecretText, "a list"), url: z.optional(zodUrl) }, "an entry"),
      "entries",
    ),
  ],
};

const texts = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "short",
    "Bearer ",
    "bearer abcdefghijklmnop",
    " abcdefghijklmnopq ",
    "with space in the middle",
  ),
  fc.constantFrom("https://example.com", "-----BEGIN KEY-----\nabc\n", "default", "constructor"),
  fc.string({ maxLength: 20 }),
);
const keys = fc.oneof(
  fc.constantFrom("secrets", "url", "allowShort", "lookupSecret", "secret", "__proto__", "constructor", "7", "a name"),
  fc.string({ maxLength: 8 }),
);
const { value: values } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { arbitrary: texts, weight: 4 },
    fc.constantFrom(null, true, false, 0, 1.5),
    fc.array(texts, { maxLength: 3 }),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.record(
      { secrets: fc.array(texts, { maxLength: 2 }), url: texts, allowShort: fc.boolean() },
      { requiredKeys: [] },
    ),
    fc
      .array(fc.tuple(keys, tie("value")), { maxLength: 4 })
      // As a parser reads them: a key `__proto__` is one like any other.
      .map((pairs) =>
        JSON.parse(`{${pairs.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)}}`),
      ),
  ),
}));

test.each(Object.keys(pairs))("%s is read, and refused in the same words, as zod would", (name) => {
  const [ours, zods] = pairs[name] as (typeof pairs)[string];
  let [taken, refused] = [0, 0];
  fc.assert(
    fc.property(values, (value) => {
      const read = checkConfig(ours, value);
      expect(read).toEqual(checkConfig(zods, value));
      if (read.ok) taken += 1;
      else refused += 1;
    }),
    { numRuns: 600 },
  );
  // Values of both kinds were among them.
  expect([taken > 0, refused > 0]).toEqual([true, true]);
});
