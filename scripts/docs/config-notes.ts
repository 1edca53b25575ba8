// The keys of hooks.config.ts and of one of its sources, in words for the reference.
import type { Notes } from "./notes.ts";

export const configNotes: Notes = {
  timeZone: 'IANA zone of times without an offset, such as `endAt: "2026-11-30 18:00"`',
  language:
    '`"en"` or `"pt-BR"`: what we write to people is in it: notes in sessions, explanations, tables, advice, alerts. Codes, events, logs and errors stay English',
  phoneCountry:
    'country of phone numbers that are written without one: an ISO code, or a calling code such as `"55"`. A number with `+` or `00` has its own',
  phoneCountries: "others whose numbers are read by their country's rules, also without a `+`",
  account: "account of the accounts secret that is meant where a client names none of its own",
  accounts:
    "what is other for one account, by its name in the accounts secret: `{filial: {baseUrl, timeZone, phoneCountry}}`; what is left out is as for all. [Several accounts](../guides/several-accounts.md)",
  publicUrl: "where senders post to, before `/webhooks/…`; needed for those that sign the address",
  sources: "who may post to `/webhooks/<name>`, and [what becomes of it](senders.md#what-a-source-says)",
  rawKeptDays:
    "how long a webhook's delivery is kept of which something was refused, or found no open session, to be replayed; without secrets, and with what its sender wrote",
  "wts.baseUrl": "your white label's own API host, `https://` and without a path",
  "wts.apiVersion": '`"v1"` for accounts where the v2 session routes do not answer',
  "wts.answers":
    'what `doctor --probe` found out on your own account: `import answers from "./wts-answers.json" with { type: "json" }`',
  "wts.timeoutMs": "how long one call to WTS may take (a farewell may take 27 s)",
  "limits.share": "part of the account's rate limit we may use",
  "limits.sustained.requests": "requests that WTS allows …",
  "limits.sustained.windowMs": "… in this time",
  "limits.burst.requests": "requests that WTS allows …",
  "limits.burst.windowMs": "… in this time",
  "quotas.commandsPerMinute":
    "how many commands each client of the HTTP API may send in a minute of the clock; a batch counts its commands. [What is beyond](http-api.md#how-much-a-client-may-send) is answered 429",
  "quotas.clients":
    "what is other for one client, by its name in the access secret: `{n8n: 300}`; with fewer than 100 its batches have to be as small",
  "queue.giveUpAfterMs":
    "when a queued command that keeps failing is parked (12 hours); at most 675 times `longestPauseMs`, as SQS gives up after 1,000 receives, and 13 days",
  "queue.deniedForMs": "the same for one that WTS denies us with 403 (15 minutes)",
  "queue.longestPauseMs": "longest pause between two attempts; from 1 second to 12 hours",
  "queue.leaseMs":
    "how long a session, or a run, stays reserved for a function that was killed while working on it; from 1 second to 15 minutes",
  "queue.tokenWaitMs":
    "how long a queued command that has begun waits for the rate limit before it goes back to the queue; at most 1 minute. For its first call none waits longer than 2 s: it [comes again when its time has come](../decisions/044-nobody-waits-for-anothers-backlog.md)",
  "messages.neverMessage": "contacts with one of these tags, by name or id, are never written to",
  "messages.optOutWords":
    "a contact that writes one of these and nothing else [is not written to any more](../guides/close-idle-sessions.md#what-is-sent-and-to-whom); `[]` reads no messages for it",
  "messages.optInWords": "… until it writes one of these",
  "messages.askAfterMinutes": "so long after a `message` WTS is asked what became of it; at most a day",
  "autoClose.accounts": [
    "that of `account`",
    'accounts of the policies that name no `account` of their own, such as `["default", "filial"]`',
  ],
  "autoClose.everyMinutes": "how often a run begins that [closes idle sessions](../guides/close-idle-sessions.md)",
  "autoClose.policies": "which sessions are closed, and when: see [policies](policies.md#auto-close)",
  "autoClose.maxPerRun": "how many sessions one run may warn and close, together",
  "autoClose.breakerFactor":
    "a run that would close (warnings do not count) more than this many times as many as usual stops …",
  "autoClose.breakerFloor": "… unless there are no more than these",
  "autoClose.runsKeptDays": "how long the record of a run is kept",
  "routing.policies": "who gets a session: see [policies](policies.md#routing)",
  "routing.note": "each move leaves a note for the team: why, and what to do about it; a policy may say otherwise",
  "routing.tellContact":
    "[the contact is told who takes over](../guides/route-sessions.md#what-the-team-and-the-contact-read): `true`, or a text of your own with `{atendente|…}`; a policy may say otherwise",
  "routing.people":
    '[when somebody is there](../guides/route-sessions.md#hours-and-shifts), by name, e-mail or id: `{"carla@clinica.com.br": {hours}}`, with hours as in a policy; `account` where it is for one account only',
  "routing.courtesyReplies":
    "`true`: nobody waits for an answer after thanks, an OK or a sticker, nor after further words of a list ([what counts](../guides/close-idle-sessions.md#who-waits)); a call to WTS more before the clock moves a session",
  "routing.maxHopsPerDay": "how often we move one session in a day; then it stays where it is",
  "routing.openSessionsMs": "how old the count of everybody's open sessions may be",
  "holds.hours": [
    'Monday to Friday 09:00-18:00, with the holidays of `"BR-bank"`',
    "which days are business days to a [hold](../guides/hold-sessions.md), and when a day opens; closed days count, too",
  ],
  "holds.note": "whether a note in the conversation says until when it is held, and when it is released",
  "holds.tags":
    'contacts\' tags that hold a session, and for how long: `{days}` or `{businessDays}`, such as `{"me-chama-amanha": {businessDays: 1}}`',
  "reconcile.at": [
    "left out: never",
    'the time of day at which [webhooks of WTS that got lost](../guides/route-sessions.md#when-webhooks-get-lost) are looked for, in `timeZone`, such as `"03:00"`',
  ],
  "reconcile.days":
    "how far back sessions are compared with what WTS announced, or to where the last comparison came if that is longer ago; at most 12",
  "reconcile.accounts": [
    "that of `account`",
    "accounts for which it is done; each needs a source that publishes SESSION_NEW",
  ],
  notify:
    'who is told of alerts and outcomes, and of what a week came to, by a name of yours: `{kind: "slack" | "google-chat" | "webhook", on: ["alerts"], weeklySummary: "monday 09:00"}`; the address stands in the access secret. See [alerts](../guides/alerts.md)',
  "metrics.by":
    '`["account"]`, `["source"]` or both: `applied` and `rejected` are reported by these as well, beside the stage. Each value is US$ 0.60 a month; the build says what they come to. [Metrics](metrics.md)',
  "routing.ownWritesMs": "how long a move of ours is known as ours when WTS tells of it",
};

