// Accepts an event of the bus: what is asked for is done or published as failed, what happened is looked at, and nothing is lost.
import { eventSource } from "../aws/bus.ts";
import { commandIdOf } from "../core/command/command-id.ts";
import { unresolvedSessionId } from "../core/command/targeted-command.ts";
import { accountNamedIn, hopsOf, isEnvelopeText } from "../core/event-envelope.ts";
import { Fault, faults } from "../core/faults.ts";
import { zoneOf } from "../core/hours/zone-of.ts";
import { parseSessionId, shownId } from "../core/ids.ts";
import { maxHops } from "../core/queue/queued-command.ts";
import { isProperties, own, type Properties } from "../core/value.ts";
import { countOutcome } from "../runtime/count-outcome.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import { triggerFields } from "./log-decision.ts";
import { failureOutcome, isPermanent } from "./publish-failure.ts";
import { type ReadTrigger, readTrigger } from "./read-trigger.ts";
import type { EventDependencies } from "./routing-dependencies.ts";
import { policiesOf } from "./rules/policies-of.ts";
import { requestedType } from "./rules/routed-types.ts";
import { hasPolicyOn } from "./rules/triggers-of.ts";
import { isRequest, type SessionTrigger } from "./session-trigger.ts";
import type { RouteSession, TriggerContext } from "./trigger-context.ts";

const text = (properties: Properties, name: string, otherwise: string): string => {
  const value = own(properties, name);
  return isEnvelopeText(value) ? value : otherwise;
};

/** What can be published of a request that was not understood, without repeating what its sender wrote. */
const answerableRequest = (event: unknown, account: string) => {
  if (!isProperties(event) || own(event, "detail-type") !== requestedType) return undefined;
  const source = own(event, "source");
  // An answer to a request of our own would come back to us as a request again.
  if (typeof source !== "string" || source === eventSource) return undefined;
  const given = own(event, "detail");
  const detail = isProperties(given) ? given : {};
  const deliveryId = text(detail, "idempotencyKey", text(event, "id", ""));
  const hops = hopsOf(detail, () => undefined);
  // Whoever answers refusals with what is refused again makes a loop as well.
  if (hops > maxHops) return undefined;
  const origin = { account: text(detail, "account", account), source: `event:${source}`, deliveryId };
  return {
    ...origin,
    id: commandIdOf({ ...origin, index: 0 }),
    sessionId: parseSessionId(own(detail, "sessionId"), () => undefined) ?? unresolvedSessionId,
    door: "event" as const,
    correlationId: text(detail, "correlationId", deliveryId),
    hops,
  };
};

/** Nothing is published of these: whatever answers our outcomes with requests would go on, and what waits has not failed. */
const unpublished: readonly Fault["kind"][] = [faults.hopsExceeded, faults.accountPaused];

export const triggerAccepter = (dependencies: EventDependencies, routeSession: RouteSession) => {
  const {
    routing,
    account: ownAccount,
    zones,
    accounts,
    killSwitch,
    mayAnswer,
    bus,
    parked,
    clock,
    log,
    meter,
  } = dependencies;

  /** Whoever may put events on our bus may name any account of ours. */
  const withAccount = async ({ account, ...trigger }: ReadTrigger): Promise<SessionTrigger> => {
    const known = await accounts.get();
    if (account !== undefined && !known.has(account))
      throw new Fault(faults.commandInvalid, {
        issues: [{ path: "account", code: "COMPANY_UNKNOWN", message: "there is no account of this name" }],
      });
    return { ...trigger, account: account ?? ownAccount };
  };

  const hasPolicyFor = ({ on, account }: SessionTrigger): boolean =>
    on !== "schedule" && hasPolicyOn(on.on, policiesOf(routing, account, ownAccount));

  /** The outcome is published before the event is parked: the same outcome twice is known by its id, a second parked copy is not. */
  const refuse = async (event: unknown, fault: Fault): Promise<void> => {
    const { code, message, issues } = fault;
    const request = unpublished.includes(fault.kind) ? undefined : answerableRequest(event, ownAccount);
    const outcome = request && failureOutcome(request.id, { trigger: request, reasons: [code], issues });
    if (outcome && (await mayAnswer({ ...request, about: request.sessionId }))) await bus.publish([outcome]);
    const parkedAt = new Date(clock.now()).toISOString();
    await parked.park({ reason: { code, message, issues }, parkedAt, door: "event", event });
    if (outcome) countOutcome(meter, outcome, { attempt: 0 }, clock.now());
    log.error("refused", {
      door: "event",
      ...(request && { ...triggerFields(request), commandId: request.id, account: shownId(request.account) }),
      ...faultFields(fault),
    });
  };

  const work = async (event: unknown, context: TriggerContext): Promise<void> => {
    const read = readTrigger(event, { timeZone: zoneOf(zones, accountNamedIn(event) ?? ownAccount) });
    if (!read) return;
    if (read.hops > maxHops) throw new Fault(faults.hopsExceeded);
    const trigger = await withAccount(read);
    if (!isRequest(trigger) && !hasPolicyFor(trigger)) return;
    if (await killSwitch.isPaused(trigger.account)) throw new Fault(faults.accountPaused);
    await routeSession(trigger, context);
  };

  return {
    /** Resolves when the event is dealt with. Throws the Fault that a repetition can mend. */
    accept: async (event: unknown, context: TriggerContext): Promise<void> => {
      try {
        await work(event, context);
      } catch (error) {
        const fault = toFault(error);
        if (!isPermanent(fault) && fault.kind !== faults.accountPaused) throw fault;
        await refuse(event, fault);
      }
    },
    /** A request is answered, and every event is parked. Throws Fault where it can be neither. */
    refuse,
  };
};
