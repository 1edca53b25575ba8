// Publishes that a session could not be moved, and parks the event where a person has to act; the same thing not again and again.
import { sessionPlace } from "../aws/item-keys.ts";
import { commandIdOf } from "../core/command/command-id.ts";
import { type Fault, faults } from "../core/faults.ts";
import { shownId } from "../core/ids.ts";
import { type Outcome, outcomeOf } from "../core/outcome.ts";
import { countOutcome } from "../runtime/count-outcome.ts";
import { triggerFields } from "./log-decision.ts";
import type { RoutingDependencies } from "./routing-dependencies.ts";
import type { PublishedDecision } from "./rules/published-decision.ts";
import { isRequest, type SessionTrigger } from "./session-trigger.ts";

interface FailureReasons {
  /** Why, as codes. */
  reasons: readonly string[];
  issues?: Fault["issues"];
  decision?: PublishedDecision;
}

export interface Failure extends FailureReasons {
  trigger: SessionTrigger;
  /** The words for the person who finds the parked event. */
  message: string;
  /** Nobody has to act for the session's sake, so the event is not parked. */
  needsNobody?: boolean;
  /** The session was moved all the same, and the command's own id is the one of that outcome. */
  besideMove?: boolean;
  /** YYYY-MM-DD. What nobody asked for is published once a day and session. */
  day: string;
}

type Dependencies = Pick<RoutingDependencies, "lifecycle" | "mayAnswer" | "bus" | "parked" | "clock" | "log" | "meter">;

/** A request is answered, unless its session has moved so often that an answer may be what makes the loop. */
const isAnswered = ({ trigger, reasons }: Failure): boolean => isRequest(trigger) && !reasons.includes("HOP_LIMIT");

/** Where somebody is answered the id is the command's; otherwise it is the same all day, so that the failure is published once. */
const idOf = (failure: Failure): string => {
  const { trigger, reasons, day, besideMove = false } = failure;
  const { account, source, deliveryId, sessionId } = trigger;
  if (isAnswered(failure) && deliveryId !== undefined)
    return commandIdOf({ account, source, deliveryId, index: besideMove ? 1 : 0 });
  const what = `${sessionId.toLowerCase()}/${day}/${reasons.join()}`;
  return commandIdOf({ account, source: "reassign-session", deliveryId: what, index: 0 });
};

/** The trigger may be all that could be read of a request that was not understood. */
export const failureOutcome = (
  id: string,
  { trigger, reasons, issues = [], decision }: FailureReasons & { trigger: Omit<SessionTrigger, "on"> },
): Outcome => {
  const { account, sessionId, door, source, deliveryId = id, correlationId = id, hops } = trigger;
  const rule = decision?.policy;
  const origin = { id, account, door, source, deliveryId, correlationId, hops, ...(rule !== undefined && { rule }) };
  const said = { sessionId, command: "transfer" as const, reasons, issues, ...(decision && { decision }) };
  return outcomeOf("Session Reassignment Failed", origin, said);
};

export const failurePublisher = ({ lifecycle, mayAnswer, bus, parked, clock, log, meter }: Dependencies) => {
  const park = async ({ trigger, reasons, message, issues = [] }: Failure): Promise<void> => {
    const { door, event } = trigger;
    if (event === undefined || !parked) return;
    const parkedAt = new Date(clock.now()).toISOString();
    await parked.park({ reason: { code: reasons[0] ?? "", message, issues }, parkedAt, door, event });
  };

  /** False when it was published today. */
  const publishOnce = async (id: string, { trigger }: Failure, outcome: Outcome): Promise<boolean> => {
    const { account, sessionId, door, source, deliveryId = id, correlationId = id, hops } = trigger;
    const origin = { id, account, sessionId, door, source, deliveryId, correlationId, hops, attempt: 0 };
    const place = sessionPlace({ account, sessionId });
    const { did } = await lifecycle.recordOnce({ place, entry: { ...origin, command: "transfer" } }, async () => ({
      as: "rejected",
      outcome,
      answer: undefined,
    }));
    return did === "finished";
  };

  /** Whoever answers refusals with requests that are refused again is not answered for ever. */
  const answer = async ({ account, source, sessionId }: SessionTrigger, outcome: Outcome): Promise<true> => {
    if (await mayAnswer({ account, source, about: sessionId })) await bus.publish([outcome]);
    return true;
  };

  /** Throws Fault where the failure can neither be published nor parked. */
  return async (failure: Failure): Promise<void> => {
    const { trigger, reasons, needsNobody = false, decision } = failure;
    const id = idOf(failure);
    const outcome = failureOutcome(id, failure);
    const isNew = isAnswered(failure) ? answer(trigger, outcome) : publishOnce(id, failure, outcome);
    // It is parked after it was published: the same outcome twice is known by its id, a second copy of the event is not.
    if (((await isNew) || isRequest(trigger)) && !needsNobody) await park(failure);
    // What is not answered was recorded, and counted with that.
    if (isAnswered(failure)) countOutcome(meter, outcome, { attempt: 0 }, clock.now());
    log.error("move failed", {
      ...triggerFields(trigger),
      commandId: id,
      reasons,
      correlationId: shownId(trigger.correlationId ?? id),
      ...(decision && { trigger: decision.trigger }),
      ...(decision?.policy !== undefined && { policy: decision.policy }),
    });
  };
};

/** No repetition can mend it. A broken secret or configuration is ours to mend, while the event waits. */
export const isPermanent = ({ kind }: Fault): boolean => kind !== faults.configInvalid && !kind.retryable;
