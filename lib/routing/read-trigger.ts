// Reads an event of the bus: which session is to be looked at, and why; what cannot matter is passed over.
import { isEnvelopeText, readEventEnvelope } from "../core/event-envelope.ts";
import { Fault, faults } from "../core/faults.ts";
import { asUuid, parseSessionId } from "../core/ids.ts";
import { collectIssues, type Issue } from "../core/issue.ts";
import { lastingChanges, readSessionChanges, type SessionChange } from "../core/sessions/reported-changes.ts";
import { isProperties, own, type Properties } from "../core/value.ts";
import { parseMoveRequest } from "./rules/move-request.ts";
import { holdEndedType, newType, requestedType, triggerTypes, updateType } from "./rules/routed-types.ts";
import type { SessionTrigger } from "./session-trigger.ts";

/** `account` is still as the sender named it, if at all. */
export type ReadTrigger = Omit<SessionTrigger, "account"> & { account: string | undefined };

interface ReadOptions {
  timeZone: string;
}

const invalid = (kind: typeof faults.commandInvalid | typeof faults.envelopeInvalid, issues: readonly Issue[]): Fault =>
  new Fault(kind, { issues });

/** Throws COMMAND_INVALID with every problem. */
const readRequest = (event: unknown, { timeZone }: ReadOptions): ReadTrigger => {
  const { issues, report } = collectIssues();
  const envelope = readEventEnvelope(event, { detailType: requestedType, timeZone }, report);
  if (!envelope) throw invalid(faults.envelopeInvalid, issues);
  const parsed = parseMoveRequest(envelope.input);
  if (!parsed.ok || issues.length > 0)
    throw invalid(faults.commandInvalid, [...issues, ...(parsed.ok ? [] : parsed.issues)]);
  const { sessionId, reason, to, policy } = parsed.request;
  return {
    ...envelope.provenance,
    account: envelope.account,
    sessionId,
    event,
    on: { on: "requested", ...(to && { to }), ...(policy !== undefined && { policy }) },
    requestedBecause: reason,
  };
};

const destinationProperties = ["departmentid", "userid"];

/** WTS does not always say who changed the session: then it may have been a person. */
const movedByPerson = (changes: readonly SessionChange[], changedBy: unknown): boolean =>
  changedBy !== "SYSTEM" && changes.some(({ property }) => destinationProperties.includes(property.toLowerCase()));

/** Undefined where nothing changed that can matter. */
const updateTrigger = (detail: Properties): Pick<SessionTrigger, "on" | "changes"> | undefined => {
  const allChanges = readSessionChanges(own(detail, "changes"));
  // Where WTS does not say what changed, it may matter.
  if (allChanges.length === 0) return { on: { on: "SESSION_UPDATE" } };
  const changes = lastingChanges(allChanges);
  if (changes.length === 0) return undefined;
  const isByPerson = movedByPerson(changes, own(detail, "changedBy"));
  return { on: { on: "SESSION_UPDATE", ...(isByPerson && { movedByPerson: true }) }, changes };
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
  const id = own(input, "id");
  // WTS's own id is the same in every copy, whichever event of the bus brings it.
  const deliveryId = isEnvelopeText(id) ? id : provenance.deliveryId;
  return { ...provenance, account, sessionId, deliveryId, event, ...trigger };
};

/** Our own outcome: a hold that ended otherwise than by its time wakes nobody. */
const readHoldEnded = (event: unknown, { timeZone }: ReadOptions): ReadTrigger | undefined => {
  const { issues, report } = collectIssues();
  const envelope = readEventEnvelope(event, { detailType: holdEndedType, timeZone }, report);
  const sessionId = parseSessionId(envelope && own(envelope.input, "sessionId"), report);
  if (!envelope || sessionId === undefined || issues.length > 0) throw invalid(faults.envelopeInvalid, issues);
  const { account, provenance, input } = envelope;
  const [reasons, id] = [own(input, "reasons"), own(input, "id")];
  if (!Array.isArray(reasons) || !reasons.includes("DUE")) return undefined;
  // The outcome's id is the same in every copy, whichever event of the bus brings it.
  const deliveryId = isEnvelopeText(id) ? id : provenance.deliveryId;
  return { ...provenance, account, sessionId, deliveryId, event, on: { on: "holdEnded" } };
};

/** Undefined for what can change nothing. Throws Fault for what no repetition makes readable. */
export const readTrigger = (event: unknown, options: ReadOptions): ReadTrigger | undefined => {
  const type = isProperties(event) ? own(event, "detail-type") : undefined;
  if (type === requestedType) return readRequest(event, options);
  if (type === newType || type === updateType) return readWtsEvent(event, options, type);
  if (type === holdEndedType) return readHoldEnded(event, options);
  throw new Fault(faults.envelopeInvalid, {
    issues: [
      { path: "detail-type", code: "TYPE_INVALID", message: `detail-type must be one of ${triggerTypes.join(", ")}` },
    ],
  });
};
