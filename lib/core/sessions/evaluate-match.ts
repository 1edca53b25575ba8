// Evaluates whether a session is one of those that `match` or `except` of a policy names; a doubt is kept apart from a no.

import { asUuid } from "../ids.ts";
import { foldName } from "../names.ts";
import { own } from "../value.ts";
import { botIsAtWork } from "./bot-at-work.ts";
import { listed } from "./listed.ts";
import type { SessionFacts } from "./session-facts.ts";
import type { Handler, SessionMatch } from "./session-match.ts";

/** What the list of sessions does not show: each costs a call of its own, and is read only where a decision depends on it. */
export interface CostlyFacts {
  /** The newest messages, the newest first. */
  messages: readonly unknown[];
  /** Whether the contact was last heard to wish for silence, in another session. */
  optOut: boolean;
}

export type CostlyFact = keyof CostlyFacts;

/** The costly facts that have been read of a session so far. */
export type LookedUp = Partial<CostlyFacts>;

/** Undefined is a doubt: WTS did not say what the answer depends on. With `needs` the fact was not asked for yet. */
export type Verdict = boolean | undefined | { needs: CostlyFact };

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

interface Evaluated {
  facts: SessionFacts;
  names: KnownNames;
  looked: LookedUp;
}

interface Criterion<Given> {
  /** The reason for which a policy that asks for something else is not about a session. */
  differs: string;
  /** Where a criterion has parts, each has a verdict of its own. A fact that costs a call and is not there is answered with `needs`. */
  verdicts(given: Given, session: Evaluated): readonly Verdict[];
}

const handlerOf = (facts: SessionFacts): Handler | undefined => {
  if (facts.userId !== null) return "human";
  const isBots = botIsAtWork(facts);
  return isBots === undefined ? undefined : isBots ? "bot" : "nobody";
};

const among = <Value>(value: Value | undefined, wanted: readonly Value[]): boolean | undefined =>
  value === undefined ? undefined : wanted.includes(value);

const either = (verdicts: readonly (boolean | undefined)[]): boolean | undefined => {
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

const hasMetadata = ({ metadata }: SessionFacts, key: string, wanted: string | true): Verdict => {
  if (metadata === undefined) return undefined;
  const value = own(metadata, key);
  if (!["string", "number", "boolean"].includes(typeof value)) return wanted === true && value != null;
  return wanted === true || String(value) === wanted;
};

/** A criterion that is one value or a list of them. */
const anyOf = <const Differs extends string, Item>(
  differs: Differs,
  test: (wanted: readonly Item[], session: Evaluated) => Verdict,
) => ({
  differs,
  verdicts: (given: Item | readonly Item[], session: Evaluated) => [test(listed(given) ?? [], session)],
});

/** In the order in which they are asked. */
const criteria = {
  /** A status that we do not know is not one that anybody asked for. */
  status: anyOf("STATUS_DIFFERS", (wanted: readonly unknown[], { facts }) => among(facts.status ?? null, wanted)),
  department: anyOf("DEPARTMENT_DIFFERS", (wanted: readonly (string | null)[], { facts, names }) =>
    isRef(facts.departmentId, wanted, names.departments),
  ),
  user: anyOf("USER_DIFFERS", (wanted: readonly (string | null)[], { facts, names }) =>
    isRef(facts.userId, wanted, names.users),
  ),
  channel: anyOf("CHANNEL_DIFFERS", (wanted: readonly string[], { facts }) =>
    either(
      wanted.map((channel) => {
        const id = asUuid(channel);
        return id === undefined ? among(facts.channelType, [channel]) : among(facts.channelId, [id]);
      }),
    ),
  ),
  tags: anyOf("TAGS_DIFFER", (wanted: readonly string[], { facts }) => {
    if (facts.tags === undefined) return undefined;
    const has = new Set(facts.tags.map(foldName));
    return wanted.some((tag) => has.has(foldName(tag)));
  }),
  metadata: {
    differs: "METADATA_DIFFERS",
    verdicts: (given, { facts }) => Object.entries(given).map(([key, wanted]) => hasMetadata(facts, key, wanted)),
  },
  type: anyOf("TYPE_DIFFERS", (wanted: readonly NonNullable<SessionFacts["type"]>[], { facts }) =>
    among(facts.type, wanted),
  ),
  handledBy: anyOf("HANDLER_DIFFERS", (wanted: readonly Handler[], { facts }) => among(handlerOf(facts), wanted)),
} as const satisfies { [Name in keyof SessionMatch]-?: Criterion<NonNullable<SessionMatch[Name]>> };

const criterionNames = Object.keys(criteria) as (keyof SessionMatch)[];

export type DiffersCode = (typeof criteria)[keyof SessionMatch]["differs"];

export const differsCodeOf = (criterion: keyof SessionMatch): DiffersCode => criteria[criterion].differs;

export const differsCodes: readonly DiffersCode[] = criterionNames.map(differsCodeOf);

/** There is one verdict for each criterion that is given, and one for each key of `metadata`. */
export const evaluateMatch = (
  facts: SessionFacts,
  match: SessionMatch,
  names: KnownNames,
  looked: LookedUp = {},
): readonly Evaluation[] =>
  criterionNames.flatMap((criterion) => {
    const given = match[criterion];
    if (given === undefined) return [];
    const { verdicts } = criteria[criterion] as Criterion<unknown>;
    return verdicts(given, { facts, names, looked }).map((verdict) => ({ criterion, verdict }));
  });
