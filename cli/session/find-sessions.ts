// Finds the sessions that somebody means by a link, a protocol number or a phone, in our records and at WTS, and says what was looked for.
import { referencePlace, sessionPlace } from "../../lib/aws/item-keys.ts";
import { phonesToAsk } from "../../lib/core/phone/looked-for.ts";
import { maskPhone } from "../../lib/core/phone/mask-phone.ts";
import type { ReadPhone } from "../../lib/core/phone/read-phone.ts";
import type { CommandRecord, Ledger } from "../../lib/records/ledger.ts";
import { splitOf } from "../../lib/records/split-commands.ts";
import type { Clock } from "../../lib/runtime/clock.ts";
import { contactFinder } from "../../lib/wts/contact-finder.ts";
import { findByNumber, newestOfContact, type Searched } from "../../lib/wts/sessions-of.ts";
import type { WtsSession } from "../../lib/wts/types.ts";
import { Failure } from "../failure.ts";
import { type AskableWts, sessionAtWts } from "./ask-wts.ts";
import type { TypedSession } from "./typed-session.ts";

export interface FoundSession {
  sessionId: string;
  /** As WTS listed it. */
  listed?: WtsSession;
  /** The last of what is recorded of it is of this ISO instant. */
  lastRecordAt?: string;
}

/** What was looked for, and where, for whoever finds nothing. */
export type LookedFor =
  | {
      as: "id";
      sessionIds: readonly string[];
      account?: string;
      /** These accounts have something recorded of it. */
      elsewhere?: readonly string[];
      /** What another command line needs to look there. */
      options?: string;
    }
  | ({ as: "protocol"; number: string; day: string } & Partial<Omit<Searched, "sessions">>)
  /** The numbers are masked. */
  | { as: "phone"; phones: readonly string[]; contacts: number | undefined };

export interface FoundSessions {
  /** The one that is meant, as far as one can say, comes first. */
  sessions: readonly FoundSession[];
  lookedFor: LookedFor;
  /** What came in for the contact's number, the oldest first. */
  cameFor: readonly CommandRecord[];
}

interface Finding {
  account: string;
  wts: AskableWts;
  ledger: Pick<Ledger, "history">;
  readPhone: ReadPhone;
  clock: Pick<Clock, "now">;
  onPage?(looked: number, total: number | undefined): void;
}

/** So many of a contact's sessions are looked up in our records. */
const mostLookedUp = 20;

const withRecords = (found: FoundSession, { account, ledger }: Finding): Promise<FoundSession> =>
  ledger.history(sessionPlace({ account, sessionId: found.sessionId })).then((records) => {
    const last = records
      .map(({ seenAt }) => seenAt)
      .toSorted()
      .at(-1);
    return last === undefined ? found : { ...found, lastRecordAt: last };
  });

/** What we did something to is what is asked about; otherwise the newest. */
const meantFirst = (sessions: readonly FoundSession[]): readonly FoundSession[] =>
  sessions.toSorted((one, other) => (other.lastRecordAt ?? "").localeCompare(one.lastRecordAt ?? ""));

/** Each once, where it comes first. */
const distinct = (sessions: readonly FoundSession[]): readonly FoundSession[] => {
  const seen = new Set<string>();
  return sessions.filter(({ sessionId }) => {
    const isNew = !seen.has(sessionId.toLowerCase());
    seen.add(sessionId.toLowerCase());
    return isNew;
  });
};

const findById = async (sessionIds: readonly string[], finding: Finding): Promise<readonly FoundSession[]> => {
  const all = await Promise.all(sessionIds.map((sessionId) => withRecords({ sessionId }, finding)));
  const recorded = all.filter(({ lastRecordAt }) => lastRecordAt !== undefined);
  if (all.length === 1 || recorded.length > 0) return meantFirst(recorded.length > 0 ? recorded : all);
  const atWts: FoundSession[] = [];
  for (const each of all) {
    const listed = await sessionAtWts(finding.wts, each.sessionId);
    if (listed && listed !== "gone") atWts.push({ ...each, listed });
  }
  return atWts.length > 0 ? atWts : all;
};

const findByProtocol = async (
  { number, day }: { number: string; day: string },
  finding: Finding,
): Promise<FoundSessions> => {
  const { wts, onPage } = finding;
  const searched = await wts.ask(({ client }) => findByNumber(client, { number, day }, onPage));
  const { sessions: listed = [], ...seen } = searched ?? {};
  const numbered = listed.map((each) => ({ sessionId: each.id.toLowerCase(), listed: each }));
  return {
    sessions: meantFirst(await Promise.all(numbered.map((each) => withRecords(each, finding)))),
    lookedFor: { as: "protocol", number, day, ...seen },
    cameFor: [],
  };
};

/** Throws Failure for what is no phone number. */
const findByPhone = async (text: string, finding: Finding): Promise<FoundSessions> => {
  const { account, wts, ledger, readPhone, clock } = finding;
  const reading = readPhone(text);
  if (!reading.ok) throw new Failure(reading.problem);
  const phones = phonesToAsk(reading.phone);
  const cameFor = await ledger.history(referencePlace(account, { contactPhone: reading.phone }));
  const named = cameFor.flatMap((record) => splitOf(record)?.sessionIds ?? []).map((sessionId) => ({ sessionId }));
  const contacts = contactFinder({ clock });
  const listed = await wts.ask(async ({ client }) => {
    const contactIds = new Set<string>();
    for (const phone of phones) {
      const contactId = await contacts.idOf(client, phone);
      if (contactId !== undefined) contactIds.add(contactId);
    }
    const sessions = await Promise.all([...contactIds].map((contactId) => newestOfContact(client, contactId)));
    return { contacts: contactIds.size, sessions: sessions.flat() };
  });
  const atWts = (listed?.sessions ?? []).map((each) => ({ sessionId: each.id.toLowerCase(), listed: each }));
  const newest = distinct([...atWts, ...named.toReversed()]).slice(0, mostLookedUp);
  const sessions = await Promise.all(newest.map((each) => withRecords(each, finding)));
  return {
    sessions: meantFirst(sessions),
    lookedFor: { as: "phone", phones: phones.map(maskPhone), contacts: listed?.contacts },
    cameFor,
  };
};

/** Throws Failure for what is no phone number. */
export const findSessions = async (typed: TypedSession, finding: Finding): Promise<FoundSessions> => {
  if (typed.as === "phone") return findByPhone(typed.text, finding);
  if (typed.as === "protocol") return findByProtocol(typed, finding);
  const { sessionIds } = typed;
  return { sessions: await findById(sessionIds, finding), lookedFor: { as: "id", sessionIds }, cameFor: [] };
};
