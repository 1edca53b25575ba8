// Prints a session's story, a small block for each thing that came in, was decided or was done, the oldest first.
import type { SessionKey } from "../../lib/aws/item-keys.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import type { ReportedMissing } from "../../lib/webhooks/reconciliation/reconciliation-records.ts";
import { shownOfId } from "../deliveries/shown-of-id.ts";
import { alignedTable, type Row } from "../display/aligned-table.ts";
import { changesText } from "../display/changes-text.ts";
import { localTimeText } from "../display/time-text.ts";
import { placeText } from "../parked/parked-place.ts";
import type { Tools } from "../with-connection.ts";
import type { Story } from "./read-story.ts";
import type { StoryEntry } from "./story-entry.ts";

/** More of one code are counted: in a large team most are of other departments. */
const mostOfCode = 10;

const shortId = (id: string): string => id.slice(0, shownOfId);

const endingTexts: Record<StoryEntry["ending"], string> = {
  begun: "begun and not finished",
  applied: "applied",
  ignored: "ignored: there was nothing that it was about",
  "applied in part": "applied, but for what is stale",
  stale: "not applied: something newer had been written",
  copy: "not applied: a copy",
  kept: "kept where it is",
  published: "published",
  refused: "refused",
  parked: "parked before it was begun",
};

const isElsewhere = ({ code }: { code: string }): boolean => code === "NOT_A_MEMBER";

const passedOverRows = ({ passedOver = [], passedOverMore = 0 }: StoryEntry): Row[] => {
  const nearestFirst = passedOver.toSorted((one, other) => Number(isElsewhere(one)) - Number(isElsewhere(other)));
  const rows = [...Map.groupBy(nearestFirst, ({ code }) => code)].map(([code, people]): Row => {
    const shown = people.slice(0, mostOfCode).map(({ userId }) => userId);
    const more = people.length > mostOfCode ? ` and ${people.length - mostOfCode} more` : "";
    return ["passed over", `${code}: ${shown.join(", ")}${more}`];
  });
  return passedOverMore > 0 ? [...rows, ["passed over", `${passedOverMore} more, which are not recorded`]] : rows;
};

const textRow = (label: string, text: string | undefined): Row[] => (text ? [[label, text]] : []);

const copiesText = ({ copies }: StoryEntry, timeZone: string): string | undefined =>
  copies && `${copies.count}, the last at ${localTimeText(copies.lastAt, timeZone)}`;

const discardedText = ({ discarded }: StoryEntry, timeZone: string): string | undefined =>
  discarded && `${localTimeText(discarded.at, timeZone)} by ${discarded.by}: ${discarded.why}`;

const rowsOf = (entry: StoryEntry, timeZone: string): Row[] => {
  const { door, source, deliveryId, attempt = 0, runId, type, published, issues = [], stale, ending } = entry;
  return [
    ...textRow("command id", entry.commandId && shortId(entry.commandId)),
    ...textRow("from", [door, source].filter(Boolean).join(", ")),
    ...textRow("run", runId),
    ...textRow("delivery", deliveryId === runId ? undefined : deliveryId),
    ...textRow("attempt", attempt > 0 && runId === undefined ? String(attempt) : undefined),
    ...textRow("policy", entry.policy),
    ...textRow("caused by", entry.causedBy && shortId(entry.causedBy)),
    ...textRow("split from", entry.splitFrom && `${shortId(entry.splitFrom)}, which found it by contact or metadata`),
    ...textRow("changes", ending === "refused" ? undefined : changesText(entry.changes)),
    ...textRow("because", entry.reasons.join(", ")),
    ...textRow("was wanted", entry.wantedBecause?.join(", ")),
    ...issues.map(({ path, code, message }): Row => ["issue", `${path || "(all of it)"}: ${message} (${code})`]),
    ...passedOverRows(entry),
    ...(entry.policiesSkipped ?? []).map(({ policy, code }): Row => ["not by", `${policy}: ${code}`]),
    ...textRow("stale", stale?.join(", ")),
    ...textRow("copy of", entry.duplicateOf && shortId(entry.duplicateOf)),
    ...textRow("copies", copiesText(entry, timeZone)),
    ...textRow("event", type && `${type}, ${published ? "published" : "not published yet"}`),
    ...textRow("parked", entry.parked && placeText(entry.parked)),
    ...textRow("discarded", discardedText(entry, timeZone)),
  ];
};

