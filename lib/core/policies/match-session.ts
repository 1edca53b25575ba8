// Whether a policy is about a session, and if not, why; a doubt is told apart from a no.
import { foldName } from "../fold-name.ts";
import { asUuid } from "../uuid.ts";
import { own } from "../value.ts";
import type { Reason, ReasonCode } from "./auto-close-reason.ts";
import { idOf, type ReadyPolicy } from "./prepare-auto-close.ts";
import type { SessionFacts } from "./session-facts.ts";
import { type Handler, type ListedCriterion, listed, openStatuses, type SessionMatch } from "./session-match.ts";

/** Undefined is a doubt: WTS did not say. */
type Verdict = boolean | undefined;
type Ids = Pick<ReadyPolicy, "departmentIds" | "userIds">;
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

const isRef = (id: string | null, names: readonly (string | null)[], ids: ReadonlyMap<string, string>): Verdict =>
  either(
    names.map((name) => {
      if (name === null || id === null) return name === id;
      const wanted = idOf(ids, name);
      return wanted === undefined ? undefined : wanted === id;
    }),
  );

const tests: {
  [Criterion in ListedCriterion]: (facts: SessionFacts, wanted: readonly Item<Criterion>[], ids: Ids) => Verdict;
} = {
  /** A status that we do not know is none that anybody asked for. */
  status: (facts, wanted) => among(facts.status ?? null, wanted as readonly unknown[]),
  department: (facts, wanted, { departmentIds }) => isRef(facts.departmentId, wanted, departmentIds),
  user: (facts, wanted, { userIds }) => isRef(facts.userId, wanted, userIds),
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

const codes: Record<keyof SessionMatch, ReasonCode> = {
  status: "STATUS_DIFFERS",
  department: "DEPARTMENT_DIFFERS",
  user: "USER_DIFFERS",
  channel: "CHANNEL_DIFFERS",
  tags: "TAGS_DIFFER",
  metadata: "METADATA_DIFFERS",
  type: "TYPE_DIFFERS",
  handledBy: "HANDLER_DIFFERS",
};

const hasMetadata = ({ metadata }: SessionFacts, key: string, wanted: string | true): boolean => {
  const value = own(metadata, key);
  if (value === undefined || value === null) return false;
  return wanted === true || String(value) === wanted;
};

interface Judged {
  criterion: keyof SessionMatch;
  verdict: Verdict;
}

/** One verdict a criterion given, and one a key of metadata. */
const judge = (facts: SessionFacts, match: SessionMatch, ids: Ids): Judged[] => [
  ...(Object.keys(tests) as ListedCriterion[]).flatMap((criterion): Judged[] => {
    const wanted = listed(match[criterion] as unknown);
    const test = tests[criterion] as (facts: SessionFacts, wanted: readonly unknown[], ids: Ids) => Verdict;
    return wanted ? [{ criterion, verdict: test(facts, wanted, ids) }] : [];
  }),
  ...Object.entries(match.metadata ?? {}).map(
    ([key, wanted]): Judged => ({ criterion: "metadata", verdict: hasMetadata(facts, key, wanted) }),
  ),
];

export type SessionMatched = { matches: Verdict; reasons: readonly Reason[] };

/** All of `match` has to fit, and nothing of `except`. */
export const matchSession = (facts: SessionFacts, { policy, ...ids }: ReadyPolicy): SessionMatched => {
  const about = (code: ReasonCode, message: string): Reason => ({ code, policy: policy.name, message });
  if (!policy.enabled) return { matches: false, reasons: [about("POLICY_DISABLED", "the policy is disabled")] };
  const wanted = judge(facts, { status: [...openStatuses], ...policy.match }, ids);
  const excepted = judge(facts, policy.except, ids);
  const against = [
    ...wanted
      .filter(({ verdict }) => verdict === false)
      .map(({ criterion }) => about(codes[criterion], `match.${criterion} asks for another`)),
    ...excepted
      .filter(({ verdict }) => verdict === true)
      .map(({ criterion }) => about("EXCEPTED", `except.${criterion} leaves it alone`)),
  ];
  if (against.length > 0) return { matches: false, reasons: against };
  const doubts = [...wanted, ...excepted]
    .filter(({ verdict }) => verdict === undefined)
    .map(({ criterion }) => about("FACT_MISSING", `WTS did not say its ${criterion}, which the policy asks about`));
  if (doubts.length > 0) return { matches: undefined, reasons: doubts };
  return { matches: true, reasons: [about("MATCHED", "the policy is about this session")] };
};
