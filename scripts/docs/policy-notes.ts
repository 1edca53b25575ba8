// The keys of the two kinds of policies, in words for the reference.
import type { Notes } from "./notes.ts";

const matchNotes: Notes = {
  "match.department": ["all", "names or ids; `null` for sessions without one"],
  "match.user": ["all", "names, e-mails or ids; `null` for sessions that nobody has"],
  "match.channel": ["all", "ids of channels, or types such as `CLOUDAPI_WHATSAPP`, `ZAPI_WHATSAPP`, `INSTAGRAM`"],
  "match.tags": ["all", "the contact has one of these tags, by name or id"],
  "match.metadata": ["all", '`{key: "text"}`, or `{key: true}` for any value; every key has to fit'],
  "match.type": ["all", "`INDIVIDUAL` or `GROUP`"],
  "match.handledBy": [
    "all",
    "`human` (somebody has it), `bot` (a bot is talking to the contact) or `nobody` (also in the queue, after a bot)",
  ],
  except: ["nothing", "the same properties as `match`"],
};

const hoursNotes: Notes = {
  "hours.timeZone": ["`timeZone` of the configuration", "IANA zone of the hours"],
  "hours.weekly": [
    "required with `hours`",
    'periods of each weekday, such as `09:00-18:00`; `21:00-02:00` is a night and ends on the next day. A day left out is closed. `"account"`: the office hours set in WTS',
  ],
  "hours.holidays":
    '`BR`, with banks\' holidays (carnival) `BR-bank`, with a state\'s `BR-SP` ([each day of them](holidays.md)); dates (`2026-12-24`), days of each year (`01-25`), and half days (`{date: "12-24", periods: ["09:00-12:00"]}`)',
};

export const autoCloseNotes: Notes = {
  name: [
    "required",
    "small letters, digits and hyphens; it is in every record. No two policies share one, whatever their accounts",
  ],
  account: ["those of `autoClose.accounts`", "the one account whose sessions it is about"],
  enabled: "`false` switches the policy off",
  dryRun: "`true`: it only says what it would do",
  ...matchNotes,
  "match.status": ["`STARTED`, `PENDING`, `IN_PROGRESS`", "one or a list; `HIDDEN` only if you name it"],
  "idle.minutes": "how long nobody has said anything: one of minutes …",
  "idle.hours": "… hours …",
  "idle.days": "… or days of 24 hours",
  "idle.since":
    "`out`: since the last message to the contact; `in`: since its own (a late answer is then closed at once); `any`: since the later one",
  "idle.clock": "`business`: only time within `hours` counts",
  waitingOn: "`anyone`: closes although the contact spoke last",
  answersThatDoNotCount:
    "origins that are no answer: `BOT`, `OFFICE_HOURS`, `CAMPAIGN`, `API`, `PAYMENT`; it costs a call to WTS for each session that is due, and `[]` saves it: then whatever went out is an answer",
  courtesyReplies:
    '`true`: nobody waits after thanks, an OK, an emoji, a sticker, or a grade that was asked for; `["tmj", "de boa"]`: nor after these further words ([what counts](../guides/close-idle-sessions.md#who-waits))',
  ...hoursNotes,
  onlyInHours: "`true`: also closes in silence only within `hours`; warnings and farewells never go out at other times",
  "warning.text":
    "sent to the contact before closing; it may hold [placeholders](../guides/close-idle-sessions.md#what-is-sent-and-to-whom)",
  "warning.template.id":
    "sent in its place where WhatsApp's window is closed: the template's id, as WTS Chat shows it …",
  "warning.template.parameters": "… and the texts of its gaps",
  "warning.grace.minutes": "how long it has to answer: minutes …",
  "warning.grace.hours": "… hours …",
  "warning.grace.days": "… or days",
  "warning.grace.clock": ["that of `idle`", "`wall` or `business`"],
  whenUnsendable: "what happens when a message cannot be sent any more: `leave` it open or `close` it without",
  "close.note": "a note for the team",
  "close.farewell":
    "the last message to the contact, sent before the close; a text, or `{text, template: {id, parameters}}`, as in `warning`",
  "close.metadata": "keys that are added to the session's",
  "close.classification.category": "`WON`, `LOST`, `INFO`, `OTHER` or `UNDEFINED`",
  "close.classification.description": "text of the classification",
  "close.classification.amount": "amount of the classification",
  "close.reactivateOnNewMessage":
    "the contact's next message (within 12 hours) reopens this session, as WTS's own screen has it",
  "close.stopBotInExecution": "a bot that is running is stopped",
};

export const routingNotes: Notes = {
  name: ["required", "small letters, digits and hyphens; it is in every record"],
  enabled: "`false` switches the policy off",
  account: ["that of the configuration", "the account whose sessions it is about"],
  when: ["required", "list of triggers"],
  ...matchNotes,
  "match.status": ["all open ones", "`STARTED`, `PENDING`, `IN_PROGRESS`: one or a list"],
  ...hoursNotes,
  department: ["the session's own", "whose people are asked, by name or id"],
  users: ["all its members", "only these people, by name, e-mail or id"],
  strategy: "`least-open`, `round-robin` or `direct`",
  capacity: [
    "no limit",
    'most open sessions of a person, in the whole account; `{sessions: 8, per: "department"}` counts only those in the department that is asked',
  ],
  "stickyOwner.days": "so long the person who served this contact last goes first",
  "stickyOwner.cover": "when that person is away or full: the `others`, or wait in the `queue`",
  botAtWork: "`route`: moves the session although a bot is at work, and stops the bot",
  escalation: "steps `{afterMinutes, to: {department, user}}`: a department, a person, or a person in a department",
  "fallback.department": "its queue takes what nobody can take or has answered",
  "fallback.afterMinutes": ["that of the last step", "minutes after the last step"],
  note: ["`routing.note`", "a note for the team about each move, with the reason"],
  tellContact: ["`routing.tellContact`", "whether, and with which text, the contact is told who takes over"],
  metadata:
    "`true`: adds `routing_policy`, `routing_trigger`, `routing_action`, `routing_reasons`, `routing_at` and `routing_hops` to the session",
};
