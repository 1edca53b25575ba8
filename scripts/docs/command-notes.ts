// Every property that a command may have, in words for the reference.
export const commandNotes: Readonly<Record<string, string>> = {
  command: "`update` (default), `complete`, `transfer`, `note` or `message`",
  sessionId: "the session's id: 1 to 64 letters, digits or hyphens; in a PATCH it stands in the path",
  companyId: "picks the account, by the `companyId` of the accounts secret",
  expect:
    "`{status, userId, departmentId, lastMessageIn}`, at least one: see [below](#expect-only-if-nothing-happened-meanwhile)",
  fields: "names of fields, in any letter case; without it, what is given is written",
  status: "`STARTED`, `PENDING`, `IN_PROGRESS`, `COMPLETED` or `HIDDEN`",
  endAt: "an instant in RFC 3339, or `YYYY-MM-DD hh:mm` in `timeZone`; `null` clears it",
  number: "a text; `null` clears it",
  departmentId: "an id, or `null` (not of `transfer`)",
  department: "a name or an id",
  userId: "an id; `null` returns the session to the queue",
  user: "a name, an e-mail or an id; needs a department of which the person is a member",
  metadata:
    "an object of texts, numbers and booleans, or a list of `{key, value}`; other keys are kept. `null` clears all (not of `complete`)",
  autocomplete: "`true` or `false`",
  reactivateDisabled: "`true` or `false`",
  classification:
    "`{category, description, amount}`, at least one; category `UNDEFINED`, `WON`, `LOST`, `INFO` or `OTHER`",
  options: "`{stopBotInExecution}`: whether a bot that is running is stopped",
  reactivateOnNewMessage: "`true`: the contact's next message reopens this session; `false` unless said",
  stopBotInExecution: "`true`: a bot that is running is stopped; `false` unless said",
  note: "a text that only the team sees, written before the close",
  farewell: "a text to the contact, sent before the close",
  text: "the text of the note or message",
};
