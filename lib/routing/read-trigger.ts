// Reads an event of the bus: which session is to be looked at, and why; what cannot matter is passed over.
import { isEnvelopeText, readEventEnvelope } from "../core/event-envelope.ts";
import { Fault, faults } from "../core/faults.ts";
import { asUuid } from "../core/ids.ts";
import { collectIssues, type Issue } from "../core/issue.ts";
import { lastingChanges, readSessionChanges, type SessionChange } from "../core/sessions/session-changes.ts";
import { isProperties, own, type Properties } from "../core/value.ts";
import { type ReassignTrigger, requestedTrigger } from "./reassign-trigger.ts";
import { parseRequestedReassignment } from "./rules/requested-reassignment.ts";
import type { RoutingTrigger } from "./rules/routing-context.ts";

export const requestedType = "Session Reassignment Requested";
const newType = "WTS SESSION_NEW";
const updateType = "WTS SESSION_UPDATE";
/** What the function's rule lets through. */
const triggerTypes = [requestedType, newType, updateType] as const;

/** `account` is still as the sender named it, if at all. */
export type ReadTrigger = Omit<ReassignTrigger, "account"> & { account: string | undefined };

export interface ReadOptions {
  timeZone: string;
}

const invalid = (kind: typeof faults.commandInvalid | typeof faults.envelopeInvalid, issues: readonly Issue[]): Fault =>
  new Fault(kind, { issues });

const typeOf = (event: unknown): unknown => (isProperties(event) ? own(event, "detail-type") : undefined);

/** Throws COMMAND_INVALID with every problem. */
const readRequest = (event: unknown, { timeZone }: ReadOptions): ReadTrigger => {
  const { issues, report } = collectIssues();
  const envelope = readEventEnvelope(event, { detailType: requestedType, timeZone }, report);
  if (!envelope) throw invalid(faults.envelopeInvalid, issues);
  const parsed = parseRequestedReassignment(envelope.input);
  if (!parsed.ok || issues.length > 0)
    throw invalid(faults.commandInvalid, [...issues, ...(parsed.ok ? [] : parsed.issues)]);
  const { sessionId, reason, to, policy } = parsed.request;
  const { account, provenance } = envelope;
  const { source, deliveryId, correlationId, causationId, hops } = provenance;
  return {
    ...{ account, sessionId, door: "event" as const, source, deliveryId, correlationId, causationId, hops, event },
    on: requestedTrigger(to, policy),
    requestedBecause: reason,
  };
};

const places = ["departmentid", "userid"];

/** Who changed it WTS does not always say: then it may have been a person. */
const movedByPerson = (changes: readonly SessionChange[], changedBy: unknown): boolean =>
  changedBy !== "SYSTEM" && changes.some(({ property }) => places.includes(property.toLowerCase()));

const updateTrigger = (detail: Properties): Pick<ReadTrigger, "on" | "changes"> | undefined => {
  const told = readSessionChanges(own(detail, "changes"));
  // WTS does not say what changed: then it may matter.
  if (told.length === 0) return { on: { on: "SESSION_UPDATE" } };
  const changes = lastingChanges(told);
  if (changes.length === 0) return undefined;
  const on: RoutingTrigger = {
    on: "SESSION_UPDATE",
    ...(movedByPerson(changes, own(detail, "changedBy")) && { movedByPerson: true }),
  };
  return { on, changes };
};

const readWtsEvent = (event: unknown, { timeZone }: ReadOptions, detailType: string): ReadTrigger | undefined => {
  const { issues, report } = collectIssues();
  const envelope = readEventEnvelope(event, { detailType, timeZone }, report);
  const session = envelope && own(envelope.input, "session");
  const sessionId =
    asUuid(envelope && own(envelope.input, "sessionId")) ?? asUuid(isProperties(session) ? own(session, "id") : "");
  if (!sessionId) report("sessionId", "SESSION_ID_INVALID", "the event must name its session by id");
  if (!envelope || !sessionId || issues.length > 0) throw invalid(faults.envelopeInvalid, issues);
  const { account, provenance, input } = envelope;
  const trigger = detailType === newType ? { on: { on: "SESSION_NEW" } as const } : updateTrigger(input);
  if (!trigger) return undefined;
  const { source, correlationId, causationId, hops } = provenance;
  const id = own(input, "id");
  // Its own id is the same in every copy, whichever event of the bus brings it.
  const deliveryId = isEnvelopeText(id) ? id : provenance.deliveryId;
  return {
    ...{ account, sessionId, door: "event" as const, source, deliveryId, correlationId, causationId, hops, event },
    ...trigger,
  };
};

/** Undefined for what can change nothing. Throws Fault for what no repetition makes readable. */
export const readTrigger = (event: unknown, options: ReadOptions): ReadTrigger | undefined => {
  const type = typeOf(event);
  if (type === requestedType) return readRequest(event, options);
  if (type === newType || type === updateType) return readWtsEvent(event, options, type);
  throw new Fault(faults.envelopeInvalid, {
    issues: [
      { path: "detail-type", code: "TYPE_INVALID", message: `detail-type must be one of ${triggerTypes.join(", ")}` },
    ],
  });
};
