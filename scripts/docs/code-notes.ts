// Every code that a decision or a record can have, in words for the reference; the types hold the lists to the code's.

import type { ReasonCode, SessionCode } from "../../lib/auto-close/rules/reason-codes.ts";
import type { AlertCode } from "../../lib/core/alert.ts";
import type { RejectionCode, RoutingReason, SkipCode } from "../../lib/routing/rules/routing-decision.ts";

export const reasonNotes: Readonly<Record<ReasonCode, string>> = {
  MATCHED: "the policy is about this session",
  POLICY_DISABLED: "the policy is switched off",
  STATUS_DIFFERS: "`match` asks for another status",
  DEPARTMENT_DIFFERS: "… another department",
  USER_DIFFERS: "… another person",
  CHANNEL_DIFFERS: "… another channel",
  TAGS_DIFFER: "… other tags",
  METADATA_DIFFERS: "… other metadata",
  TYPE_DIFFERS: "… another type",
  HANDLER_DIFFERS: "… somebody else who handles it",
  EXCEPTED: "`except` leaves it alone",
  NO_POLICY: "no policy is about this session",
  POLICY_REFUSED:
    "the policy names a department or person that the account does not have, or has hours that cannot be read: it closes nobody, and no later policy gets a session that is or may be its own",
  FACT_MISSING: "WTS did not say something that the decision needs, so it stays open",
  FACTS_CONTRADICT: "what WTS says contradicts itself, so it stays open",
  REOPENED_BY_COURTESY:
    "we closed it, and only courtesy has opened it again (`courtesyReplies`): it is closed at once, in silence",
  CONTACT_SPOKE_LAST: "the contact waits for an answer",
  COURTESY_NOT_READ:
    "the contact spoke last; whether that was more than courtesy is read when it is idle for long enough",
  ANSWERS_NEEDED: "who answered, or what was said, is not known yet: the messages are read next",
  ANSWER_DOES_NOT_COUNT: "only messages answered that do not count",
  COURTESY_REPLY: "what the contact wrote after our last answer is only courtesy (`courtesyReplies`): nobody waits",
  HELD: "a [hold](../guides/hold-sessions.md) stands: until then it is neither warned nor closed",
  NO_MESSAGE: "there is no message to count the idle time from",
  NOT_IDLE_YET: "not idle for long enough",
  IDLE: "idle for long enough",
  WARNING_STANDS: "warned, and there is still time to answer",
  WARNING_CANCELLED: "somebody wrote after the warning, so it counts no more",
  WARNED: "warned, and nobody answered in time",
  WINDOW_CLOSED: "the message cannot be sent: WhatsApp's 24 hours are over",
  TEXT_INCOMPLETE: "the message cannot be sent: its text is about the protocol, and WTS has none",
  CONTACT_BLOCKED: "the contact is blocked in WTS, so it is closed without a message",
  CONTACT_TAGGED: "the contact has a tag of `messages.neverMessage`, so it is closed without a message",
  CONTACT_OPTED_OUT: "the contact asked for silence, so it is closed without a message",
  CONTACT_UNKNOWN:
    "WTS does not show the contact's tags, so nothing is said to it: left open, or closed where `whenUnsendable` says so",
  OUTSIDE_HOURS: "waits for the next opening",
  CLOSED_DAY: "it waits as long as it does because somebody set a closed day (`hooks closed-day list`)",
  NEVER_OPEN: "the hours never come round",
};

export const sessionCodeNotes: Readonly<Record<SessionCode, string>> = {
  ANOTHER_POLICY: "the run was begun for another policy alone",
  CHANGED: "its contact, status, person or department changed while the run was at it",
  CLOSED_AGAIN: "undo: somebody closed it once more",
  CLOSED_BEFORE:
    "we closed it in this same silence and somebody opened it again: it is left alone until something is said in it (for 14 days)",
  CLOSE_UNKNOWN: "WTS said for an hour neither that it is closed nor that it is open: look at it",
  CONTACT_WROTE: "undo: the contact wrote since",
  FAREWELL_NOT_SENT_YET: "WTS has the farewell and has not sent it: the next run closes it",
  FAREWELL_UNSENDABLE: "WTS could not deliver the farewell, and `whenUnsendable` leaves the session open",
  GONE: "WTS has no such session any more",
  MOVED: "undo: somebody gave it to another person or department",
  OPEN_AGAIN: "undo: it is open already",
  POLICY_NOT_CONFIRMED: "its policy is new or changed, and nobody has confirmed it yet",
  POLICY_PAUSED: "its policy is paused",
  REFUSED_BEFORE: "WTS refused it today; it is tried again on another day of the same silence",
  REOPENED: "the contact wrote in the moment of the close, and has the session back",
  REOPENING_REFUSED: "the same, but WTS did not let us give it back: **open it by hand**",
  SESSION_BUSY: "another function is working on it",
  UNDONE: "the run that closed it was undone",
  WAITS_FOR_NEXT_RUN:
    "a note or a message of ours is in doubt: the next run looks once more, and then goes on without it",
  WARNED_BEFORE: "it has been warned in this same silence",
  WARNING_NOT_SENT_YET:
    "WTS has the warning and has not sent it although its time is over: waits for the next run, once",
  WARNING_UNSENDABLE: "WTS could not deliver the warning, and `whenUnsendable` leaves the session open",
};

