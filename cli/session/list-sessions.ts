// `session list`: the sessions that something of ours is about, not an inbox: what was done with each last, what comes next, and why it is in the list.
import type { HooksConfig } from "../../lib/config.ts";
import { instantText } from "../../lib/core/texts/instant-text.ts";
import { localeOf } from "../../lib/core/texts/locale-of.ts";
import { checkAccount } from "../check-account.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { placeText } from "../display/place-text.ts";
import { shownTime } from "../display/time-text.ts";
import { queueDepth } from "../status/queue-depth.ts";
import type { Tools } from "../with-connection.ts";
import { askableWts } from "./ask-wts.ts";
import { entryText, type Telling } from "./entry-sentences.ts";
import { type ListReason, listReasons } from "./list-reasons.ts";
import { listWords } from "./list-words.ts";
import { type NamedSession, namedSession } from "./named-session.ts";
import { nextText } from "./now-rows.ts";
import { type Candidate, type PendingKind, readCandidates } from "./read-candidates.ts";
import { readLast, type WithLast } from "./read-last.ts";
import { type ListedAtWts, type NextOfListed, readListed } from "./read-listed.ts";
import { sessionNow } from "./session-now.ts";
import type { StoryEntry } from "./story-entry.ts";
import type { NextRun } from "./what-would-be.ts";

export interface ListedSession {
  sessionId: string;
  /** Why it is in the list. */
  because: readonly ListReason[];
  /** What of ours it waits for. */
  pending: readonly PendingKind[];
  /** As WTS has it now: null where it has none of this id, absent where WTS was not asked about it. */
  session?: NamedSession | null;
  /** Who of an open session spoke last waits for the other side, since that ISO instant. */
  waits?: { who: "contact" | "us"; since: string };
  /** Both are ISO instants. */
  hold?: { until: string; setAt: string; setBy: string; reason?: string; tag?: string };
  /** The last that was done with it, or is being done, as its story has it. */
  last?: StoryEntry & { text: string };
  /** What is parked of it, the oldest first. */
  parked: readonly { messageId: string; commandId?: string; reason: string }[];
  /** What a policy of auto-close makes of it next. */
  next?: NextOfListed & { text: string };
}

/** `session list` prints it with --json. */
export interface SessionList {
  place: string;
  account: string;
  /** The times within its sentences are of this IANA zone. */
  timeZone: string;
  /** It is the ISO instant at which it was read. */
  now: string;
  /** What somebody has to look at comes first, and of that the newest. */
  sessions: readonly ListedSession[];
  /** So many there are, before --limit. */
  total: number;
  /** A session may be in the list for several reasons. */
  counts: Readonly<Record<ListReason, number>>;
  /** So many commands wait in the queue, of all accounts. */
  queued: number;
  /** Why no run of auto-close does anything. */
  noRun?: NextRun["noRun"];
  /** The same as a sentence. */
  noRunText?: string;
  wts: {
    calls: number;
    /** Of so many of the sessions listed WTS was not asked, since that takes more calls. */
    beyondCalls: number;
    /** Among so many open sessions, the oldest, it was looked for what is due. */
    looked: number;
    /** So many are open, as WTS says. */
    open?: number;
    /** Why WTS was not asked. */
    notLookedUp?: string;
  };
  /** False where more was done of late than was looked through. */
  isWhole: boolean;
}

interface Asked {
  account: string;
  limit: number;
  only?: ListReason | undefined;
  mostCalls: number;
}

/** What was acted on longer ago is not of now. */
const latelyMs = 86_400_000;
/** What is at work is known only of those whose records are read. */
const mostRead = 200;

const isoOf = (ms: number): string => new Date(ms).toISOString();

const isWarning = ({ what, ending, runId }: StoryEntry): boolean =>
  what === "message" && ending === "applied" && runId !== undefined;

const pendingOf = (
  candidate: Candidate,
  last: StoryEntry | undefined,
  next: NextOfListed | undefined,
  isClosed: boolean,
): readonly PendingKind[] => {
  const isAtWork = last?.ending === "begun";
  // Without WTS it is the last that we know of.
  const isWarned = next ? next.staying?.code === "WARNING_STANDS" : last && isWarning(last);
  return [
    ...new Set([
      ...candidate.pending,
      ...(isAtWork ? (["work"] as const) : []),
      ...(isWarned && !isClosed ? (["warning"] as const) : []),
    ]),
  ];
};

