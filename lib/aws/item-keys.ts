// Says where everything in the table stands: what belongs together has one partition key, so that one query reads it. Decision 022 lists who writes what.
import { createHash } from "node:crypto";
import { referenceGroup } from "../core/command/command-id.ts";
import type { SessionLocator } from "../core/command/session-reference.ts";
import type { ItemKey } from "./table.ts";

export interface SessionKey {
  account: string;
  sessionId: string;
}

/** What is about one session, or about one reference whose sessions are not known yet. */
export interface Place {
  readonly pk: string;
}

export const sessionPlace = ({ account, sessionId }: SessionKey): Place => ({
  pk: `session#${account}#${sessionId.toLowerCase()}`,
});

/** The reference is hashed, since it may be a phone number. */
export const referencePlace = (account: string, locator: SessionLocator): Place => ({
  pk: `reference#${account}#${referenceGroup(locator)}`,
});

/** For what a source tells and no session has to do with. */
export const sourcePlace = (account: string, source: string): Place => ({ pk: `source#${account}#${source}` });

const accountPlace = (account: string): Place => ({ pk: `account#${account}` });

const at = ({ pk }: Place, sk: string): ItemKey => ({ pk, sk });

const commandPrefix = "command#";
const reportedPrefix = "reported#";

/** Everything about a session or a reference stands in the place. */
export const placeKeys = {
  /** Who works there, and how new what was written there is. */
  state: (place: Place) => at(place, "state"),
  command: (place: Place, commandId: string) => at(place, commandPrefix + commandId),
  /** What we said to the contact about closing. */
  notice: (session: SessionKey) => at(sessionPlace(session), "notice"),
  /** Until when nobody closes or moves it by the clock. */
  hold: (session: SessionKey) => at(sessionPlace(session), "hold"),
  /** A message that WTS is still to be asked for. */
  message: (session: SessionKey, messageId: string) => at(sessionPlace(session), `message#${messageId.toLowerCase()}`),
  /** How often we moved it today. */
  moves: (session: SessionKey) => at(sessionPlace(session), "moves"),
  /** That day's reconciliation found that WTS had never announced it. */
  reported: (session: SessionKey, day: string) => at(sessionPlace(session), reportedPrefix + day),
};

const erasurePrefix = "erasure#";
const closedDayPrefix = "closed-day#";

export interface ContactKey {
  account: string;
  contactId: string;
}

/** Whether it asked for silence. */
export const contactKey = ({ account, contactId }: ContactKey): ItemKey =>
  at({ pk: `contact#${account}#${contactId.toLowerCase()}` }, "opt-out");

/** Everything that an account has once stands in one place. */
export const accountKeys = {
  killSwitch: (account: string) => at(accountPlace(account), "kill-switch"),
  autoClose: (account: string) => at(accountPlace(account), "auto-close"),
  policy: (account: string, policy: string) => at(accountPlace(account), `policy#${policy}`),
  routing: (account: string) => at(accountPlace(account), "routing"),
  reconciliation: (account: string) => at(accountPlace(account), "reconciliation"),
  slots: (account: string, userId: string) => at(accountPlace(account), `slots#${userId.toLowerCase()}`),
  turns: (account: string, key: string) => at(accountPlace(account), `turns#${key}`),
  /** That somebody was erased, when and by whom; not who. */
  erasure: (account: string, atIso: string, id: string) => at(accountPlace(account), `${erasurePrefix}${atIso}#${id}`),
  /** When people were last alerted to the cause. */
  alert: (account: string, cause: string) => at(accountPlace(account), `alert#${cause}`),
  /** `date` is YYYY-MM-DD; without a department it is a day of the whole account. */
  closedDay: (account: string, date: string, departmentId = "") =>
    at(accountPlace(account), `${closedDayPrefix}${date}#${departmentId.toLowerCase()}`),
};

/** Of all accounts, without their keys: whoever may read this item alone can read no other. */
export const accountNamesKey: ItemKey = at({ pk: "accounts" }, "names");

/** How often events of a source were refused about the same session in an hour: the three are hashed together. */
export const refusedKey = (request: string): ItemKey => at({ pk: "refused" }, request);

const undoPrefix = "undo#";