export const routingReasonNotes: Readonly<Record<RoutingReason["code"], string>> = {
  OUTSIDE_HOURS: "outside the policy's `hours`: nothing is given out before they begin",
  CLOSED_DAY: "… or a department's closed day, set by `hooks closed-day`, keeps them from beginning",
  NEVER_OPEN: "… which never begin, or could not be read",
  CHOSEN: "the strategy chose this person",
  STICKY_OWNER: "this person served the contact last",
  STICKY_OWNER_AWAY: "waits in the queue for the person who served the contact last",
  QUEUED: "goes to a department's queue, or waits on in it",
  ESCALATED: "nobody has answered: the next step",
  FALLBACK: "goes to the queue of the fallback department",
  ALREADY_THERE: "it is where it would be put",
  OWNED: "its owner keeps it",
  NOBODY_ELIGIBLE: "nobody of the department can take it",
  NO_POLICY: "no policy with this trigger is about this session now",
  NOT_DUE: "it is not time yet",
  NOT_OPEN: "only sessions in `STARTED`, `PENDING` or `IN_PROGRESS` are moved",
  HELD: "a hold stands, and the contact does not wait",
  HOP_LIMIT: "it was moved `routing.maxHopsPerDay` times today",
  REQUESTED: "a request that cannot be done: it stays where it is",
  POLICY_UNKNOWN: "the request names a policy that the account does not have, or that is switched off",
  DEPARTMENT_UNKNOWN: "no department of the account has this name, or several have it",
  DEPARTMENT_MISSING: "the session is in no department, and none is named",
  DEPARTMENT_EMPTY: "the department has no members",
  USER_UNKNOWN: "no person of the account has this name, or several have it",
  USER_NOT_IN_DEPARTMENT: "nobody who is named is a member of the department",
  DIRECTORY_EMPTY: "WTS lists nobody at all in the account",
};

export const rejectionNotes: Readonly<Record<RejectionCode, string>> = {
  NOT_A_MEMBER: "is not a member of the department",
  NOT_LISTED: "is not one of `users`",
  OFF_SHIFT: "is off shift, by `routing.people`; the message says when the next one begins",
  UNAVAILABLE: "is set to unavailable",
  EXCLUDED: "had the session and did not answer",
  FULL: "has as many open sessions as `capacity` allows",
  NOT_NEXT: "could take it, but it was another's turn",
  NOT_STICKY: "could take it, but another served this contact last",
  NOT_ASKED: "was not asked: it goes to a queue",
};

export const skipNotes: Readonly<Record<SkipCode, string>> = {
  NOT_MATCHED: "the session differs in something of `match`, or WTS did not say it",
  EXCEPTED: "`except` leaves it alone, or might",
  BOT_AT_WORK: "a bot is at work, and the policy leaves the session to it",
  MOVED_BY_PERSON: "a person has just moved the session",
  NOT_DUE: "the contact does not wait, or not for long enough",
  OUTSIDE_HOURS: "the policy's `hours` have not begun; it keeps the session waiting for them",
  CLOSED_DAY: "… since a closed day was set",
  NEVER_OPEN: "… which never begin, or could not be read",
};

export const alertNotes: Readonly<Record<AlertCode, string>> = {
  POLICY_WAITS:
    "a new policy, or one that would close more or sooner, has waited for more than a day for somebody to confirm it",
  RUN_STOPPED: "a run of auto-close was about to close far more than usual, and waits for somebody to look",
  RUN_REFUSED: "a policy names somebody or something that WTS does not have exactly once, so nobody was closed",
  RUN_FAILED: "WTS answered sessions that cannot be trusted, so the run was stopped",
  ROUTING_RUN_FAILED: "waiting sessions have not been looked after for three minutes",
  LOOP_SUSPECTED:
    "events of one source brought more than 60 commands for a session within an hour; what came after them is parked ([runbook](../runbook.md#a-loop))",
  PARKED_WAITS: "something parked has waited for an hour to be looked at",
  COMMANDS_DEAD: "commands made their function crash again and again",
  WTS_KEY_REFUSED: "WTS refuses the account's API key, or its access",
  SECRETS_BROKEN: "a secret cannot be read, or is not valid",
};
