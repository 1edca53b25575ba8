// One session's turn: read again, decided and moved under its lease, so that triggers at the same moment give one assignment.
import { readSession } from "../apply/prepare.ts";
import { waitForSession } from "../apply/wait-for-session.ts";
import { Fault, faults } from "../core/faults.ts";
import { localDay } from "../core/local-time.ts";
import { toldDecision } from "../core/policies/told-decision.ts";
import type { Provenance } from "../core/queued-command.ts";
import { shownSessionId } from "../core/session-id.ts";
import { shownId } from "../core/shown-id.ts";
import { toFault } from "../error-body.ts";
import type { LogFields } from "../log.ts";
import { faultFields } from "../log-fault.ts";
import { publishRecorded } from "../records/outcomes.ts";
import type { SessionLease } from "../records/session-lease.ts";
import type { TimeBox } from "../time-box.ts";
import type { Wts, WtsUse } from "../wts/connect.ts";
import type { SessionDetail, WtsSession } from "../wts/types.ts";
import { moveCarrier, provenanceOf } from "./carry-out.ts";
import type { ReassignDependencies } from "./reassign-dependencies.ts";
import { isRequest, type ReassignTrigger } from "./reassign-trigger.ts";
import { routingDecider } from "./routing-decider.ts";
import type { RoutingAnswer } from "./routing-question.ts";
import { placeTaker, type TakenPlace } from "./take-place.ts";
import { failureTeller, isPermanent } from "./tell-failure.ts";

export type Reassigned = "moved" | "kept" | "failed" | "echo" | "duplicate";

export interface Turn {
  priority: WtsUse["priority"];
  timeBox: TimeBox;
  /** Of the invocation: who holds leases and claims. */
  owner: string;
}

/** The rest is for recording what was done. */
const leaseUse = 0.9;
/** Whoever was not fast enough need not ask again at once who is available. */
const burstMs = 2_000;
/** A session that changes while it is decided on is decided on anew, but not for ever. */
const mostAttempts = 3;
/** What the session was when it was read, it is not any more: it has to be looked at again. */
const changed: readonly Fault["kind"][] = [faults.expectationNotMet, faults.commandInvalid, faults.wtsRefused];

interface Held {
  trigger: ReassignTrigger;
  turn: Turn;
  lease: SessionLease;
  wts: Wts;
  endBy: number;
}

interface Decided {
  answer: RoutingAnswer;
  session: WtsSession;
  /** Absent where the session stays where it is. */
  place?: TakenPlace;
}

