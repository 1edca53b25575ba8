// Says what else was found by what somebody typed, and, where no session was found, what was looked for and how far back.
import type { Locale } from "../../lib/core/texts/language.ts";
import type { CommandRecord } from "../../lib/records/ledger.ts";
import { splitOf } from "../../lib/records/split-commands.ts";
import { shownTime } from "../display/time-text.ts";
import { Failure, type FailureCode } from "../failure.ts";
import type { FoundSession, FoundSessions, LookedFor } from "./find-sessions.ts";
import { type SessionNow, sessionNow } from "./session-now.ts";
import { storyWords } from "./story-words.ts";

/** What else was found by what somebody typed, beside the story of the session that is meant. */
export interface OthersFound {
  lines: readonly string[];
  json: {
    /** The numbers that were looked for, masked. */
    phone?: readonly string[];
    /** What came in for the number, the oldest first. */
    cameFor?: readonly {
      commandId: string;
      seenAt: string;
      state: CommandRecord["state"];
      source: string;
      sessionIds: readonly string[];
      reasons?: readonly string[];
    }[];
    /** The other sessions, those that we did something to last in front. */
    others?: readonly { sessionId: string; session?: SessionNow; lastRecordAt?: string }[];
  };
}

export const nothingBeside: OthersFound = { lines: [], json: {} };

const dayText = (day: string, { language }: Locale): string =>
  language === "en" ? day : day.split("-").toReversed().join("/");

/** Where WTS was not asked, nobody knows whether there is one. */
const codeOf = (whyNot: string | undefined): FailureCode => (whyNot === undefined ? "NOT_FOUND" : "NOT_DONE");

/** Throws Failure. */
export const refuseUnfound = (lookedFor: LookedFor, whyNot: string | undefined, locale: Locale): never => {
  const { noSession: say } = storyWords[locale.language].found;
  const notAsked = whyNot === undefined ? undefined : say.wtsNotAsked(whyNot);
  if (lookedFor.as === "protocol") {
    const { number, day, looked = 0, isWhole } = lookedFor;
    const seen = `${say.looked(looked)}${isWhole === false ? say.partly : ""}`;
    throw new Failure(notAsked ?? say.protocol(number, dayText(day, locale), seen), [say.hint], codeOf(whyNot));
  }
  if (lookedFor.as === "phone") {
    const { phones, contacts } = lookedFor;
    throw new Failure(
      say.phone(phones.join(", "), notAsked ?? (contacts === 0 ? say.nobody : say.noSessions)),
      [say.hint],
      codeOf(whyNot),
    );
  }
  const { sessionIds, account = "", elsewhere = [], options = "" } = lookedFor;
  const ids = sessionIds.join(", ");
  throw new Failure(
    say.id(ids, account),
    elsewhere.length > 0
      ? elsewhere.map((each) => say.inAccount(each, `session ${ids} --account ${each}${options}`))
      : [say.otherAccount],
    "NOT_FOUND",
  );
};

const aboutOther = ({ listed, lastRecordAt }: FoundSession, locale: Locale): string => {
  const { found, now } = storyWords[locale.language];
  const seen = listed && sessionNow(listed);
  const end = seen?.endAt && shownTime(seen.endAt, locale);
  return [
    ...(seen ? [seen.isOpen ? now.open(seen.status ?? "–") : now.closed(end)] : []),
    ...(seen?.number === undefined ? [] : [seen.number]),
    lastRecordAt === undefined ? found.nothingDone : found.lastDone(shownTime(lastRecordAt, locale)),
  ].join("; ");
};

/** What came in for the number, and which other sessions the contact has. */
export const besideStory = (
  { sessions, cameFor, lookedFor }: FoundSessions,
  options: string,
  locale: Locale,
): OthersFound => {
  const { found } = storyWords[locale.language];
  const others = sessions.slice(1);
  const ignored = cameFor.filter((record) => (splitOf(record)?.sessionIds ?? []).length === 0).length;
  const lastAt = cameFor.at(-1)?.seenAt;
  const came = lastAt === undefined ? [] : [found.cameFor(cameFor.length, ignored, shownTime(lastAt, locale))];
  const listed = others.map((each) => `  ${found.other(`${each.sessionId}${options}`, aboutOther(each, locale))}`);
  return {
    lines: [
      ...came,
      ...(listed.length > 0 ? [lookedFor.as === "protocol" ? found.sameNumber : found.others, ...listed] : []),
    ],
    json: {
      ...(lookedFor.as === "phone" && {
        phone: lookedFor.phones,
        cameFor: cameFor.map(({ id, seenAt, state, source, outcome, ...record }) => ({
          ...{ commandId: id, seenAt, state, source, sessionIds: splitOf({ id, ...record })?.sessionIds ?? [] },
          ...(outcome && { reasons: outcome.detail.reasons }),
        })),
      }),
      ...(others.length > 0 && {
        others: others.map(({ sessionId, listed: session, lastRecordAt }) => ({
          ...{ sessionId, ...(session && { session: sessionNow(session) }) },
          ...(lastRecordAt !== undefined && { lastRecordAt }),
        })),
      }),
    },
  };
};
