// Turns a "Session Update Requested" into a queued command, or into a refusal that says why; nothing is lost in between.

import { type Bus, eventSource } from "../aws/bus.ts";
import type { CommandQueue, ParkedQueue } from "../aws/queue.ts";
import { type AccountNames, accountOf, accountOfCompany } from "../core/accounts-secret.ts";
import { commandNames } from "../core/command/command.ts";
import { commandIdOf } from "../core/command/command-id.ts";
import type { ReadingOf } from "../core/command/reading-of.ts";
import {
  parseTargetedCommand,
  type TargetedCommand,
  type TargetedParseOptions,
  unresolvedSessionId,
} from "../core/command/targeted-command.ts";
import { accountNamedIn, type EventEnvelope, readEventEnvelope } from "../core/event-envelope.ts";
import { Fault, faults } from "../core/faults.ts";
import { parseSessionId, shownId, shownSessionId } from "../core/ids.ts";
import { collectIssues, type Issue } from "../core/issue.ts";
import { type Outcome, rejectedOutcome } from "../core/outcome.ts";
import { maxHops } from "../core/queue/queued-command.ts";
import { isProperties, own, ownText, type Properties } from "../core/value.ts";
import type { MayAnswer } from "../records/refused-requests.ts";
import type { Clock } from "../runtime/clock.ts";
import { countOutcome } from "../runtime/count-outcome.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import type { Log, LogFields } from "../runtime/log.ts";
import type { Meter } from "../runtime/meter.ts";
import { park } from "./queue/worker-dependencies.ts";

export const requestedType = "Session Update Requested";

interface AcceptEventDependencies {
  readingOf: ReadingOf;
  /** It is the account of an event that names no company. */
  account: string;
  /** They are asked only where an event names an account or a company: most name neither. */
  accountNames(): Promise<AccountNames>;
  mayAnswer: MayAnswer;
  queue: CommandQueue;
  parked: ParkedQueue;
  bus: Bus;
  clock: Clock;
  log: Log;
  meter: Meter;
}

const invalid = (issues: readonly Issue[]): Fault => new Fault(faults.commandInvalid, { issues });

type Asker = Pick<EventEnvelope["provenance"], "source" | "deliveryId" | "correlationId" | "hops">;

/** The outcome says what can be said of a command that was not understood, without repeating what its sender wrote. */
const rejectionOf = (
  { account, input, provenance }: { account: string; input: Properties; provenance: Asker },
  fault: Fault,
): Outcome => {
  const { source, deliveryId } = provenance;
  const id = commandIdOf({ account, source, deliveryId, index: 0 });
  const sessionId = parseSessionId(own(input, "sessionId"), () => undefined) ?? unresolvedSessionId;
  const command = commandNames.find((name) => name === own(input, "command")) ?? "update";
  return rejectedOutcome({ ...provenance, id, account, door: "event" }, { sessionId, command }, fault);
};

const askerOf = ({ detail: { account, source, sessionId } }: Outcome) => ({ account, source, about: sessionId });

const shownOf = ({ detail }: Outcome): LogFields => ({
  commandId: detail.id,
  account: shownId(detail.account),
  source: shownId(detail.source),
  deliveryId: shownId(detail.deliveryId),
  correlationId: shownId(detail.correlationId),
  sessionId: shownSessionId(detail.sessionId),
});

