// Makes a switch of what nobody outside the vendor knows about WTS, so that a client can be tested against each possibility.

interface Switch {
  values: readonly [string, ...string[]];
  unknown: string;
}

/** The first value is the default. */
export const switchCatalogue = {
  metadata: {
    values: ["merged", "replaced"],
    unknown: "whether Metadata in a partial update merges into the stored object or replaces it",
  },
  notFound: {
    values: ["form-error-500", "404"],
    unknown: "what a missing session answers (recorded only for contacts: 500)",
  },
  badInput: { values: ["problem-400", "form-error-500"], unknown: "what a bad UUID, enum, date or JSON text answers" },
  completeTwice: { values: ["ok", "form-error"], unknown: "what completing a completed session answers" },
  transferCompleted: {
    values: ["form-error", "reopens"],
    unknown: "what transferring or assigning a completed session does",
  },
  statusOnCompleted: { values: ["ok", "form-error"], unknown: "whether /status may move a completed session" },
  partialCompleted: {
    values: ["like-complete", "status-only"],
    unknown: "whether Status=COMPLETED in a partial update also sets endAt and fires SESSION_COMPLETE",
  },
  omittedValue: {
    values: ["erases", "keeps"],
    unknown: "whether a field named without a value is erased, or only by an explicit null",
  },
  autocompleteCarrier: {
    values: ["property", "writes-default", "ignored"],
    unknown: "what Autocomplete and ReactivateDisabled in `fields` read their value from, if anything",
  },
  sessionApi: {
    values: ["v2-and-v1", "v1-only", "v2-only"],
    unknown: "which version of list, get and partial an account answers",
  },
  lastMessageOut: {
    values: ["all", "humans-only"],
    unknown: "whether messages of bots, campaigns and the API move lastMessageOut",
  },
  automaticMovesInteraction: {
    values: ["true", "false"],
    unknown: "whether messages of bots, campaigns and the API move lastInteractionDate",
  },
  noteMovesInteraction: { values: ["false", "true"], unknown: "whether a note moves lastInteractionDate" },
  transferMovesInteraction: {
    values: ["false", "true"],
    unknown: "whether a transfer or assignment moves lastInteractionDate",
  },
  messageListNotes: {
    values: ["included", "excluded"],
    unknown: "whether the messages of a session include its notes",
  },
  naiveEndAt: {
    values: ["utc", "rejected", "local"],
    unknown: "how an endAt without a zone is read (local: the account's timezoneDiff)",
  },
  statusComma: {
    values: ["flags", "ignored", "list"],
    unknown: "how a comma-joined Status is read (flags: .NET ORs the numbers of the names)",
  },
  departmentListAgents: { values: ["filled", "empty"], unknown: "whether the department list fills `agents`" },
  agentsListDepartments: { values: ["filled", "empty"], unknown: "whether the agent list fills `departments`" },
  unsortedOrder: {
    values: ["oldest-first", "newest-first"],
    unknown:
      "where a list of sessions begins that nobody asked to sort (one team saw the oldest; v1 says createdat desc)",
  },
  lowerCaseNames: { values: ["ignored", "accepted"], unknown: "whether query names in another letter case are read" },
  rateLimitHeaders: { values: ["none", "retry-after"], unknown: "whether a 429 carries Retry-After" },
  rateLimitBody: { values: ["problem", "envelope", "empty"], unknown: "what the body of a 429 is" },
  sessionAccess: {
    values: ["granted", "denied"],
    unknown: "whether a key can be refused on the routes of sessions and messages alone (one team saw it)",
  },
  unauthorizedStatus: {
    values: ["401", "200"],
    unknown: "whether a refused token answers 401, or 200 with error: true",
  },
  bearerPrefix: { values: ["required", "optional"], unknown: "whether a token without `Bearer ` is accepted" },
  httpStatusCodeType: {
    values: ["number", "string", "name"],
    unknown: "how the error envelope spells its status: 500, INTERNALSERVERERROR or InternalServerError",
  },
  transferSameDepartment: {
    values: ["ok", "keeps-user", "form-error"],
    unknown: "what a transfer to the session's own department does (ok: back to its queue)",
  },
  transferToUnavailable: {
    values: ["ok", "form-error"],
    unknown: "whether a person marked UNAVAILABLE can be given a session",
  },
  userOutsideDepartment: {
    values: ["accepted", "form-error"],
    unknown: "whether a session may go to a person outside its department",
  },
  assignMovesStatus: {
    values: ["in-progress", "unchanged"],
    unknown: "whether giving a session to a person starts it",
  },
  partialUserMovesStatus: {
    values: ["like-assign", "unchanged"],
    unknown: "whether UserId in a partial update counts as an assignment",
  },
  clearUserStatus: {
    values: ["pending", "unchanged"],
    unknown: "whether taking the person off an IN_PROGRESS session returns it to the queue",
  },
  apiMessages: {
    values: ["to-hub-with-user", "to-hub", "from-hub-with-user"],
    unknown: "how a message that was sent over the API comes back: its direction, and whether it names a person",
  },
  trackMovesOut: {
    values: ["false", "true"],
    unknown: "whether a TRACK message, which nobody sees, moves lastMessageOut",
  },
  syncTogether: {
    values: ["sent", "stuck", "failed"],
    unknown: "what becomes of synchronous messages sent at the same moment (one product: 200, and not delivered)",
  },
  messageToCompleted: { values: ["reopens", "form-error"], unknown: "what a message to a completed session does" },
  messageOutsideWindow: {
    values: ["fails", "form-error"],
    unknown: "whether free text outside the 24 h window is queued and fails, or is refused",
  },
  templateShown: {
    values: ["id", "nothing"],
    unknown: "whether a message shows from which template it was made",
  },
  companyIdMismatch: {
    values: ["form-error", "ignored"],
    unknown: "what a companyId of another account in a partial update does",
  },
  classificationShown: {
    values: ["with-details", "never"],
    unknown: "whether ClassificationDetails makes a read show the classification",
  },
  contactByPhone: {
    values: ["exact", "folds-ninth-digit"],
    unknown: "whether a contact is found by its number with and without Brazil's ninth digit, or only as it is kept",
  },
  webhookChanges: { values: ["property", "field", "object"], unknown: "the shape of changeMetadata.changes" },
  webhookUserId: { values: ["present", "absent"], unknown: "whether session events carry userId beside agentDetails" },
  webhookDetails: {
    values: ["inline", "null", "missing"],
    unknown: "whether session events carry contactDetails, agentDetails and classification (missing in a good part)",
  },
  webhookNumbers: {
    values: ["present", "absent"],
    unknown: "whether message events say from which number to which one they went",
  },
  webhookRetries: { values: ["none", "once"], unknown: "whether a failed webhook delivery is repeated" },
  webhookCopies: { values: ["one", "two"], unknown: "whether a webhook may arrive twice" },
  webhookArrival: { values: ["all", "none"], unknown: "whether a webhook may get lost" },
} as const satisfies Record<string, Switch>;

export type SwitchName = keyof typeof switchCatalogue;
export type Switches = { -readonly [Name in SwitchName]: (typeof switchCatalogue)[Name]["values"][number] };

const defaults = Object.fromEntries(Object.entries(switchCatalogue).map(([name, entry]) => [name, entry.values[0]]));

export const defaultSwitches = (): Switches => ({ ...(defaults as Switches) });

const isSwitchName = (name: string): name is SwitchName => Object.hasOwn(switchCatalogue, name);

/** Answers the new positions, or a sentence that names what was wrong and what exists. */
export const setSwitches = (current: Switches, wanted: Record<string, unknown>): Switches | string => {
  for (const [name, value] of Object.entries(wanted)) {
    const entry: Switch | undefined = isSwitchName(name) ? switchCatalogue[name] : undefined;
    if (entry === undefined) return `no switch is called ${name}; there are ${Object.keys(switchCatalogue).join(", ")}`;
    if (!entry.values.includes(String(value)))
      return `${name} is one of ${entry.values.join(", ")}, not ${JSON.stringify(value)}`;
  }
  const positions = Object.entries(wanted).map(([name, value]) => [name, String(value)]);
  return { ...current, ...(Object.fromEntries(positions) as Partial<Switches>) };
};
