// Prints a session's story: what stands now, then what came in, was decided and was done, day by day, the oldest first.
import type { SessionKey } from "../../lib/aws/item-keys.ts";
import { instantText } from "../../lib/core/texts/instant-text.ts";
import type { Locale } from "../../lib/core/texts/language.ts";
import { shownOfId } from "../deliveries/shown-of-id.ts";
import { alignedTable } from "../display/aligned-table.ts";
import { placeText } from "../display/place-text.ts";
import { localTimeText, shownTime } from "../display/time-text.ts";
import type { Tools } from "../with-connection.ts";
import { entryText, type Telling, type Warning } from "./entry-sentences.ts";
import { type NamedSession, namedSession } from "./named-session.ts";
import { type NowRow, nowRows, type Present } from "./now-rows.ts";
import type { Story } from "./read-story.ts";
import { nothingBeside, type OthersFound } from "./show-found.ts";
import { type StoryEntry, silenceOf } from "./story-entry.ts";
import { storyWords } from "./story-words.ts";

interface ShownStory {
  story: Story;
  present: Present;
  telling: Telling;
  /** Codes and ids stand beside the sentences. */
  full: boolean;
}

/** One entry, told as it is printed. */
export interface ShownEntry extends StoryEntry {
  text: string;
  /** What stands below it: what changed, who was passed over, why it was refused, how to mend it. */
  details: readonly string[];
}

/** `session` prints it with --json. */
export interface SessionStory
  extends SessionKey,
    Omit<Story, "entries">,
    Pick<Present, "elsewhere" | "nextRun" | "undo"> {
  place: string;
  /** The times within its sentences are of this IANA zone. */
  timeZone: string;
  /** As WTS has it now: null where it has none of this id, absent where WTS was not asked. */
  session?: NamedSession | null;
  /** Why WTS was not asked. */
  notLookedUp?: string;
  /** What stands about it now, what comes next among it, as it is printed in front of the entries. */
  standing: readonly NowRow[];
  /** The oldest comes first. */
  entries: readonly ShownEntry[];
}

const clockLength = "00:00".length;

/** By the wall of the configured zone: a day is one of those who work there. */
const dayOf = (instant: string, locale: Locale): string =>
  instantText(Date.parse(instant), locale).slice(0, -clockLength - 1);

const timeOf = (instant: string, { timeZone }: Locale, full: boolean): string =>
  localTimeText(instant, timeZone)
    .slice(-"00:00:00".length)
    .slice(0, full ? undefined : clockLength);

const codesOf = ({
  what,
  ending,
  reasons,
  wantedBecause = [],
  passedOver = [],
  policiesSkipped = [],
}: StoryEntry): string[] => {
  const people = [...Map.groupBy(passedOver, ({ code }) => code)].map(
    ([code, those]) => `${code}: ${those.map(({ userId }) => userId).join(", ")}`,
  );
  const codes = [...reasons, ...wantedBecause].join(", ");
  return [
    `${what}, ${ending}${codes === "" ? "" : `: ${codes}`}`,
    ...people,
    ...policiesSkipped.map(({ policy, code }) => `${policy}: ${code}`),
  ];
};

const fullDetails = (entry: StoryEntry, { language }: Locale): string[] => {
  const { full } = storyWords[language];
  const { commandId, source, deliveryId, runId, correlationId, causedBy, splitFrom, type } = entry;
  const chain = causedBy ?? splitFrom;
  return [
    ...codesOf(entry).map((text) => `${full.codes} ${text}`),
    ...(commandId === undefined ? [] : [`${full.command} ${commandId.slice(0, shownOfId)}`]),
    ...(source === undefined ? [] : [[full.commandOf, entry.door, source].join(" ")]),
    ...(deliveryId === undefined || deliveryId === runId ? [] : [`${full.delivery} ${deliveryId}`]),
    ...(runId === undefined ? [] : [`${full.run} ${runId}`]),
    ...(correlationId === undefined || correlationId === runId ? [] : [`correlationId ${correlationId}`]),
    ...(chain === undefined ? [] : [`${full.chain} ${chain.slice(0, shownOfId)}`]),
    ...(type === undefined ? [] : [`${full.event} ${type}`]),
  ];
};

