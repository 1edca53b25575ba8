// Tells one entry of a story in a sentence, and below it why, to whom not, and what to do; codes and ids are for `--full`.
import { sessionCodeText } from "../../lib/auto-close/rules/session-code-texts.ts";
import type { HooksConfig } from "../../lib/config.ts";
import { propertyOf } from "../../lib/core/command/field-mask.ts";
import { holdEndings } from "../../lib/core/holds/hold.ts";
import { instantText } from "../../lib/core/texts/instant-text.ts";
import type { Locale } from "../../lib/core/texts/language.ts";
import { isProperties, type Properties } from "../../lib/core/value.ts";
import type { PublishedDecision } from "../../lib/routing/rules/published-decision.ts";
import {
  rejectedText,
  rejectionText,
  routingReasonText,
  skipText,
  triggerText,
} from "../../lib/routing/rules/reason-texts.ts";
import { shownOfId } from "../deliveries/shown-of-id.ts";
import { shortLength } from "../find-by-prefix.ts";
import { changeText } from "./change-text.ts";
import type { StoryEntry } from "./story-entry.ts";
import { storyWords } from "./story-words.ts";

export interface Telling {
  locale: Locale;
  config: Pick<HooksConfig, "sources">;
  /** What another command line needs to work there, too. */
  options: string;
  /** The same, with the account where it is not the one that is meant without it. */
  accountOptions: string;
  /** People and departments keep their id where WTS was not asked. */
  nameOf(id: string): string;
  /** The command that somebody works on right now. */
  atWork: string | undefined;
}

/** What was said to the contact before something was done; `silentSince` is of the silence that it broke. */
export type Warning = Pick<StoryEntry, "at" | "silentSince">;

export interface EntryText {
  sentence: string;
  details: readonly string[];
}

const saying = ({ locale }: Telling) => storyWords[locale.language];
const at = (instant: string, { locale }: Telling): string => instantText(Date.parse(instant), locale);

const spans = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** In the largest unit of which there are two, so that 30 hours are not a day. */
const spanText = (ms: number, telling: Telling): string => {
  const [unit, size] = spans.find(([, each]) => ms >= 2 * each) ?? ["minute", 60_000];
  const count = Math.max(1, Math.floor(ms / size));
  return `${count} ${saying(telling).span[unit][count === 1 ? 0 : 1]}`;
};

const whoOf = ({ door, source = "", orderedBy }: StoryEntry, telling: Telling): string => {
  const { who } = saying(telling);
  const name = source.slice(source.indexOf(":") + 1);
  if (name === "") return who.unknown;
  switch (door) {
    case "webhook": {
      const verify = Object.hasOwn(telling.config.sources, name) ? telling.config.sources[name]?.verify : undefined;
      return who.webhook({ name, scheme: typeof verify === "object" ? verify.scheme : verify });
    }
    case "http":
      return who.http(name);
    case "event":
      return who.event(name);
    case "cli":
      return who.commandLine(orderedBy);
    case "schedule":
      return source === "auto-close" ? who.auto : who.clock;
    default:
      return who.unknown;
  }
};

/** What the fields of a session were before a run decided on it. */
const beforeOf = ({ from, before }: StoryEntry): Properties => ({
  ...(before && { status: before.status }),
  ...from,
});

const changesOf = (entry: StoryEntry, telling: Telling): readonly string[] => {
  const changes = isProperties(entry.changes) ? entry.changes : {};
  const before = beforeOf(entry);
  const fields: readonly unknown[] = Array.isArray(changes.fields) ? changes.fields : [];
  return fields.map((each) => {
    const field = String(each);
    const property = propertyOf(field as Parameters<typeof propertyOf>[0]);
    // Who puts a session into a queue takes it off its owner, and names nobody.
    const isTakenOff = field === "UserId" && entry.type === "Session Reassigned" && !("userId" in changes);
    return changeText(field, { from: before[property], to: isTakenOff ? null : changes[property] }, telling);
  });
};

/** Records of earlier versions may lack what a sentence is about. */
const orDash = (text: string): string => (text === "" ? "–" : text);

const codeText = (code: string, telling: Telling): string =>
  sessionCodeText(code, telling.locale.language) ?? saying(telling).reasons[code] ?? code;

/** These say that it was done, and not why. */
const plainReasons = ["MATCHED", "IDLE"];

const whyOf = (entry: StoryEntry, warning: Warning | undefined, telling: Telling): string => {
  const { policy: say } = saying(telling);
  const { before, at: done, reasons } = entry;
  // Our own warning is the last message of the session by then, and is no answer.
  const silentSince = reasons.includes("WARNED") && warning ? warning.silentSince : entry.silentSince;
  const silence =
    silentSince !== undefined
      ? [say.silent(spanText(Date.parse(done) - Date.parse(silentSince), telling), at(silentSince, telling))]
      : before
        ? [say.neverWritten]
        : [];
  const others = reasons.filter((code) => !plainReasons.includes(code));
  const shown = others.map((code) =>
    code === "WARNED" && warning ? say.warnedAt(at(warning.at, telling)) : codeText(code, telling),
  );
  const all = [...silence, ...shown];
  return orDash((all.length > 0 ? all : reasons.map((code) => codeText(code, telling))).join("; "));
};

