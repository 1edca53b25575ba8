// Which sessions a policy is about, in hooks.config.ts and at run time.
import * as z from "zod/mini";
import { foldName } from "../fold-name.ts";
import { statuses } from "../status.ts";
import { own } from "../value.ts";
import type { SessionFacts } from "./session-facts.ts";

/** A name, an id, or any other word that is compared as text. */
export const word = z
  .string("must be a text")
  .check(z.regex(/\S/, "must not be blank"), z.maxLength(200, "is too long"));

const words = (what: string) =>
  z.union([word, z.array(word).check(z.minLength(1))], `must be ${what}, or a list of them`);

const listOf = (value: string | readonly string[]): readonly string[] => (typeof value === "string" ? [value] : value);

const wordList = (what: string) =>
  z.pipe(
    words(what),
    z.transform((value) => listOf(value)),
  );

const keys = {
  status: z.optional(
    z.pipe(
      z.union([z.enum(statuses), z.array(z.enum(statuses)).check(z.minLength(1))], `must be of ${statuses.join(", ")}`),
      z.transform((value) => (typeof value === "string" ? [value] : value)),
    ),
  ),
  department: z.optional(wordList("the name or id of a department")),
  channel: z.optional(wordList("the type or id of a channel")),
  tags: z.optional(wordList("the name or id of a tag")),
  metadata: z.optional(
    z.record(
      z.string(),
      wordList("a value"),
      "must be an object of metadata keys, each with a value or a list of them",
    ),
  ),
  type: z.optional(z.enum(["INDIVIDUAL", "GROUP"], 'must be "INDIVIDUAL" or "GROUP"')),
};

/** `match` and `except` of a policy. */
export const sessionMatch = z.strictObject(keys, `must be {${Object.keys(keys).join(", ")}} and nothing else`);

export type SessionMatch = z.output<typeof sessionMatch>;

/** Ids of departments by the names that policies use; a name that is missing is one nobody has. */
export type IdByName = ReadonlyMap<string, string>;

const holds = (wanted: readonly string[], has: readonly (string | null | undefined)[]): boolean => {
  const folded = has.flatMap((value) => (typeof value === "string" ? foldName(value) : []));
  return wanted.some((value) => folded.includes(foldName(value)));
};

const scalar = (value: unknown): string | undefined =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;

/** One answer a key that is given; what WTS did not say matches nothing. */
const answers = (facts: SessionFacts, match: SessionMatch, departments: IdByName): boolean[] => [
  ...(match.status ? [match.status.some((status) => status === facts.status)] : []),
  ...(match.department
    ? [match.department.some((name) => facts.departmentId !== null && departments.get(name) === facts.departmentId)]
    : []),
  ...(match.channel ? [holds(match.channel, [facts.channelType, facts.channelId])] : []),
  ...(match.tags ? [holds(match.tags, facts.tags ?? [])] : []),
  ...Object.entries(match.metadata ?? {}).map(([key, values]) => holds(values, [scalar(own(facts.metadata, key))])),
  ...(match.type ? [match.type === facts.type] : []),
];

/** All keys of `match` hold (any value of a list will do). */
export const matchesAll = (facts: SessionFacts, match: SessionMatch | undefined, departments: IdByName): boolean =>
  match === undefined || answers(facts, match, departments).every(Boolean);

/** Any key of `except` holds. */
export const matchesAny = (facts: SessionFacts, except: SessionMatch | undefined, departments: IdByName): boolean =>
  except !== undefined && answers(facts, except, departments).some(Boolean);
