// A reassignment that could not be done is told on the bus, and kept where a person has to act; the same thing not again and again.
import { commandIdOf } from "../core/command-id.ts";
import { type Fault, faults } from "../core/faults.ts";
import { shownId, shownSessionId } from "../core/ids.ts";
import type { Outcome } from "../core/outcome.ts";
import { publishRecorded } from "../records/outcomes.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import type { ReassignDependencies } from "./reassign-dependencies.ts";
import { isRequest, type ReassignTrigger } from "./reassign-trigger.ts";
import type { ToldDecision } from "./rules/published-decision.ts";

export interface Failure {
  trigger: ReassignTrigger;
  /** Why, as codes. */
  reasons: readonly string[];
  /** For the person who finds it among what was given up on. */
  message: string;
  issues?: Fault["issues"];
  decision?: ToldDecision;
  /** Nobody has to act for the session's sake. */
  settled?: boolean;
  /** The session was moved all the same, and that is told under the command's own id. */
  besideMove?: boolean;
  /** YYYY-MM-DD: what is told once a day and session. */
  day: string;
}

type Dependencies = Pick<ReassignDependencies, "ledger" | "bus" | "parked" | "clock" | "log">;

/** A request is answered, unless its session has moved so often that an answer may be what makes the loop. */
const isAnswered = ({ trigger, reasons }: Failure): boolean => isRequest(trigger) && !reasons.includes("HOP_LIMIT");

/** The command's where somebody is answered; otherwise the same one all day, so that it is told once. */
const idOf = (failure: Failure): string => {
  const { trigger, reasons, day, besideMove = false } = failure;
  const { account, source, deliveryId, sessionId } = trigger;
  if (isAnswered(failure) && deliveryId !== undefined)
    return commandIdOf({ account, source, deliveryId, index: besideMove ? 1 : 0 });
  const what = `${sessionId.toLowerCase()}/${day}/${reasons.join()}`;
  return commandIdOf({ account, source: "reassign-session", deliveryId: what, index: 0 });
};

const outcomeOf = (id: string, { trigger, reasons, issues = [], decision }: Failure): Outcome => {
  const { account, sessionId, door, source, deliveryId = id, correlationId = id, hops } = trigger;
  return {
    type: "Session Reassignment Failed",
    detail: {
      ...{ id, account, sessionId, command: "transfer", changes: { fields: [] }, door, source, deliveryId },
      ...(decision?.policy !== undefined && { rule: decision.policy }),
      reasons,
      ...(issues.length > 0 && { issues }),
      ...(decision && { decision }),
      ...{ correlationId, causationId: id, hops: hops + 1 },
    },
  };
};

const leaseMs = 60_000;

/** Throws Fault where it can neither be told nor kept. */
export const failureTeller = ({ ledger, bus, parked, clock, log }: Dependencies) => {
  const park = async ({ trigger, reasons, message, issues = [] }: Failure): Promise<void> => {
    const { door, event } = trigger;
    if (event === undefined) return;
    const parkedAt = new Date(clock.now()).toISOString();
    await parked.park({ reason: { code: reasons[0] ?? "", message, issues }, parkedAt, door, event });
  };

  /** Recorded first, since nothing brings it back: relay-outcomes sends what does not get out now. False when it was told today. */
  const tellOnce = async (id: string, { trigger }: Failure, outcome: Outcome): Promise<boolean> => {
    const { account, sessionId, door, source, deliveryId = id } = trigger;
    const owner = `${id}/${clock.now()}/${clock.random()}`;
    const entry = { id, account, sessionId, door, source, deliveryId, attempt: 0 };
    const claim = await ledger.claim(entry, owner, leaseMs);
    if (claim.state !== "claimed") return false;
    const text = JSON.stringify(outcome);
    await ledger.finish(id, owner, { state: "rejected", outcome: text, publish: true });
    await publishRecorded({ ledger, bus }, [{ id, outcome: text }]).catch((error: unknown) => {
      log.error("outcome not published yet", { commandId: id, ...faultFields(toFault(error)) });
    });
    return true;
  };

  return async (failure: Failure): Promise<void> => {
    const { trigger, reasons, settled = false, decision } = failure;
    const id = idOf(failure);
    const outcome = outcomeOf(id, failure);
    const isTold = isAnswered(failure) ? bus.publish([outcome]).then(() => true) : tellOnce(id, failure, outcome);
    // After it was told: the same outcome twice is known by its id, a second copy of the event is not.
    if (((await isTold) || isRequest(trigger)) && !settled) await park(failure);
    log.error("reassignment failed", {
      ...{ commandId: id, account: trigger.account, door: trigger.door, hops: trigger.hops, reasons },
      source: shownId(trigger.source),
      correlationId: shownId(trigger.correlationId ?? id),
      sessionId: shownSessionId(trigger.sessionId),
      ...(decision && { trigger: decision.trigger }),
      ...(decision?.policy !== undefined && { policy: decision.policy }),
    });
  };
};

/** What no repetition can mend; a broken secret or configuration is ours to mend, while the event waits. */
export const isPermanent = ({ kind }: Fault): boolean => kind !== faults.configInvalid && !kind.retryable;