const decidedBy = (decision: PublishedDecision, telling: Telling): string => {
  const { routing } = saying(telling);
  const trigger = triggerText(decision.trigger, telling.locale);
  const step = decision.step === undefined ? trigger : `${trigger}, ${routing.step(decision.step)}`;
  return routing.by(decision.policy, step);
};

const decisionSentence = (entry: StoryEntry, decision: PublishedDecision, telling: Telling): string => {
  const { routing } = saying(telling);
  const by = decidedBy(decision, telling);
  const changes = isProperties(entry.changes) ? entry.changes : {};
  const reasons = decision.reasons.map((reason) => routingReasonText(reason, telling.locale)).join("; ");
  const department = decision.departmentId === undefined ? undefined : telling.nameOf(decision.departmentId);
  const moved = ((): string => {
    if (entry.ending === "kept" || decision.action === "keep") return routing.kept(by);
    const userId = typeof changes.userId === "string" ? changes.userId : decision.userId;
    if (userId !== undefined) return routing.toPerson({ person: telling.nameOf(userId), department }, by);
    return department === undefined ? routing.noPerson(by) : routing.toQueue(department, by);
  })();
  return reasons === "" ? `${moved}.` : `${moved}: ${reasons}.`;
};

/** In a large team most are of other departments: those are counted. */
const mostOfCode = 5;

const passedOverDetails = ({ decision }: StoryEntry, telling: Telling): readonly string[] => {
  if (!decision) return [];
  const { routing } = saying(telling);
  const byCode = Map.groupBy(decision.rejected, ({ code }) => code);
  const near = [...byCode].filter(([code]) => code !== "NOT_A_MEMBER");
  const named = near.flatMap(([code, people]) => [
    ...people
      .slice(0, mostOfCode)
      .map((person) => routing.passedOver(telling.nameOf(person.userId), rejectionText(person, telling.locale))),
    ...(people.length > mostOfCode
      ? [routing.others(rejectedText(code, people.length - mostOfCode, telling.locale))]
      : []),
  ]);
  const elsewhere = byCode.get("NOT_A_MEMBER")?.length ?? 0;
  return [
    ...named,
    ...(elsewhere > 0 ? [routing.others(rejectedText("NOT_A_MEMBER", elsewhere, telling.locale))] : []),
    ...(decision.rejectedMore === undefined ? [] : [routing.notRecorded(decision.rejectedMore)]),
    ...decision.skipped.map(({ policy, ...why }) => routing.notBy(policy, skipText(why, telling.locale))),
  ];
};

const wantedBy = (entry: StoryEntry, telling: Telling): string => {
  const say = saying(telling);
  const what = say.wants[entry.what] ?? entry.what;
  const [changes, isUpdate] = [changesOf(entry, telling), entry.what === "update"];
  return say.wanted(whoOf(entry, telling), isUpdate && changes.length > 0 ? `${what} (${changes.join(", ")})` : what);
};

const holdSentence = (entry: StoryEntry, telling: Telling): string => {
  const { did, endings } = saying(telling);
  const who = whoOf(entry, telling);
  if (entry.type !== "Session Hold Ended") return did.held(who, entry.hold ? at(entry.hold.until, telling) : "–");
  const ending = holdEndings.find((each) => entry.reasons.includes(each));
  if (ending === "RELEASED" && entry.door !== "schedule") return did.released(who);
  return did.holdEnded(ending === undefined ? orDash(entry.reasons.join(", ")) : endings[ending]);
};

const doneSentence = (entry: StoryEntry, warning: Warning | undefined, telling: Telling): string => {
  const say = saying(telling);
  const { policy, runId, decision, reasons, type } = entry;
  if (type?.startsWith("Session Hold") || type === "Session Held") return holdSentence(entry, telling);
  if (decision) return decisionSentence(entry, decision, telling);
  const who = whoOf(entry, telling);
  if (policy !== undefined && runId !== undefined) {
    if (reasons.includes("UNDONE")) return say.policy.undone(policy, entry.undoneBy);
    if (reasons.includes("REOPENED")) return say.policy.reopened(policy);
    if (entry.what === "message") return say.policy.warned(policy, whyOf(entry, warning, telling));
    if (entry.what === "complete") return say.policy.closed(policy, whyOf(entry, warning, telling));
  }
  const changes = changesOf(entry, telling);
  switch (entry.what) {
    case "complete":
      return say.did.closed(who);
    case "update":
    case "transfer":
      if (changes.length === 0) return say.did.anything(who, say.wants[entry.what] ?? entry.what);
      return say.did[entry.what === "update" ? "changed" : "moved"](who, changes.join(", "));
    case "note":
      return entry.causedBy === undefined ? say.did.note(who) : say.did.noteOfIt;
    case "message":
      return say.did.message(who);
    default:
      return say.did.anything(who, say.wants[entry.what] ?? entry.what);
  }
};

