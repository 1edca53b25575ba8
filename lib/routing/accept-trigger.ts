// The event door of reassignment: what is asked for is done or told as failed, what happened is looked at, and nothing is lost.

import { eventSource } from "../aws/bus.ts";
import { accountOf } from "../core/accounts-secret.ts";
import { commandIdOf } from "../core/command-id.ts";
import { hopsOf, isEnvelopeText } from "../core/event-envelope.ts";
import { Fault, faults } from "../core/faults.ts";
import { parseSessionId, shownId, shownSessionId } from "../core/ids.ts";
import type { Outcome } from "../core/outcome.ts";
import { maxHops } from "../core/queue/queued-command.ts";
import { unresolvedSessionId } from "../core/targeted-command.ts";
import { isProperties, own, type Properties } from "../core/value.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import { isPermanent } from "./publish-failure.ts";
import { type ReadTrigger, readTrigger, requestedType } from "./read-trigger.ts";
import type { ReassignDependencies } from "./reassign-dependencies.ts";
import { isRequest, type ReassignTrigger } from "./reassign-trigger.ts";
import { policiesOf } from "./rules/policies-of.ts";
import { triggersOf } from "./rules/triggers-of.ts";
import type { Reassign, Turn } from "./trigger-context.ts";

const text = (properties: Properties, name: string, otherwise: string): string => {
  const value = own(properties, name);
  return isEnvelopeText(value) ? value : otherwise;
};

/** What can be told of a request that was not understood, without repeating what its sender wrote. */
const failureOf = (event: unknown, account: string, fault: Fault): Outcome | undefined => {
  if (!isProperties(event) || own(event, "detail-type") !== requestedType) return undefined;
  const source = own(event, "source");
  // One of our own would come back as one again.
  if (typeof source !== "string" || source === eventSource) return undefined;
  const given = own(event, "detail");
  const detail = isProperties(given) ? given : {};
  const deliveryId = text(detail, "idempotencyKey", text(event, "id", ""));
  const origin = { account: text(detail, "account", account), source: `event:${source}`, deliveryId };
  const id = commandIdOf({ ...origin, index: 0 });
  const hops = hopsOf(detail, () => undefined);
  // Whoever answers refusals with what is refused again goes round as well.
  if (hops > maxHops) return undefined;
  return {
    type: "Session Reassignment Failed",
    detail: {
      ...{ id, ...origin, command: "transfer", changes: { fields: [] }, door: "event" },
      sessionId: parseSessionId(own(detail, "sessionId"), () => undefined) ?? unresolvedSessionId,
      reasons: [fault.code],
      ...(fault.issues.length > 0 && { issues: fault.issues }),
      ...{ correlationId: text(detail, "correlationId", deliveryId), causationId: id },
      hops: hops + 1,
    },
  };
};

/** Resolves when the event is dealt with; throws what a repetition can mend: Lambda repeats it twice, then it is in `parked`. */
export const triggerAccepter = (dependencies: ReassignDependencies, reassign: Reassign) => {
  const { routing, account: ownAccount, timeZone, accounts, killSwitch, bus, parked, clock, log } = dependencies;

  /** Whoever may put events on our bus may name any account of ours. */
  const withAccount = async ({ account, ...trigger }: ReadTrigger): Promise<ReassignTrigger> => {
    const known = await accounts.get();
    if (account !== undefined && !known.has(account))
      throw new Fault(faults.commandInvalid, {
        issues: [{ path: "account", code: "COMPANY_UNKNOWN", message: "there is no account of this name" }],
      });
    const open = { accounts: [account ?? ownAccount] };
    return { ...trigger, account: accountOf(undefined, open, { accounts: known, account: ownAccount }) };
  };

  const hasPolicyFor = ({ on, account }: ReassignTrigger): boolean =>
    policiesOf(routing, account, ownAccount).some(
      (policy) => on !== "schedule" && triggersOf(policy).some((each) => each.on === on.on),
    );

  /** Of these nothing is told: whatever answers our outcomes with requests would go on, and what waits has not failed. */
  const untold: readonly Fault["kind"][] = [faults.hopsExceeded, faults.accountPaused];

  /** Published before it is parked: the same outcome twice is known by its id, a second copy in `parked` is not. */
  const refuse = async (event: unknown, fault: Fault): Promise<void> => {
    const outcome = untold.includes(fault.kind) ? undefined : failureOf(event, ownAccount, fault);
    if (outcome) await bus.publish([outcome]);
    const { code, message, issues } = fault;
    const parkedAt = new Date(clock.now()).toISOString();
    await parked.park({ reason: { code, message, issues }, parkedAt, door: "event", event });
    log.error("refused", {
      door: "event",
      ...(outcome && {
        commandId: outcome.detail.id,
        account: shownId(outcome.detail.account),
        source: shownId(outcome.detail.source),
        correlationId: shownId(outcome.detail.correlationId),
        sessionId: shownSessionId(outcome.detail.sessionId),
      }),
      ...faultFields(fault),
    });
  };

  const accept = async (event: unknown, turn: Turn): Promise<void> => {
    const read = readTrigger(event, { timeZone });
    if (!read) return;
    if (read.hops > maxHops) throw new Fault(faults.hopsExceeded);
    const trigger = await withAccount(read);
    if (!isRequest(trigger) && !hasPolicyFor(trigger)) return;
    if (await killSwitch.isPaused(trigger.account)) throw new Fault(faults.accountPaused);
    await reassign(trigger, turn);
  };

  return async (event: unknown, turn: Turn): Promise<void> => {
    try {
      await accept(event, turn);
    } catch (error) {
      const fault = toFault(error);
      if (!isPermanent(fault) && fault.kind !== faults.accountPaused) throw fault;
      await refuse(event, fault);
    }
  };
};