export const sessionReassigner = (dependencies: ReassignDependencies, details: readonly SessionDetail[]) => {
  const { routing, timeZone, config, ledger, leases, moves, connect, clock, log, bus } = dependencies;
  const { leaseMs, tokenWaitMs } = config;
  const { decide } = routingDecider({ ...dependencies, leaseMs });
  const places = placeTaker(dependencies);
  const carrier = moveCarrier(dependencies);
  const tellFailure = failureTeller(dependencies);

  const tell = (message: string, trigger: ReassignTrigger, fields: LogFields = {}): void =>
    log.info(message, {
      ...{ account: trigger.account, door: trigger.door, hops: trigger.hops },
      source: shownId(trigger.source),
      ...(trigger.correlationId !== undefined && { correlationId: shownId(trigger.correlationId) }),
      sessionId: shownSessionId(trigger.sessionId),
      ...fields,
    });

  const shownOf = ({ decision, context }: RoutingAnswer): LogFields => ({
    trigger: context.trigger.on,
    ...(decision.policy !== undefined && { policy: decision.policy }),
    action: decision.action,
    reasons: decision.reasons.map(({ code }) => code),
  });

  const pauseMs = (tries: number): number => 10 * 2 ** Math.min(tries, 5) * (0.5 + clock.random());

  /** Decides until what the decision promises could be taken. */
  const decideAndTake = async ({ trigger, wts, endBy }: Held): Promise<Decided> => {
    const { account, sessionId } = trigger;
    const session = await readSession(wts.client, sessionId, details);
    for (let tries = 0; ; tries += 1) {
      const answer = await decide({ account, wts, session, trigger: trigger.on, peopleMaxAgeMs: tries && burstMs });
      if (answer.decision.action === "keep") return { answer, session };
      const place = await places.take(account, sessionId, answer);
      if (place) return { answer, session, place };
      const waitMs = pauseMs(tries);
      if (clock.now() + waitMs >= endBy) throw new Fault(faults.sessionBusy, { retryAfterSeconds: 5 });
      await clock.sleep(waitMs);
    }
  };

  const entryOf = ({ id, account, door, source, deliveryId, attempt }: Provenance, sessionId: string) => ({
    ...{ id, account, door, source, deliveryId, attempt, sessionId },
  });

  /** False when it was done before; what nobody heard of yet is published. */
  const claim = async (provenance: Provenance, { trigger, turn }: Held): Promise<boolean> => {
    for (;;) {
      const claimed = await ledger.claim(entryOf(provenance, trigger.sessionId), turn.owner, leaseMs);
      if (claimed.state === "claimed") return true;
      if (claimed.state !== "busy") {
        if (!claimed.published)
          await publishRecorded({ ledger, bus }, [{ id: provenance.id, outcome: claimed.outcome }]);
        return false;
      }
      // Whoever had the session before us died with its claim: it ends about when its lease did.
      const waitMs = claimed.untilMs - clock.now() + 1;
      if (clock.now() + waitMs >= turn.timeBox.startBy) throw new Fault(faults.sessionBusy, { retryAfterSeconds: 5 });
      await clock.sleep(Math.max(1, waitMs));
    }
  };

  /** A request is answered, whatever became of it; that WTS told us something is not. */
  const keep = async (held: Held, { answer }: Decided, wasClaimed: boolean): Promise<Reassigned> => {
    const { trigger, turn } = held;
    const { decision, policy, context, facts, seen } = answer;
    const { account, sessionId } = trigger;
    if (decision.state) await moves.setState({ account, sessionId }, decision.state);
    const told = toldDecision(decision, policy, context.trigger.on);
    if (decision.failed) {
      await tellFailure({
        ...{ trigger, decision: told, day: seen.day },
        reasons: decision.reasons.map(({ code }) => code),
        message: decision.reasons.map(({ message }) => message).join("; "),
      });
      return "failed";
    }
    if (isRequest(trigger) || wasClaimed) {
      const provenance = provenanceOf(trigger, seen);
      if (await claim(provenance, held)) {
        const outcome = JSON.stringify({ kept: told });
        await ledger.finish(provenance.id, turn.owner, { state: "applied", outcome, publish: false });
      }
    }
    tell("session kept", trigger, { ...shownOf(answer), status: facts.status });
    return "kept";
  };

  /** The session is where this very trigger was about to bring it when its function died. */
  const begunBefore = ({ facts, seen }: RoutingAnswer, { id }: Provenance) => {
    const { begun } = seen.moves;
    const isThere = begun?.departmentId === facts.departmentId && begun.userId === facts.userId;
    return begun?.id === id && isThere ? begun : undefined;
  };

  /** Undefined: to be looked at again. Gives the lease back in any case. */
  const move = async (held: Held, decided: Decided & { place: TakenPlace }): Promise<Reassigned | undefined> => {
    const { trigger, turn, lease, wts } = held;
    const { answer, session, place } = decided;
    const { decision, policy, context, seen } = answer;
    const { departmentId } = decision;
    const provenance = provenanceOf(trigger, seen);
    if (departmentId === undefined) throw new TypeError("a move has no department");
    const stepBack = async (): Promise<void> => {
      // What could not be given back ends by itself.
      await Promise.allSettled([place.giveBack(), lease.release()]);
    };
    const isNew = await claim(provenance, held).catch(async (error: unknown) => {
      await stepBack();
      throw error;
    });
    if (!isNew) {
      await stepBack();
      tell("duplicate", trigger, { commandId: provenance.id });
      return "duplicate";
    }
    const own = { trigger, provenance, answer, session, place, lease, wts, owner: turn.owner, departmentId };
    if (!(await carrier.move(own))) return undefined;
    tell("session reassigned", trigger, { commandId: provenance.id, ...shownOf(answer) });
    if (decision.failed)
      await tellFailure({
        ...{ trigger, decision: toldDecision(decision, policy, context.trigger.on), day: seen.day, settled: true },
        reasons: decision.reasons.map(({ code }) => code),
        message: "",
      });
    return "moved";
  };

  const finishBegun = async (held: Held, { answer, session }: Decided): Promise<Reassigned | undefined> => {
    const { trigger, turn, lease, wts } = held;
    const provenance = provenanceOf(trigger, answer.seen);
    const begun = begunBefore(answer, provenance);
    if (!begun || !(await claim(provenance, held))) return begun && "duplicate";
    await carrier.finish({ trigger, provenance, answer, session, lease, wts, owner: turn.owner }, begun);
    tell("session reassigned", trigger, { commandId: provenance.id, ...shownOf(answer) });
    return "moved";
  };

  /** Undefined: to be looked at again. */
  const takeTurn = async (
    trigger: ReassignTrigger,
    turn: Turn,
    wasClaimed: boolean,
  ): Promise<Reassigned | undefined> => {
    const { account, sessionId } = trigger;
    const giveUpAt = Math.min(turn.timeBox.startBy, clock.now() + leaseMs + 1_000);
    const lease = await waitForSession(
      { leases, leaseMs, clock },
      { account, sessionId },
      { owner: turn.owner, giveUpAt },
    );
    // Nothing goes out after the lease may have passed to somebody else.
    const endBy = Math.min(turn.timeBox.endBy, clock.now() + leaseMs * leaseUse);
    const wts = connect(account, { priority: turn.priority, timeBox: { startBy: endBy, endBy }, tokenWaitMs });
    const held = { trigger, turn, lease, wts, endBy };
    let isHeld = true;
    try {
      if (trigger.changes && lease.isOwnEcho(trigger.changes, routing.ownWritesMs)) {
        tell("own write", trigger);
        return "echo";
      }
      const decided = await decideAndTake(held);
      const { place } = decided;
      if (!place) return (await finishBegun(held, decided)) ?? (await keep(held, decided, wasClaimed));
      isHeld = false;
      return await move(held, { ...decided, place });
    } finally {
      // Not given back it ends by itself.
      if (isHeld) await lease.release().catch(() => {});
    }
  };

  const wasDone = async (trigger: ReassignTrigger): Promise<boolean> => {
    if (!isRequest(trigger)) return false;
    const { id } = provenanceOf(trigger, { day: "", moves: { count: 0 } });
    return (await ledger.read(id))?.state === "applied";
  };

  /** Resolves when the trigger is done with, one way or the other. Throws Fault for what a repetition can mend. */
  return async (trigger: ReassignTrigger, turn: Turn): Promise<Reassigned> => {
    // A copy of a request that comes later must not undo what a person did since.
    if (await wasDone(trigger)) {
      tell("duplicate", trigger);
      return "duplicate";
    }
    for (let attempt = 1; ; attempt += 1) {
      try {
        const done = await takeTurn(trigger, turn, attempt > 1);
        if (done) return done;
        if (attempt >= mostAttempts) throw new Fault(faults.sessionBusy, { retryAfterSeconds: 5 });
      } catch (error) {
        const fault = toFault(error);
        if (changed.includes(fault.kind) && attempt < mostAttempts) continue;
        if (!isPermanent(fault)) throw fault;
        tell("reassignment refused", trigger, faultFields(fault));
        await tellFailure({
          ...{ trigger, day: localDay(clock.now(), timeZone) },
          reasons: [fault.code],
          message: fault.message,
          // Somebody is at work on it: nobody has to act.
          settled: fault.kind === faults.expectationNotMet,
        });
        return "failed";
      }
    }
  };
};
