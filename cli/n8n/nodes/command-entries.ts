// Puts a command together out of what a node of n8n says, one property after the other, or says what is in the way.
import { type Code, listCode, literal, objectCode } from "../expressions/code.ts";
import type { Reason } from "../expressions/not-carried.ts";
import { asCode } from "../expressions/translate-expression.ts";
import type { Carried, Value } from "../expressions/value.ts";
import type { Outcome, RemarkCode } from "./outcome.ts";

type Entry = readonly [string, Code];

export interface CommandDraft {
  /** A property with its value; `undefined` leaves it out. */
  set(name: string, value: Carried | undefined): void;
  /** Which session: its id, or how a look-up of the flow found it. */
  setSession(value: Value): void;
  remark(code: RemarkCode): void;
  leave(reason: Reason, field?: string): void;
  /** The line that is left has a place for the team, which we check a person against and which is not written. */
  leaveUser(fields: readonly string[]): void;
  outcome(): Outcome;
}

export const commandDraft = (command?: string): CommandDraft => {
  const entries: Entry[] = command === undefined ? [] : [["command", literal(command)]];
  const remarks = new Set<RemarkCode>();
  let lost: { reason: Reason; field?: string } | undefined;
  const leave = (reason: Reason, field?: string): void => {
    lost ??= { reason, ...(field !== undefined && { field }) };
  };
  const set = (name: string, value: Carried | undefined): void => {
    if (value === undefined) return;
    if (value.kind === "not-carried") leave(value.reason, name);
    else entries.push([name, value]);
  };
  return {
    set,
    setSession: (value) => {
      if (value.kind !== "session-id") return set("sessionId", asCode(value));
      entries.push(["session", objectCode([...value.locator])]);
      entries.push(["onMany", literal("newest")]);
      remarks.add("LOOKED_UP");
    },
    remark: (code) => remarks.add(code),
    leave,
    leaveUser: (fields) => {
      leave({ code: "USER_WITHOUT_DEPARTMENT", detail: "" }, "userId");
      entries.push(["department", literal("…")], ["fields", listCode(fields.map(literal))]);
    },
    outcome: () =>
      lost
        ? { kind: "left", ...lost, command: { entries } }
        : { kind: "commands", command: { entries }, remarks: [...remarks] },
  };
};