export const sourceNotes: Notes = {
  verify:
    'how it is checked: the name of a [scheme](#schemes), or `{scheme, …options}` such as `{scheme: "stripe", toleranceSeconds: 60}`',
  map: "a function of the delivery, an object (or a list) of JSONata expressions, or one expression for all: one command, several, or nothing. It answers at once (no `async`, no promise, no `$eval`), within 0.8 s together with the source's other functions and expressions, and has no files, environment variables or log",
  filter: "the delivery is passed over unless this is true",
  deliveryId: ["where this sender has it", "the sender's own id of a delivery; without any, the content counts"],
  occurredAt:
    "when it happened: [a date and time](http-api.md#dates-and-times). An older event never overwrites what a newer one of this source wrote",
  onNone: [
    "`reject`",
    "for commands that [name their session by `session`](events.md#find-the-session): `reject` parks the one that finds none; `ignore` does nothing for it, also where the delivery names nobody, and logs that",
  ],
  onMany: ["`reject`", "likewise"],
  format: [
    "as this sender sends it; else what its bytes show",
    "`json`, `form`, `multipart` or `text`: a body that is none is parked. The content type, which nobody signs, says the charset alone: [how a body is read](#how-a-body-is-read)",
  ],
  answer: ["as this sender counts success", "a status from 200 to 299, or `{status, body}`"],
  observe: "verify, map and log, but do nothing",
  account: ["`account` of the configuration", "the account whose sessions it changes; a delivery cannot choose"],
  address: [
    "what stands before it is all",
    'of a sender that signs the address: what it has behind `/webhooks/<source>`, character by character, such as `"?unidade=2"`. A delivery to any other is refused (`ADDRESS_MISMATCH`): no byte of the body may pass for one of the address. [What a sender adds itself](#signed-addresses)',
  ],
  lookup: "what is [asked of the sender's API](#look-ups) before `map`: at most two addresses",
  copyWithinMinutes: [
    "5",
    "for a sender without ids: how soon after the first an equal delivery is a copy of it; what comes later is something new, and with `0` so is everything",
  ],
  publish: "for WTS's own webhooks alone: the event types that go on the bus",
};