/** The warning in whose silence something was done. */
const warnedBefore = (entry: StoryEntry, { entries, notice }: Story): Warning | undefined => {
  const warning = entries.findLast(
    ({ at, what, ending, runId, policy }) =>
      at <= entry.at && what === "message" && ending === "applied" && runId !== undefined && policy === entry.policy,
  );
  if (warning) return warning;
  if (notice?.warnedAtMs === undefined) return undefined;
  const { warnedAtMs, lastMessageInMs, lastMessageOutMs } = notice;
  return { at: new Date(warnedAtMs).toISOString(), ...silenceOf({ lastMessageInMs, lastMessageOutMs }) };
};

const indent = " ".repeat(clockLength + 2);

const dayBlocks = ({ story, telling, full }: ShownStory): string[][] => {
  const { locale } = telling;
  return [...Map.groupBy(story.entries, ({ at }) => dayOf(at, locale))].map(([day, entries]) => [
    day,
    ...entries.flatMap((entry) => {
      const { sentence, details } = entryText(entry, warnedBefore(entry, story), telling);
      const more = full ? fullDetails(entry, locale) : [];
      return [
        `${timeOf(entry.at, locale, full)}  ${sentence}`,
        ...[...details, ...more].map((text) => `${indent}${text}`),
      ];
    }),
  ]);
};

const answerOf = (key: SessionKey, place: string, { story, present, telling }: ShownStory, rows: readonly NowRow[]) => {
  const { entries, ...rest } = story;
  const { now, notAsked, ...next } = present;
  return {
    ...{ place, ...key, timeZone: telling.locale.timeZone, ...rest },
    ...(now !== undefined && { session: now === "gone" ? null : namedSession(now, telling.nameOf) }),
    ...{ ...next, ...(notAsked !== undefined && { notLookedUp: notAsked }) },
    standing: rows,
    entries: entries.map((entry) => {
      const { sentence: text, details } = entryText(entry, warnedBefore(entry, story), telling);
      return { ...entry, text, details };
    }),
  } satisfies SessionStory;
};

/** `beside`: what else was found by what somebody typed. */
export const showStory = (
  { output, connection, clock }: Tools,
  key: SessionKey,
  shown: ShownStory,
  beside: OthersFound = nothingBeside,
): void => {
  const { story, present, telling, full } = shown;
  const { locale } = telling;
  const say = storyWords[locale.language];
  const place = placeText(connection.place, locale.language);
  const { now } = present;
  const number = now === "gone" ? undefined : now?.number;
  const rows = nowRows(story, present, clock.now(), telling);
  output.json({ ...answerOf(key, connection.place, shown, rows), ...beside.json } satisfies SessionStory &
    OthersFound["json"]);
  const { looked, since } = story.runs;
  const runs = since === undefined ? say.left.none : say.left.looked(looked, shownTime(since, locale));
  const nothing =
    story.entries.length === 0
      ? [
          [
            say.nothing({ ...key, place }),
            say.nothingNext({ sessionId: key.sessionId, options: telling.accountOptions }),
          ],
        ]
      : [];
  const blocks = [
    ...(rows.length > 0 ? [alignedTable(rows.map(({ label, text }) => [label, text]))] : []),
    ...nothing,
    ...dayBlocks(shown),
    ...(full ? [[`${say.labels.looked}: ${runs}`]] : []),
    ...(beside.lines.length > 0 ? [beside.lines] : []),
  ];
  output.line(`${say.title({ ...key, place, number })} ${say.timesOf(locale.timeZone)}`);
  for (const block of blocks) output.line("", ...block);
};