export const runKeys = {
  run: (runId: string) => at({ pk: `run#${runId}` }, "run"),
  /** The sessions that one page of the run acted on. */
  sessions: (runId: string, seq: number) => at({ pk: `run#${runId}` }, `sessions#${String(seq).padStart(6, "0")}`),
  /** Somebody took the run back at that ISO instant; a later time adds to it. */
  undo: (runId: string, instant: string) => at({ pk: `run#${runId}` }, undoPrefix + instant),
};

export const contentKey = (contentId: string): ItemKey => at({ pk: `content#${contentId}` }, "content");
/** What was parked of it. */
export const parkedKey = (contentId: string): ItemKey => at({ pk: `content#${contentId}` }, "parked");
/** It stands by itself, since its commands may be about many sessions: the record of each of them says which it is. */
export const deliveryKey = (delivery: string): ItemKey => at({ pk: `delivery#${delivery}` }, "delivery");
/** A large one goes on here; the first such part is 1. */
export const deliveryPartKey = (delivery: string, part: number): ItemKey =>
  at({ pk: `delivery#${delivery}` }, `delivery#${part}`);
export const requestKey = (request: string): ItemKey => at({ pk: `request#${request}` }, "request");
/** How many commands a client of the HTTP API sent in that minute, numbered from the epoch. */
export const clientQuotaKey = (client: string, minute: number): ItemKey =>
  at({ pk: `quota#${client}` }, `minute#${minute}`);
/** It has a partition of its own, being written more often than all others. */
export const rateKey = (account: string): ItemKey => at({ pk: `rate#${account}` }, "rate");

/** The name under which a webhook's source or a client books: a hash, so that it is neither long nor a line of the events. */
export const bookingSource = (source: string): string =>
  createHash("sha256").update(source).digest("base64url").slice(0, 22);

const bookingPlace = (account: string): Place => ({ pk: `bookings#${account}` });
const bookingPrefix = "source#";

/** Up to when a source has booked the account's rate; `bookingSource` names it. */
export const bookingKey = (account: string, source: string): ItemKey =>
  at(bookingPlace(account), bookingPrefix + source);

/** What was decided about somebody who has been erased: both names are random, and lead to nobody. */
export const erasedKey = (account: string, place: string, record: string): ItemKey =>
  at({ pk: `erased#${account}#${place}` }, commandPrefix + record);

/** What people are still to be told stands by whom it is to be told to. */
export const notifyKeys = {
  cause: (target: string, cause: string) => at({ pk: `notify#${target}` }, `cause#${cause}`),
  /** Since when something has been parked, as far as anybody has looked. */
  parked: at({ pk: "notify" }, "parked"),
  summary: (target: string) => at({ pk: `notify#${target}` }, "summary"),
};

/** For a query of all closed days of an account. */
export const closedDaysOf = (account: string) => [accountPlace(account).pk, { beginsWith: closedDayPrefix }] as const;

/** For a query of what all sources of an account have booked. */
export const bookingsOf = (account: string) => [bookingPlace(account).pk, { beginsWith: bookingPrefix }] as const;

/** As `bookingSource` names it. */
export const bookingSourceIn = ({ sk }: { sk?: unknown }): string => String(sk).slice(bookingPrefix.length);

/** For a query of every time that a run was taken back. */
export const undosOf = (runId: string) => [`run#${runId}`, { beginsWith: undoPrefix }] as const;

/** For a query of the receipts of all erasures of an account, the oldest first. */
export const erasuresOf = (account: string) => [accountPlace(account).pk, { beginsWith: erasurePrefix }] as const;

/** Undefined for the key of anything else than a command. */
export const commandIdIn = ({ sk }: ItemKey): string | undefined =>
  sk.startsWith(commandPrefix) ? sk.slice(commandPrefix.length) : undefined;

/** The session in whose place the key stands, in lower case. */
export const sessionIdIn = ({ pk }: ItemKey): string => pk.slice(pk.lastIndexOf("#") + 1);

/** The account of the session in whose place the key stands. */
export const accountIn = ({ pk }: ItemKey): string => pk.slice(pk.indexOf("#") + 1, pk.lastIndexOf("#"));

export const runIdIn = ({ pk }: ItemKey): string => pk.slice("run#".length);

export const commandsOf = { beginsWith: commandPrefix };
export const reportsOf = { beginsWith: reportedPrefix };
