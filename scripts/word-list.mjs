// One word for one thing: what a concept is not called here, and what it is called instead.

/**
 * `not`: lower-case words; a name is taken apart before it is compared, so "dead letter" is also deadLetter and dead-letter.
 * `inTexts`: true where the word is wrong in a message, too, and not only as a name.
 * `exempt`: what may keep the word, because others read it or because it is somebody else's term.
 * @typedef {{ not: readonly string[], but: string, inTexts?: boolean, exempt?: readonly RegExp[] }} Entry
 * @type {readonly Entry[]}
 */
export const wordList = [
  {
    not: ["sweep", "sweeps", "swept", "sweeper", "sweepers", "sweeping"],
    but: "auto-close (the capability), run (one run of it), background (the rate limiter's lowest priority)",
    inTexts: true,
  },
  {
    not: ["dlq", "dead letter", "dead letters", "letter", "letters", "given up on", "gave up on"],
    but: "parked, parked message",
    inTexts: true,
    // AWS calls a queue and its settings so; and text is made of letters.
    exempt: [/dead.?letter.?(queue|target|config)/i, /letters?( case|,| and| or| of|$)/, /(small|its|the) letters?/],
  },
  {
    not: ["door", "doors"],
    but: "HTTP API, event, webhook or schedule",
    inTexts: true,
    // `door` is a key of events and records, and doors the name of a secret: both are read by others.
    exempt: [/^doors?$/i, /doors.?secret/i, /^(parse|local) doors$/i, /\/doors\b/, /DOORS_SECRET_ID/],
  },
  {
    not: ["reassign", "reassigner", "reassigned", "reassigning", "reassignment", "reassignments"],
    but: "routing (the capability), move (what it does to a session)",
    // The function, and the events that others ask for and listen to.
    exempt: [/reassign.?session/i, /requested.?reassignment/i, /Session Reassign/],
  },
  {
    not: ["turn", "turns"],
    but: "what it is a turn of: MessageAttempt, RunCommand, TriggerContext, RoutingPick, RoundRobinTurn",
    exempt: [/round.?robin.?turn/i],
  },
  { not: ["acted"], but: "ActionResult" },
  { not: ["settle", "settles", "settled"], but: "confirm or reopen (a close), deliver (a message)" },
  { not: ["spare", "prepay"], but: "prepaid token" },
  { not: ["judge", "judges", "judged"], but: "evaluate (a match), problems (of a configuration)" },
  { not: ["tell", "tells", "told", "teller"], but: "log (for the log), publish (for the bus)" },
  { not: ["carry out", "carried out", "carrier"], but: "move, apply or run" },
  { not: ["handed back", "hand back", "hands back"], but: "retried later", inTexts: true },
  { not: ["by reference"], but: "found by contact, found by metadata", inTexts: true },
  { not: ["became"], but: "1 command, 2 commands" },
  { not: ["lets it go", "let it go"], but: "filtered out", inTexts: true, exempt: [/lets? it go on/] },
];
