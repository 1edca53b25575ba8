// Says what stands about a session now: at WTS, in our own table, in the next run, and in an undo of its last close.
import type { SessionCode } from "../../lib/auto-close/rules/reason-codes.ts";
import { sessionCodeText } from "../../lib/auto-close/rules/session-code-texts.ts";
import { dateText } from "../../lib/core/texts/instant-text.ts";
import { shownOfId } from "../deliveries/shown-of-id.ts";
import { shownTime } from "../display/time-text.ts";
import type { DoneElsewhere } from "./done-elsewhere.ts";
import type { Telling } from "./entry-sentences.ts";
import type { Story } from "./read-story.ts";
import type { SessionNow } from "./session-now.ts";
import { storyWords } from "./story-words.ts";
import type { NextRun, UndoOfClose } from "./what-would-be.ts";

/** One thing that stands about a session now. */
export interface NowRow {
  about: "now" | "elsewhere" | "work" | "hold" | "autoClose" | "moves" | "webhooks" | "nextRun" | "undo" | "notAsked";
  /** Its name in the language in which it is said. */
  label: string;
  text: string;
}

export interface Present {
  /** "gone": WTS has no such session; absent: WTS was not asked. */
  now?: SessionNow | "gone" | undefined;
  /** What of it nothing on record has done. */
  elsewhere?: readonly DoneElsewhere[] | undefined;
  nextRun?: NextRun | undefined;
  undo?: UndoOfClose | undefined;
  /** Why WTS was not asked. */
  notAsked?: string | undefined;
}

const nowText = (now: SessionNow | "gone", telling: Telling): string => {
  const { now: say } = storyWords[telling.locale.language];
  if (now === "gone") return say.gone;
  const time = (instant: string | undefined) => instant && shownTime(instant, telling.locale);
  const { status = "–", isOpen, endAt, departmentId, userId, contactPhone } = now;
  const where = [departmentId, userId].map((id) => (id === null ? undefined : telling.nameOf(id)));
  return [
    status === "COMPLETED" ? say.closed(time(endAt)) : say.open(status),
    [where[0], where[1] ?? say.nobody].filter(Boolean).join(", "),
    ...(contactPhone === undefined ? [] : [say.contact(contactPhone)]),
    ...(isOpen ? [say.lastMessages(time(now.lastMessageIn), time(now.lastMessageOut))] : []),
  ].join("; ");
};

const elsewhereText = (elsewhere: readonly DoneElsewhere[], now: SessionNow, telling: Telling): string | undefined => {
  const { elsewhere: say, now: sayNow } = storyWords[telling.locale.language];
  const nameOf = (id: string | null) => (id === null ? sayNow.nobody : telling.nameOf(id));
  const texts: Readonly<Record<DoneElsewhere, string>> = {
    closed: say.closed,
    opened: say.opened,
    owner: say.owner(nameOf(now.userId)),
    department: say.department(nameOf(now.departmentId)),
  };
  return elsewhere.length === 0 ? undefined : say.all(elsewhere.map((each) => texts[each]).join(", "));
};

const holdText = (hold: NonNullable<Story["hold"]>, telling: Telling): string => {
  const say = storyWords[telling.locale.language];
  const time = (ms: number): string => shownTime(new Date(ms).toISOString(), telling.locale);
  const why = hold.reason === undefined ? "" : `: ${hold.reason}`;
  const by = say.setBy(hold.tag === undefined ? hold.setBy : say.tag(hold.tag), time(hold.setAtMs));
  if (!hold.ended) return say.held(time(hold.untilMs), why, by);
  return say.wasHeld(time(hold.untilMs), why, by, `${time(hold.ended.atMs)}: ${say.endings[hold.ended.as]}`);
};

/** Undefined where nothing is known of it. */
export const nextText = ({ noRun, shown, staying }: NextRun, telling: Telling): string | undefined => {
  const { next: say } = storyWords[telling.locale.language];
  const { language } = telling.locale;
  if (noRun !== undefined) return say.noRun[noRun];
  if (shown) {
    const { would, policy, run, code } = shown;
    return `${say.act[would](policy)}${run === "does" ? "" : say.heldBack((code && sessionCodeText(code, language)) ?? code ?? "dryRun")}`;
  }
  if (!staying) return undefined;
  const { policy, until, why, code } = staying;
  const by = policy === undefined ? "" : say.byPolicy(policy);
  return `${say.stays(until && shownTime(until, telling.locale), why ?? sessionCodeText(code, language) ?? code)}${by}`;
};

const undoText = ({ runId, result, code = "", before }: UndoOfClose, telling: Telling): string => {
  const { undo: say } = storyWords[telling.locale.language];
  if (result === "failed") return say.failed(code);
  if (result === "left") return say.leaves(sessionCodeText(code as SessionCode, telling.locale.language) ?? code);
  const names = [before?.userId, before?.departmentId].flatMap((id) => (id ? [telling.nameOf(id)] : []));
  const to = names.length === 0 ? "" : `: ${names.join(", ")}`;
  return say.opens(before?.status ?? "–", to, `auto-close runs undo ${runId}${telling.options}`);
};

/** `nowMs`: to tell a worker that died from one at work. */
export const nowRows = (story: Story, present: Present, nowMs: number, telling: Telling): readonly NowRow[] => {
  const { worker, hold, moves, missing = [], entries } = story;
  const { runId: noticed, policy: noticing, warnedAtMs = 0 } = story.notice ?? {};
  const isClosed = entries.some(
    ({ at, type, runId, policy }) =>
      type === "Session Closed" &&
      (runId === noticed || (policy === noticing && warnedAtMs > 0 && Date.parse(at) >= warnedAtMs)),
  );
  // What it announces has come, and stands in the story.
  const notice = isClosed ? undefined : story.notice;
  const { language } = telling.locale;
  const say = storyWords[language];
  const { labels } = say;
  const time = (instant: string): string => shownTime(instant, telling.locale);
  const row = (about: NowRow["about"], text: string | undefined): NowRow[] =>
    text ? [{ about, label: labels[about], text }] : [];
  const on = worker?.commandId === undefined ? "" : ` (${worker.commandId.slice(0, shownOfId)})`;
  const work =
    worker &&
    (Date.parse(worker.leaseUntil) <= nowMs ? say.work.died(on) : say.work.underWay(on, time(worker.leaseUntil)));
  const warnedAt = notice?.warnedAtMs === undefined ? "" : ` ${time(new Date(notice.warnedAtMs).toISOString())}`;
  const { now, elsewhere = [], nextRun, undo, notAsked } = present;
  return [
    ...row("now", now && nowText(now, telling)),
    ...row("elsewhere", now === undefined || now === "gone" ? undefined : elsewhereText(elsewhere, now, telling)),
    ...row("work", work),
    ...row("hold", hold && holdText(hold, telling)),
    ...row("autoClose", notice && `${say.notice[notice.state](notice.policy, warnedAt)} (${notice.runId})`),
    ...row("moves", moves && say.moves(moves.count, dateText(moves.day, language))),
    ...missing.flatMap(({ day, isAdded }) => row("webhooks", say.missing(dateText(day, language), isAdded))),
    ...row("nextRun", nextRun && nextText(nextRun, telling)),
    ...row("undo", undo && undoText(undo, telling)),
    ...row("notAsked", notAsked),
  ];
};
