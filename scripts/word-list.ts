// One word for one thing: what a concept is not called here, and what it is called instead.

export interface WordListEntry {
  /** Lower-case words; a name is taken apart before it is compared, so "dead letter" is also deadLetter and dead-letter. */
  not: readonly string[];
  but: string;
  /** True where the word is wrong in a message, too, and not only as a name. */
  inTexts?: boolean;
  /** What may keep the word, in lower case, because others read it or because it is somebody else's term. */
  exempt?: readonly RegExp[];
}

export const wordList: readonly WordListEntry[] = [
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
    exempt: [
      /dead.?letter.?(queue|target|config)/,
      /(small|the|its|\d) letters?/,
      /letters?(,| and| or) digits/,
      /letter case/,
    ],
  },
  {
    not: ["door", "doors"],
    but: "HTTP API, event, webhook or schedule",
    inTexts: true,
    // `door` is a key of events and records, which others read.
    exempt: [/^door$/],
  },
  {
    not: ["reassign", "reassigner", "reassigned", "reassigning", "reassignment", "reassignments"],
    but: "routing (the capability), move (what it does to a session)",
    // The function, and the events that others ask for and listen to.
    exempt: [
      /reassign session/,
      /requested reassignment/,
      // Files of schemas are named after the events.
      /session reassign(?:ed|ment failed|ment requested)/,
    ],
  },
  {
    not: ["turn", "turns"],
    but: "what it is a turn of: MessageAttempt, RunCommand, TriggerContext, RoutingPick, RoundRobinTurn",
    exempt: [/round robin turn/],
  },
  { not: ["acted"], but: "ActionResult" },
  { not: ["settle", "settles", "settled"], but: "confirm or reopen (a close), deliver (a message)" },
  { not: ["spare", "prepay"], but: "prepaid token" },
  { not: ["judge", "judges", "judged"], but: "evaluate (a match), problems (of a configuration)" },
  {
    not: ["tell", "tells", "told", "teller"],
    but: "log (for the log), publish (for the bus)",
    exempt: [/\btell contact\b/],
  },
  { not: ["carry out", "carried out", "carrier"], but: "move, apply or run" },
  { not: ["handed back", "hand back", "hands back"], but: "retried later", inTexts: true },
  { not: ["by reference"], but: "found by contact, found by metadata", inTexts: true },
  { not: ["became"], but: "1 command, 2 commands" },
  { not: ["lets it go", "let it go"], but: "filtered out", inTexts: true, exempt: [/lets? it go on/] },
];
