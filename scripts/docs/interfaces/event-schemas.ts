// Schemas of what we publish. A reader has to pass over properties that it does not know: more may come.
import { eventSource } from "../../../lib/aws/bus.ts";
import { alertCodes, alertType } from "../../../lib/core/alert.ts";
import { commandNames } from "../../../lib/core/command/command.ts";
import { fieldNames } from "../../../lib/core/command/field-mask.ts";
import { statuses } from "../../../lib/core/command/status.ts";
import { type OutcomeType, outcomeTypes } from "../../../lib/core/outcome.ts";
import { access } from "../../../lib/core/queue/queued-command.ts";
import { runEndedType } from "../../../lib/notify/rules/notify-config.ts";
import { rejectionCodes } from "../../../lib/routing/rules/routing-decision.ts";
import { type Definitions, open, orNull, ref, type Schema } from "./schema.ts";

const text: Schema = { type: "string" };
const count: Schema = { type: "integer", minimum: 0 };
const code: Schema = { type: "string", pattern: "^[A-Z][A-Z_]*$" };
const instant: Schema = { type: "string", format: "date-time" };
const listOf = (items: Schema, more: object = {}): Schema => ({ type: "array", items, ...more });

const codedReason = open({ code, params: { type: "object" } }, ["code"]);

export const publishedDefinitions: Definitions = {
  Issue: {
    description: "One problem: where, which, and what is expected.",
    ...open({ path: { ...text, description: "Dotted; empty for the whole." }, code, message: text }, [
      "path",
      "code",
      "message",
    ]),
  },
  Decision: {
    description: "Of a policy of routing: ids and codes, and nobody's name.",
    ...open(
      {
        action: { enum: ["assign", "queue", "keep", "escalate"] },
        policy: text,
        step: { type: "integer", minimum: 1 },
        departmentId: text,
        userId: text,
        stopBot: { type: "boolean" },
        skipped: listOf(open({ policy: text, code, params: { type: "object" } }, ["policy", "code"])),
        rejected: listOf(
          open({ userId: text, code: { enum: rejectionCodes }, beginsMs: { type: "integer" } }, ["userId", "code"]),
          { description: "Who was passed over, and why." },
        ),
        rejectedMore: count,
        reasons: listOf(codedReason),
        failed: { type: "boolean" },
      },
      ["action", "reasons"],
    ),
  },
  Changes: {
    description: "Which fields were written, with the values that are nobody's personal data.",
    ...open(
      {
        fields: listOf({ enum: fieldNames }),
        status: { enum: statuses },
        endAt: orNull(instant),
        departmentId: orNull(text),
        userId: orNull(text),
      },
      ["fields"],
    ),
  },
  Hold: open({ until: instant, setAt: instant, source: text }, ["until", "setAt", "source"]),
  Outcome: open(
    {
      id: { ...text, description: "The command's: an event that comes twice has the same one." },
      account: text,
      sessionId: text,
      command: { enum: commandNames },
      changes: ref("Changes"),
      door: { enum: access, description: "How the wish came in." },
      source: text,
      deliveryId: text,
      rule: { ...text, description: "The policy that decided, where one did." },
      hold: ref("Hold"),
      reasons: listOf(text),
      issues: listOf(ref("Issue")),
      decision: ref("Decision"),
      message: open({ commandId: text, messageId: text }, ["commandId", "messageId"]),
      leftOut: listOf({ enum: ["decision", "issues"] }, { description: "What was too large to be told." }),
      correlationId: text,
      causationId: text,
      hops: { ...count, minimum: 1 },
    },
    [
      ...["id", "account", "sessionId", "command", "changes", "door", "source", "deliveryId", "reasons"],
      ...["correlationId", "causationId", "hops"],
    ],
  ),
  RunEnded: open(
    {
      runId: text,
      account: text,
      state: { enum: ["done", "refused", "stopped", "failed", "superseded"] },
      startedBy: { enum: ["schedule", "command line"] },
      startedAt: instant,
      endedAt: instant,
      now: { ...instant, description: "Idleness was measured at it." },
      policies: listOf(
        open({ name: text, mode: { enum: ["acts", "dry", "unconfirmed", "waiting", "paused", "not-asked"] } }, [
          "name",
          "mode",
        ]),
      ),
      counts: { type: "object", additionalProperties: count },
      problems: count,
    },
    ["runId", "account", "state", "startedBy", "startedAt", "endedAt", "now", "policies", "counts", "problems"],
  ),
  Alert: open(
    {
      id: text,
      account: text,
      code: { enum: alertCodes },
      raisedAt: instant,
      command: { ...text, description: "What is to be typed." },
      policy: text,
      run: text,
      count,
    },
    ["id", "account", "code", "raisedAt", "command"],
  ),
  WtsChange: open({ property: text, currentValue: orNull(text), previousValue: orNull(text) }, ["property"]),
  WtsEvent: open(
    {
      id: text,
      account: text,
      source: text,
      eventType: { type: "string", pattern: "^[A-Z]+(?:_[A-Z]+)+$" },
      date: { ...text, description: "As WTS wrote it." },
      companyId: text,
      sessionId: text,
      session: { type: "object", description: "Ids, states and times, as WTS has them." },
      message: { type: "object", description: "Ids, states and times, as WTS has them; no text." },
      changedBy: text,
      changes: listOf(ref("WtsChange")),
      reconciled: { const: true, description: "No webhook brought it." },
      correlationId: text,
      causationId: text,
      hops: count,
    },
    ["id", "account", "source", "eventType", "changes", "correlationId", "causationId", "hops"],
  ),
  Reconciled: open(
    {
      id: text,
      account: text,
      day: { type: "string", format: "date" },
      from: instant,
      to: instant,
      seen: count,
      known: count,
      missing: count,
      added: count,
      calls: count,
      end: { enum: ["done", "stopped"] },
    },
    ["id", "account", "day", "from", "to", "seen", "known", "missing", "added", "calls", "end"],
  ),
};

/** The event as EventBridge brings it, which has more around it. */
const eventOf = (type: Schema, detail: Schema): Schema =>
  open({ source: { const: eventSource }, "detail-type": type, detail }, ["source", "detail-type", "detail"]);

/** Some outcomes always have what they are about. */
const always: Partial<Record<OutcomeType, readonly string[]>> = {
  "Session Held": ["hold"],
  "Session Hold Ended": ["hold"],
  "Message Failed": ["message"],
};

const outcomeOf = (type: OutcomeType): Schema => {
  const required = always[type];
  return eventOf({ const: type }, required ? { allOf: [ref("Outcome"), { required }] } : ref("Outcome"));
};

const wtsType = /^WTS /;

/** By what stands in the event's detail-type; all that WTS tells has one schema. */
export const publishedEvents: Readonly<Record<string, Schema>> = {
  ...Object.fromEntries(outcomeTypes.map((type) => [type, outcomeOf(type)])),
  [runEndedType]: eventOf({ const: runEndedType }, ref("RunEnded")),
  [alertType]: eventOf({ const: alertType }, ref("Alert")),
  "WTS Event": eventOf({ type: "string", pattern: wtsType.source }, ref("WtsEvent")),
  "Webhooks Reconciled": eventOf({ const: "Webhooks Reconciled" }, ref("Reconciled")),
};
