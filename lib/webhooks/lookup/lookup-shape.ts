// Shapes the part `lookup` of a source: what is asked of the sender's API, before a delivery that names nobody is mapped.
import * as z from "zod/mini";
import { urlProblem } from "./lookup-url.ts";

/** Each costs the sender's API a call a delivery, and us the time of a worker. */
export const mostLookups = 2;

/** It has no hyphen, so that an expression reads it as it is: `lookup.customer.name`. */
const lookupName = /^[A-Za-z]\w{0,39}$/;

const header = /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/;
/** They say where a request goes and how long it is, which is not configuration. */
const ownHeaders = new Set(["host", "content-length", "transfer-encoding", "connection", "upgrade", "expect", "te"]);
const secretHeader = /authorization|authentication|token|secret|api-?key|password|cookie/i;
export const secretPlace = "{secret}";

const headerProblem = (name: string, value: string): string | undefined => {
  if (!header.test(name) || ownHeaders.has(name.toLowerCase())) return "is no header that a look-up can have";
  if (!/^[\x20-\x7e]{1,500}$/.test(value)) return "must be a text of plain characters";
  const left = value.replace(secretPlace, "");
  if (/[{}]/.test(left)) return `may have ${secretPlace} once, and no other braces`;
  if (secretHeader.test(name) && left === value)
    return `must have ${secretPlace}, which is the source's lookupSecret in the access secret: no secret belongs into hooks.config.ts`;
  return undefined;
};

const url = z.string("must be an address").check(
  z.check<string>(({ value, issues }) => {
    const problem = urlProblem(value);
    if (problem !== undefined) issues.push({ code: "custom", input: value, path: [], message: problem });
  }),
);

const headers = z
  .record(
    z.string(),
    z.string("must be a text"),
    `must be an object of headers, such as {authorization: "Bearer ${secretPlace}"}`,
  )
  .check(
    z.check<Record<string, string>>(({ value, issues }) => {
      for (const [name, text] of Object.entries(value)) {
        const message = headerProblem(name, text);
        if (message !== undefined) issues.push({ code: "custom", input: text, path: [name], message });
      }
    }),
  );

const lookup = z.strictObject({ url, headers: z.optional(headers) }, "must be {url, headers}");

const nameText = "a look-up's name has letters, digits and underscores, a letter first";
const countText = `must have one or ${mostLookups} look-ups, each by its name, such as {customer: {url, headers}}`;

export const lookupShape = z.record(z.string(), lookup, countText).check(
  z.check<Record<string, unknown>>(({ value, issues }) => {
    for (const name of Object.keys(value))
      if (!lookupName.test(name)) issues.push({ code: "custom", input: name, path: [name], message: nameText });
  }),
  z.refine((lookups) => {
    const { length } = Object.keys(lookups);
    return length >= 1 && length <= mostLookups;
  }, countText),
);

/** They are asked in their order; the address of the second may hold what the first one answered. */
export type Lookups = z.output<typeof lookupShape>;