const blockOf = (entry: StoryEntry, { worker }: Story, timeZone: string): string[] => {
  const isAtWork =
    worker !== undefined && worker.commandId === entry.commandId && Date.parse(worker.leaseUntil) > clock.now();
  const ending = entry.ending === "begun" && isAtWork ? "being applied" : endingTexts[entry.ending];
  return [
    `${localTimeText(entry.at, timeZone)}  ${entry.what}, ${ending}`,
    ...alignedTable(rowsOf(entry, timeZone)).map((line) => `  ${line}`),
  ];
};

const noticeTexts = {
  warning: "is about to warn",
  warned: "has warned",
  closing: "is about to close, or did",
} as const;

const holdText = (hold: NonNullable<Story["hold"]>, timeZone: string): string => {
  const text = (ms: number): string => localTimeText(new Date(ms).toISOString(), timeZone);
  const why = hold.reason === undefined ? "" : `: ${hold.reason}`;
  const by = `set by ${hold.tag === undefined ? hold.setBy : `the tag ${hold.tag}`} at ${text(hold.setAtMs)}`;
  return hold.ended
    ? `until ${text(hold.untilMs)}${why}, ${by}; ended at ${text(hold.ended.atMs)}: ${hold.ended.as}`
    : `held until ${text(hold.untilMs)}${why}, ${by}`;
};

const missingText = ({ day, isAdded }: ReportedMissing): string =>
  `WTS had not announced it by ${day}; ${isAdded ? "its event was published then" : "nothing was published for it"}`;

const nowRows = ({ worker, notice, hold, moves, missing = [] }: Story, timeZone: string): Row[] => {
  const until = worker && localTimeText(worker.leaseUntil, timeZone);
  const isOver = worker !== undefined && Date.parse(worker.leaseUntil) <= clock.now();
  const on = worker?.commandId === undefined ? "" : ` on command ${shortId(worker.commandId)}`;
  const warnedAt =
    notice?.warnedAtMs === undefined ? "" : ` at ${localTimeText(new Date(notice.warnedAtMs).toISOString(), timeZone)}`;
  return [
    ...textRow(
      "work",
      until &&
        (isOver ? `a worker died${on}: whoever comes next looks into it` : `under way${on}, until ${until} at most`),
    ),
    ...textRow("auto-close", notice && `${notice.policy} ${noticeTexts[notice.state]}${warnedAt}, run ${notice.runId}`),
    ...textRow("hold", hold && holdText(hold, timeZone)),
    ...textRow("moves", moves && `${moves.count} on ${moves.day}`),
    ...missing.map((each): Row => ["webhooks", missingText(each)]),
  ];
};

const nothingText = ({ account, sessionId }: SessionKey, place: string): string =>
  `Nothing is recorded of session ${sessionId} of account ${account} in ${place}: within 90 days nobody has asked for anything, and nothing was done. What would be: \`route ${sessionId} --explain\`, \`auto-close --dry-run --session ${sessionId}\`.`;

export const showStory = (
  { output, connection }: Tools,
  key: SessionKey,
  { story, timeZone }: { story: Story; timeZone: string },
): void => {
  const { account, sessionId } = key;
  const { entries, ...now } = story;
  output.json({ place: connection.place, account, sessionId, timeZone, ...now, entries });
  const rows = nowRows(story, timeZone);
  const blocks = entries.map((entry) => blockOf(entry, story, timeZone));
  const title = `Session ${sessionId} of account ${account} in ${connection.place}. Times are those of ${timeZone}.`;
  const parts = rows.length > 0 ? [alignedTable(rows), ...blocks] : blocks;
  if (parts.length === 0) output.line(nothingText(key, connection.place));
  else output.line(title, ...parts.flatMap((lines) => ["", ...lines]));
};