const waitsOf = ({ isOpen, lastMessageIn, lastMessageOut }: NamedSession): ListedSession["waits"] => {
  if (!isOpen) return undefined;
  if (lastMessageIn !== undefined && lastMessageIn >= (lastMessageOut ?? ""))
    return { who: "contact", since: lastMessageIn };
  return lastMessageOut === undefined ? undefined : { who: "us", since: lastMessageOut };
};

const isDue = (next: NextOfListed | undefined): boolean => next?.shown !== undefined || next?.looks !== undefined;

const nextSentence = (next: NextOfListed, telling: Telling): string => {
  const { locale } = telling;
  const say = listWords[locale.language];
  if (next.looks) return say.looks(next.looks.policy);
  const { until, policy } = next.staying ?? {};
  if (next.follows && until !== undefined && policy !== undefined)
    return say.follows[next.follows](shownTime(until, locale), policy);
  return nextText(next, telling) ?? "–";
};

const rowOf = (
  { candidate, last }: WithLast,
  { sessions, next: nexts }: ListedAtWts,
  telling: Telling,
  sinceMs: number,
) => {
  const { sessionId, hold, parked } = candidate;
  const atWts = sessions.get(sessionId);
  const next = nexts.get(sessionId);
  const session = atWts === undefined || atWts === "gone" ? undefined : namedSession(sessionNow(atWts), telling.nameOf);
  const pending = pendingOf(candidate, last, next, session !== undefined && !session.isOpen);
  const isDone = last !== undefined && last.ending !== "begun" && last.ending !== "parked";
  const isLately = isDone && Date.parse(last.at) >= sinceMs;
  const is: Readonly<Record<ListReason, boolean>> = {
    parked: parked.length > 0,
    waiting: pending.length > 0,
    due: isDue(next),
    held: hold !== undefined,
    acted: isLately,
  };
  const waits = session && waitsOf(session);
  const { untilMs = 0, setAtMs = 0, setBy = "", reason, tag } = hold ?? {};
  return {
    ...{ sessionId, because: listReasons.filter((each) => is[each]), pending },
    ...(atWts !== undefined && { session: session ?? null }),
    ...(waits && { waits }),
    ...(hold && {
      hold: {
        ...{ until: isoOf(untilMs), setAt: isoOf(setAtMs), setBy },
        ...(reason !== undefined && { reason }),
        ...(tag !== undefined && { tag }),
      },
    }),
    ...(last && { last: { ...last, text: entryText(last, undefined, telling).sentence } }),
    parked: parked.map(({ messageId, about: { commandId }, reason: { code } }) => ({
      ...{ messageId, ...(commandId !== undefined && { commandId }), reason: code },
    })),
    ...(next && { next: { ...next, text: nextSentence(next, telling) } }),
  } satisfies ListedSession;
};

const firstReason = ({ because: [first] }: ListedSession): number =>
  first ? listReasons.indexOf(first) : listReasons.length;
const lastAt = ({ last, hold }: ListedSession): string => last?.at ?? hold?.setAt ?? "";

const inOrder = (rows: readonly ListedSession[]): readonly ListedSession[] =>
  rows.toSorted((one, other) => firstReason(one) - firstReason(other) || lastAt(other).localeCompare(lastAt(one)));

const whyText = ({ because, pending, hold, parked }: ListedSession, { locale }: Telling): string => {
  const say = listWords[locale.language];
  const time = (instant: string): string => instantText(Date.parse(instant), locale);
  const texts: Readonly<Record<ListReason, () => string>> = {
    parked: () => say.parked(parked.length, parked.at(-1)?.reason ?? ""),
    waiting: () => pending.map((kind) => say.pending[kind]).join(", "),
    held: () =>
      hold
        ? say.held(time(hold.until), hold.tag ?? hold.setBy, hold.reason === undefined ? "" : `: ${hold.reason}`)
        : "",
    due: () => say.reason.due,
    acted: () => say.reason.acted,
  };
  return because.map((each) => texts[each]()).join("; ");
};

