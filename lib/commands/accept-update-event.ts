// The event door: a "Session Update Requested" becomes a queued command, or a refusal that says why; nothing is lost between.

import { type Bus, eventSource } from "../aws/bus.ts";
import type { CommandQueue, ParkedQueue } from "../aws/queue.ts";
import type { Secret } from "../aws/secrets.ts";
import { type Accounts, accountOf } from "../core/accounts-secret.ts";
import { commandNames } from "../core/command.ts";
import { commandIdOf } from "../core/command-id.ts";
import { type EventEnvelope, readEventEnvelope } from "../core/event-envelope.ts";
import { Fault, faults } from "../core/faults.ts";
import { parseSessionId, shownId, shownSessionId } from "../core/ids.ts";
import { collectIssues, type Issue } from "../core/issue.ts";
import type { Outcome } from "../core/outcome.ts";
import { maxHops } from "../core/queue/queued-command.ts";
import { parseTargetedCommand, type TargetedCommand, unresolvedSessionId } from "../core/targeted-command.ts";
import { isProperties, own, type Properties } from "../core/value.ts";
import type { Clock } from "../runtime/clock.ts";
import { toFault } from "../runtime/error-body.ts";
import type { Log, LogFields } from "../runtime/log.ts";
import { faultFields } from "../runtime/log-fault.ts";
import { park } from "./queue/worker-dependencies.ts";

export const requestedType = "Session Update Requested";

export interface AcceptEventDependencies {
  timeZone: string;
  /** The account of an event that names no company. */
  account: string;
  accounts: Secret<Accounts>;
  queue: CommandQueue;
  parked: ParkedQueue;
  bus: Bus;
  clock: Clock;
  log: Log;
}

const invalid = (issues: readonly Issue[]): Fault => new Fault(faults.commandInvalid, { issues });

/** What can be said of a command that was not understood, without repeating what its sender wrote. */
const rejectionOf = ({ account, provenance, input }: EventEnvelope, defaultAccount: string, fault: Fault): Outcome => {
  const { door, source, deliveryId, correlationId, hops } = provenance;
  const named = account ?? defaultAccount;
  const id = commandIdOf({ account: named, source, deliveryId, index: 0 });
  const sessionId = parseSessionId(own(input, "sessionId"), () => undefined) ?? unresolvedSessionId;
  const command = commandNames.find((name) => name === own(input, "command")) ?? "update";
  const told = { reasons: [fault.code], ...(fault.issues.length > 0 && { issues: fault.issues }) };
  return {
    type: "Session Update Rejected",
    detail: {
      ...{ id, account: named, sessionId, command, changes: { fields: [] }, door, source, deliveryId },
      ...told,
      ...{ correlationId, causationId: id, hops: hops + 1 },
    },
  };
};

const shownOf = ({ detail }: Outcome): LogFields => ({
  commandId: detail.id,
  account: shownId(detail.account),
  source: shownId(detail.source),
  deliveryId: shownId(detail.deliveryId),
  correlationId: shownId(detail.correlationId),
  sessionId: shownSessionId(detail.sessionId),
});

/** Resolves when the event is queued or refused for good; throws what a repetition can mend: Lambda repeats it twice, then it is in `parked`. */
export const eventAccepter = (dependencies: AcceptEventDependencies) => {
  const { timeZone, accounts, queue, bus, clock, log } = dependencies;

  const targetedOf = (input: Properties, issues: readonly Issue[]): TargetedCommand => {
    const parsed = parseTargetedCommand(input, { now: new Date(clock.now()), timeZone });
    if (parsed.ok && issues.length === 0) return parsed.targeted;
    throw invalid([...issues, ...(parsed.ok ? [] : parsed.issues)]);
  };

  /** Whoever may put events on our bus may name any account of ours. */
  const findAccount = async (account: string | undefined, companyId: string | undefined): Promise<string> => {
    const known = await accounts.get();
    if (account !== undefined && !known.has(account))
      throw invalid([{ path: "account", code: "COMPANY_UNKNOWN", message: "there is no account of this name" }]);
    const ofCompany = companyId === undefined ? [dependencies.account] : [...known.keys()];
    const open = account === undefined ? ofCompany : [account];
    return accountOf(companyId, { accounts: open }, { accounts: known, account: dependencies.account });
  };

  const accept = async ({ account, provenance, input }: EventEnvelope, issues: readonly Issue[]): Promise<void> => {
    if (provenance.hops > maxHops) throw new Fault(faults.hopsExceeded);
    const targeted = targetedOf(input, issues);
    const named = await findAccount(account, targeted.command.companyId);
    const { source, deliveryId, correlationId } = provenance;
    const id = commandIdOf({ account: named, source, deliveryId, index: 0 });
    await queue.send({ kind: "command", ...provenance, id, account: named, targeted });
    const { command } = targeted.command;
    const sessionId = shownSessionId(targeted.command.sessionId);
    const shown = { source: shownId(source), correlationId: shownId(correlationId) };
    log.info("queued", { commandId: id, account: named, ...shown, sessionId, command });
  };

  /** Of an event we cannot read; none of our own, which would come back as one again. */
  const strangeRejection = (event: unknown, fault: Fault): Outcome | undefined => {
    const source = isProperties(event) ? own(event, "source") : undefined;
    if (typeof source !== "string" || source === eventSource) return undefined;
    const eventId = isProperties(event) ? own(event, "id") : undefined;
    const deliveryId = typeof eventId === "string" ? eventId : "";
    const provenance = {
      door: "event",
      source: `event:${source}`,
      deliveryId,
      correlationId: deliveryId,
      causationId: deliveryId,
      hops: 0,
      attempt: 0,
    } as const;
    return rejectionOf({ account: undefined, provenance, input: {} }, dependencies.account, fault);
  };

  /** Published before it is parked: the same outcome twice is known by its id, a second copy in `parked` is not. */
  const refuse = async (event: unknown, envelope: EventEnvelope | undefined, fault: Fault): Promise<void> => {
    // No event about a loop: whatever answers our outcomes with requests would go on.
    const isLoop = fault.kind === faults.hopsExceeded;
    const rejection = envelope ? rejectionOf(envelope, dependencies.account, fault) : strangeRejection(event, fault);
    if (rejection && !isLoop) await bus.publish([rejection]);
    await park(dependencies, fault, { door: "event", event });
    log.error("refused", { door: "event", ...(rejection && shownOf(rejection)), ...faultFields(fault) });
  };

  return async (event: unknown): Promise<void> => {
    const { issues, report } = collectIssues();
    const envelope = readEventEnvelope(event, { detailType: requestedType, timeZone }, report);
    try {
      if (!envelope) throw new Fault(faults.envelopeInvalid, { issues });
      await accept(envelope, issues);
    } catch (error) {
      const fault = toFault(error);
      // A broken secret is ours to mend: the event is not refused for it, but kept in `parked` when Lambda gives up.
      if (fault.kind.retryable || fault.kind === faults.configInvalid) throw fault;
      await refuse(event, envelope, fault);
    }
  };
};