const sentenceOf = (entry: StoryEntry, warning: Warning | undefined, telling: Telling): string => {
  const say = saying(telling);
  const { ending, policy = "?", what } = entry;
  switch (ending) {
    case "applied":
    case "applied in part":
      return doneSentence(entry, warning, telling);
    case "kept":
      return entry.decision ? decisionSentence(entry, entry.decision, telling) : say.did.asked(whoOf(entry, telling));
    case "published":
      return say.did.published(what.replace(/^WTS /, ""));
    case "left":
      return say.policy.left(
        policy,
        say.policy.wish[what] ?? what,
        orDash(entry.reasons.map((code) => codeText(code, telling)).join("; ")),
      );
    case "said":
      return say.policy.said(policy, say.policy.wish[what] ?? what);
    case "begun": {
      const isAtWork = telling.atWork !== undefined && telling.atWork === entry.commandId;
      return (isAtWork ? say.working : say.became.begun)(wantedBy(entry, telling));
    }
    default:
      return say.became[ending](wantedBy(entry, telling));
  }
};

const refusedDetails = (entry: StoryEntry, telling: Telling): readonly string[] => {
  const { details } = saying(telling);
  const { issues = [], wantedBecause, reasons, ending } = entry;
  if (ending !== "refused" && ending !== "parked" && ending !== "left") return [];
  const named = reasons.filter((code) => !issues.some((issue) => issue.code === code));
  return [
    ...(ending !== "left" && named.length > 0
      ? [
          details.becauseOf(
            named
              .map((code) => (codeText(code, telling) === code ? code : `${codeText(code, telling)} (${code})`))
              .join("; "),
          ),
        ]
      : []),
    ...issues.map(({ path, code, message }) => details.issue(path || "–", message, code)),
    ...(ending === "refused" && wantedBecause?.length
      ? [details.wantedBecause(whyOf({ ...entry, reasons: wantedBecause }, undefined, telling))]
      : []),
  ];
};

/** Of a closed session, and of what a policy wrote: the sentence says why, and this what. */
const ownChanges = (entry: StoryEntry, telling: Telling): readonly string[] => {
  const isSaid = entry.what === "update" && entry.runId === undefined && !entry.decision;
  if (isSaid || !entry.ending.startsWith("applied")) return [];
  const changes = changesOf(entry, telling);
  return entry.what === "transfer" && !entry.decision ? [] : changes.length === 0 ? [] : [changes.join(", ")];
};

const detailsOf = (entry: StoryEntry, telling: Telling): readonly string[] => {
  const { details: say, policy, fields } = saying(telling);
  const { parked, copies, discarded, replayed, runs, stale, ending, duplicateOf, attempt = 0, runId } = entry;
  // A message has another id each time it is parked; what it was to do keeps its own.
  const id = entry.commandId?.slice(0, shownOfId) ?? parked?.messageId.slice(0, shortLength) ?? "";
  return [
    ...ownChanges(entry, telling),
    ...passedOverDetails(entry, telling),
    ...refusedDetails(entry, telling),
    ...(ending === "applied in part" && stale
      ? [say.partlyStale(stale.map((field) => fields[field] ?? field).join(", "))]
      : []),
    ...(ending === "stale" && entry.occurredAt !== undefined ? [say.older(at(entry.occurredAt, telling))] : []),
    ...(duplicateOf === undefined ? [] : [say.copyOf(duplicateOf.slice(0, shownOfId))]),
    ...(entry.splitFrom === undefined ? [] : [say.splitFrom]),
    ...(entry.causedBy === undefined || runId !== undefined || entry.what === "note" ? [] : [say.causedBy]),
    ...(attempt > 0 && runId === undefined ? [say.again(attempt)] : []),
    ...(runs ? [policy.moreRuns(runs.count, at(runs.lastAt, telling))] : []),
    ...(copies ? [say.copies(copies.count, at(copies.lastAt, telling))] : []),
    ...(entry.published === false ? [say.notPublished] : []),
    ...(parked ? [say.parked(parked.reason), say.mend(id, telling.options)] : []),
    ...(replayed ? [say.replayed(at(replayed.at, telling), replayed.by)] : []),
    ...(discarded ? [say.discarded(at(discarded.at, telling), discarded.by, discarded.why)] : []),
  ];
};

/** `warning`: the one before it, where there was one. */
export const entryText = (entry: StoryEntry, warning: Warning | undefined, telling: Telling): EntryText => ({
  sentence: sentenceOf(entry, warning, telling),
  details: detailsOf(entry, telling),
});