const cellsOf = (row: ListedSession, telling: Telling) => {
  const { sessionId, session, waits, last, next } = row;
  const say = listWords[telling.locale.language];
  const where = session ? [session.departmentName, session.userName].filter(Boolean).join(", ") : undefined;
  return [
    sessionId,
    whyText(row, telling),
    session === null ? say.gone : session?.status,
    where,
    session?.contactPhone,
    waits && say.waits[waits.who](shownTime(waits.since, telling.locale)),
    last && `${shownTime(last.at, telling.locale)} ${last.text}`,
    next?.text,
  ];
};

/** Those that somebody has to look at first, then the newest. */
const readFirst = ({ parked, pending, hold, recordedAs = Number.MAX_SAFE_INTEGER }: Candidate): number =>
  parked.length > 0 || pending.length > 0 || hold ? -1 : recordedAs;

export const listSessions = async (tools: Tools, config: HooksConfig, asked: Asked): Promise<void> => {
  const { connection, output, clock } = tools;
  const { account, limit, only, mostCalls } = asked;
  const locale = localeOf(config, account);
  const say = listWords[locale.language];
  const place = placeText(connection.place, locale.language);
  await checkAccount(tools, account);
  const sinceMs = clock.now() - latelyMs;
  const [{ found, isWhole }, queue] = await Promise.all([
    readCandidates(tools, account),
    queueDepth(connection, "commands"),
  ]);
  const ordered = [...found.values()].toSorted((one, other) => readFirst(one) - readFirst(other));
  const wts = askableWts(connection, account);
  const read = await readLast(tools, config, account, ordered.slice(0, mostRead));
  const atWts = await readListed(tools, config, {
    ...{ account, wts, sinceMs, mostCalls, locale },
    wanted: ordered.slice(0, limit).map(({ sessionId }) => sessionId),
  });
  const telling: Telling = {
    ...{ locale, config, options: connection.options, accountOptions: connection.options, atWork: undefined },
    nameOf: (id) => atWts.names.get(id.toLowerCase()) ?? id,
  };
  const others = [...atWts.next].flatMap(([sessionId, next]) =>
    found.has(sessionId) || !(isDue(next) || next.staying?.code === "WARNING_STANDS")
      ? []
      : [{ sessionId, parked: [], pending: [], recordedAs: Number.MAX_SAFE_INTEGER }],
  );
  const all = [...read, ...(await readLast(tools, config, account, others))];
  const rows = inOrder(all.map((each) => rowOf(each, atWts, telling, sinceMs))).filter(
    ({ because }) => because.length > 0,
  );
  const wanted = only === undefined ? rows : rows.filter(({ because }) => because.includes(only));
  const sessions = wanted.slice(0, limit);
  const beyondCalls = sessions.filter(({ session }) => session === undefined).length;
  const notAsked = wts.whyNot();
  const { calls, open, noRun } = atWts;
  const noRunText = noRun === undefined ? undefined : nextText({ noRun }, telling);
  output.json({
    ...{ place: connection.place, account, timeZone: locale.timeZone, now: isoOf(clock.now()) },
    ...{ sessions, total: wanted.length },
    counts: Object.fromEntries(
      listReasons.map((each) => [each, rows.filter(({ because }) => because.includes(each)).length]),
    ) as SessionList["counts"],
    queued: queue.waiting + queue.hidden,
    ...(noRun !== undefined && { noRun }),
    ...(noRunText !== undefined && { noRunText }),
    wts: {
      ...{ calls, beyondCalls, looked: open.looked },
      ...(open.total !== undefined && { open: open.total }),
      ...(notAsked !== undefined && { notLookedUp: notAsked }),
    },
    isWhole: isWhole && ordered.length <= mostRead,
  } satisfies SessionList);
  const about = { account, place };
  if (sessions.length === 0) output.line(say.none(about));
  else
    output.line(
      say.title({ ...about, shown: sessions.length, total: wanted.length }),
      "",
      ...alignedTable([say.heads, ...sessions.map((row) => cellsOf(row, telling))]),
    );
  output.line(
    ...(queue.waiting + queue.hidden > 0 ? [say.queued(queue.waiting + queue.hidden)] : []),
    ...(noRunText === undefined ? [] : [noRunText]),
    ...(notAsked !== undefined ? [say.notAsked(notAsked)] : beyondCalls > 0 ? [say.beyondCalls(beyondCalls)] : []),
    ...((open.total ?? 0) > open.looked ? [say.oldest(open.looked, open.total ?? 0)] : []),
    ...(isWhole && ordered.length <= mostRead ? [] : [say.notWhole]),
  );
};
