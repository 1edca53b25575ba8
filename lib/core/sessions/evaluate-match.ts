// Evaluates whether a session is one of those that `match` or `except` of a policy names; a doubt is kept apart from a no.

import { asUuid } from "../ids.ts";
import { foldName } from "../names.ts";
import { own } from "../value.ts";
import type { SessionFacts } from "./session-facts.ts";
import { type Handler, type ListedCriterion, listed, type SessionMatch } from "./session-match.ts";

/** Undefined is a doubt: WTS did not say what the answer depends on. */
export type Verdict = boolean | undefined;

/** Ids by the names that policies use, as they are written there. A name that is missing is one that nobody has. */
export type IdByName = ReadonlyMap<string, string>;

export interface KnownNames {
  departments: IdByName;
  /** The ids are those that WTS calls userId. */
  users: IdByName;
}

export interface Evaluation {
  criterion: keyof SessionMatch;
  verdict: Verdict;
}

type Item<Criterion extends ListedCriterion> =
  Extract<SessionMatch[Criterion], readonly unknown[]> extends readonly (infer Value)[] ? Value : never;

const handlerOf = ({ userId, botId }: SessionFacts): Handler => {
  if (userId !== null) return "human";
  return botId === null ? "nobody" : "bot";
};

const among = <Value>(value: Value | undefined, wanted: readonly Value[]): Verdict =>
  value === undefined ? undefined : wanted.includes(value);

const either = (verdicts: readonly Verdict[]): Verdict => {
  if (verdicts.includes(true)) return true;
  return verdicts.includes(undefined) ? undefined : false;
};

const isRef = (id: string | null, wanted: readonly (string | null)[], ids: IdByName): Verdict =>
  either(
    wanted.map((name) => {
      if (name === null || id === null) return name === id;
      const known = ids.get(name);
      return known === undefined ? undefined : known === id;
    }),
  );

const tests: {
  [Criterion in ListedCriterion]: (
    facts: SessionFacts,
    wanted: readonly Item<Criterion>[],
    names: KnownNames,
  ) => Verdict;
} = {
  /** A status that we do not know is not one that anybody asked for. */
  status: (facts, wanted) => among(facts.status ?? null, wanted as readonly unknown[]),
  department: (facts, wanted, { departments }) => isRef(facts.departmentId, wanted, departments),
  user: (facts, wanted, { users }) => isRef(facts.userId, wanted, users),
  channel: (facts, wanted) =>
    either(
      wanted.map((channel) => {
        const id = asUuid(channel);
        return id === undefined ? among(facts.channelType, [channel]) : among(facts.channelId, [id]);
      }),
    ),
  tags: (facts, wanted) => {
    if (facts.tags === undefined) return undefined;
    const has = new Set(facts.tags.map(foldName));
    return wanted.some((tag) => has.has(foldName(tag)));
  },
  type: (facts, wanted) => among(facts.type, wanted),
  handledBy: (facts, wanted) => wanted.includes(handlerOf(facts)),
};

const hasMetadata = ({ metadata }: SessionFacts, key: string, wanted: string | true): Verdict => {
  if (metadata === undefined) return undefined;
  const value = own(metadata, key);
  if (!["string", "number", "boolean"].includes(typeof value)) return wanted === true && value != null;
  return wanted === true || String(value) === wanted;
};

/** There is one verdict for each criterion that is given, and one for each key of `metadata`. */
export const evaluateMatch = (facts: SessionFacts, match: SessionMatch, names: KnownNames): readonly Evaluation[] => [
  ...(Object.keys(tests) as ListedCriterion[]).flatMap((criterion): Evaluation[] => {
    const wanted = listed(match[criterion] as unknown);
    const test = tests[criterion] as (facts: SessionFacts, wanted: readonly unknown[], names: KnownNames) => Verdict;
    return wanted ? [{ criterion, verdict: test(facts, wanted, names) }] : [];
  }),
  ...Object.entries(match.metadata ?? {}).map(
    ([key, wanted]): Evaluation => ({ criterion: "metadata", verdict: hasMetadata(facts, key, wanted) }),
  ),
];