/** Resolves when the event is queued or refused for good. Throws the Fault that a repetition can mend: Lambda repeats the event twice, and then it is parked. */
export const eventAccepter = (dependencies: AcceptEventDependencies) => {
  const { readingOf, account: ownAccount, accountNames, mayAnswer, queue, bus, clock, log, meter } = dependencies;

  /** Answers undefined, and logs it, for a command that names nobody and says that this is to be ignored. */
  const targetedOf = (
    { input, provenance }: Pick<EventEnvelope, "input" | "provenance">,
    issues: readonly Issue[],
    reading: TargetedParseOptions,
  ): TargetedCommand | undefined => {
    const { source, correlationId } = provenance;
    const parsed = parseTargetedCommand(input, reading);
    if (parsed.ok && issues.length === 0) return parsed.targeted;
    if (!parsed.ok && parsed.namesNobody !== undefined && issues.length === 0) {
      const shown = { source: shownId(source), correlationId: shownId(correlationId) };
      log.info("ignored", { ...shown, ignored: [parsed.namesNobody] });
      return undefined;
    }
    throw invalid([...issues, ...(parsed.ok ? [] : parsed.issues)]);
  };

  /** Whoever may put events on our bus may name any account of ours. */
  const findAccount = async (account: string | undefined, companyId: string | undefined): Promise<string> => {
    if (account === undefined && companyId === undefined) return ownAccount;
    const known = await accountNames();
    if (account !== undefined && !known.has(account))
      throw invalid([{ path: "account", code: "COMPANY_UNKNOWN", message: "there is no account of this name" }]);
    const open = account === undefined ? [...known.keys()] : [account];
    return accountOf(companyId, { accounts: open }, { accounts: known, account: ownAccount });
  };

  /** How its times and numbers are read depends on the account that it will turn out to be for. */
  const readingFor = async (event: unknown): Promise<TargetedParseOptions> => {
    const companyId = ownText(isProperties(event) ? own(event, "detail") : undefined, "companyId");
    const ofCompany = companyId === undefined ? undefined : accountOfCompany(companyId, await accountNames());
    return readingOf(accountNamedIn(event) ?? ofCompany ?? ownAccount);
  };

  const accept = async (
    envelope: EventEnvelope,
    issues: readonly Issue[],
    reading: TargetedParseOptions,
  ): Promise<void> => {
    const { account, provenance } = envelope;
    if (provenance.hops > maxHops) throw new Fault(faults.hopsExceeded);
    const targeted = targetedOf(envelope, issues, reading);
    if (!targeted) return;
    const named = await findAccount(account, targeted.command.companyId);
    const { source, deliveryId, correlationId } = provenance;
    const id = commandIdOf({ account: named, source, deliveryId, index: 0 });
    await queue.send({ kind: "command", ...provenance, id, account: named, targeted });
    meter.add("accepted");
    const { command } = targeted.command;
    const sessionId = shownSessionId(targeted.command.sessionId);
    const shown = { source: shownId(source), correlationId: shownId(correlationId) };
    log.info("queued", { commandId: id, account: named, ...shown, sessionId, command });
  };

  /** An event that cannot be read is refused as well, but none of our own: it would come back as one again. */
  const strangeRejection = (event: unknown, fault: Fault): Outcome | undefined => {
    const source = ownText(event, "source");
    if (source === undefined || source === eventSource) return undefined;
    const deliveryId = ownText(event, "id") ?? "";
    const provenance = { source: `event:${source}`, deliveryId, correlationId: deliveryId, hops: 0 };
    return rejectionOf({ account: ownAccount, input: {}, provenance }, fault);
  };

  /** The outcome is published before the event is parked: the same outcome twice is known by its id, a second parked copy is not. */
  const refuse = async (event: unknown, envelope: EventEnvelope | undefined, fault: Fault): Promise<void> => {
    const rejection = envelope
      ? rejectionOf({ ...envelope, account: envelope.account ?? ownAccount }, fault)
      : strangeRejection(event, fault);
    // Nothing is published about a loop: whatever answers our outcomes with requests would go on.
    const isAnswered = rejection && fault.kind !== faults.hopsExceeded && (await mayAnswer(askerOf(rejection)));
    if (isAnswered) await bus.publish([rejection]);
    await park(dependencies, fault, { door: "event", event });
    // What fails before this line is refused again when Lambda repeats the event: then it counts once.
    if (rejection) countOutcome(meter, rejection, { attempt: 0 }, clock.now());
    log.error("refused", { door: "event", ...(rejection && shownOf(rejection)), ...faultFields(fault) });
  };

  return async (event: unknown): Promise<void> => {
    const { issues, report } = collectIssues();
    const reading = await readingFor(event);
    const envelope = readEventEnvelope(event, { detailType: requestedType, timeZone: reading.timeZone }, report);
    try {
      if (!envelope) throw new Fault(faults.envelopeInvalid, { issues });
      await accept(envelope, issues, reading);
    } catch (error) {
      const fault = toFault(error);
      if (fault.kind.retryable) throw fault;
      await refuse(event, envelope, fault);
    }
  };
};
