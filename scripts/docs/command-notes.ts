// Every property that a command may have, in words for the reference; those of a field are its row's.
import { fieldNames, propertyOf } from "../../lib/core/command/field-mask.ts";
import { rowOf } from "../../lib/core/command/field-rows.ts";

const fieldNotes = Object.fromEntries(
  fieldNames.flatMap((field) => {
    const row = rowOf(field);
    return [[propertyOf(field), row.takes], ...("name" in row ? [[row.name.property, row.name.takes]] : [])];
  }),
);

export const commandNotes: Readonly<Record<string, string>> = {
  command: "`update` (default), `complete`, `transfer`, `note`, `message`, `route` or `hold`",
  sessionId: "the session's id: 1 to 64 letters, digits or hyphens; in a PATCH it stands in the path",
  companyId: "picks the account, by the `companyId` of the accounts secret",
  expect:
    "`{status, userId, departmentId, lastMessageIn}`, at least one: see [below](#expect-only-if-nothing-happened-meanwhile)",
  fields: "names of fields, in any letter case; without it, what is given is written",
  ...fieldNotes,
  options: "`{stopBotInExecution}`: whether a bot that is running is stopped",
  reactivateOnNewMessage: "`true`: the contact's next message reopens this session; `false` unless said",
  stopBotInExecution: "`true`: a bot that is running is stopped; `false` unless said",
  note: "a text that only the team sees, written before the close",
  farewell: "a text to the contact, sent before the close, or `{text, template}`",
  text: "the text of the note or message; [placeholders](#messages-and-farewells) are filled in in a message",
  template: "`{id, parameters}`: what is sent in place of the text when WhatsApp's window is closed",
  policy: "the routing policy that decides, by its name, whatever its own triggers and `match` are",
  to: "`{department, user}`, by name or id: one of them, or both",
  reason:
    "why, for the team alone: of a `route` in at most 500 characters, in the policy's note; of a `hold` in at most 200, in its notes and on the command line",
  until:
    "a date and time, a day (its opening), `{date, plusBusinessDays}`, or `null`, which releases the session: see [above](#the-commands)",
};
