// Whether a session is one of those a policy names; what WTS did not say matches nothing.
import { foldName } from "../fold-name.ts";
import { own } from "../value.ts";
import type { SessionFacts } from "./session-facts.ts";
import { type Handler, type ListedCriterion, listed, type SessionMatch } from "./session-match.ts";

/** Ids by the names that policies use, as written there; a name that is missing is one nobody has. */
export type IdByName = ReadonlyMap<string, string>;

export interface KnownNames {
  departments: IdByName;
  /** To the userId. */
  users: IdByName;
}

const handlerOf = ({ userId, botId }: SessionFacts): Handler => {
  if (userId !== null) return "human";
  return botId === null ? "nobody" : "bot";
};

const isOneOf = (wanted: readonly string[], has: readonly (string | undefined)[]): boolean => {
  const folded = has.flatMap((value) => (value === undefined ? [] : foldName(value)));
  return wanted.some((value) => folded.includes(foldName(value)));
};

const isIdOf = (wanted: readonly (string | null)[], id: string | null, names: IdByName): boolean =>
  wanted.some((name) => (name === null ? id === null : id !== null && names.get(name) === id));

const textOf = (value: unknown): string | undefined =>
  ["string", "number", "boolean"].includes(typeof value) ? String(value) : undefined;

const isMetadata = (facts: SessionFacts, wanted: NonNullable<SessionMatch["metadata"]>): boolean[] =>
  Object.entries(wanted).map(([key, value]) => {
    const has = textOf(own(facts.metadata, key));
    return has !== undefined && (value === true || value === has);
  });

const criteria: Record<ListedCriterion, (facts: SessionFacts, match: SessionMatch, names: KnownNames) => boolean> = {
  status: ({ status }, match) => listed(match.status)?.some((wanted) => wanted === status) ?? false,
  department: ({ departmentId }, match, { departments }) =>
    isIdOf(listed(match.department) ?? [], departmentId, departments),
  user: ({ userId }, match, { users }) => isIdOf(listed(match.user) ?? [], userId, users),
  channel: ({ channelId, channelType }, match) => isOneOf(listed(match.channel) ?? [], [channelId, channelType]),
  tags: ({ tags = [] }, match) => isOneOf(listed(match.tags) ?? [], tags),
  type: ({ type }, match) => listed(match.type)?.some((wanted) => wanted === type) ?? false,
  handledBy: (facts, match) => listed(match.handledBy)?.includes(handlerOf(facts)) ?? false,
};

/** What is asked for, each with its answer. */
const answers = (
  facts: SessionFacts,
  match: SessionMatch,
  names: KnownNames,
): { criterion: string; holds: boolean }[] => [
  ...(Object.keys(criteria) as ListedCriterion[])
    .filter((criterion) => match[criterion] !== undefined)
    .map((criterion) => ({ criterion, holds: criteria[criterion](facts, match, names) })),
  ...(match.metadata === undefined
    ? []
    : isMetadata(facts, match.metadata).map((holds) => ({ criterion: "metadata", holds }))),
];

/** Those of `match` that do not hold: none means that the session matches. */
export const unmatched = (facts: SessionFacts, match: SessionMatch, names: KnownNames): readonly string[] =>
  answers(facts, match, names).flatMap(({ criterion, holds }) => (holds ? [] : criterion));

/** Those of `except` that hold: any one of them is enough to leave the session alone. */
export const excepted = (facts: SessionFacts, except: SessionMatch, names: KnownNames): readonly string[] =>
  answers(facts, except, names).flatMap(({ criterion, holds }) => (holds ? criterion : []));
