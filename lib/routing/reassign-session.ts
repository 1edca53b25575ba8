// One session's turn: read again, decided and moved under its lease, so that triggers at the same moment give one assignment.

import { Fault, faults } from "../core/faults.ts";
import { localDay } from "../core/hours/local-time.ts";
import { waitForSession } from "../records/session-lease.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import type { SessionDetail } from "../wts/types.ts";
import { deciderAndTaker } from "./decide-and-take.ts";
import { tellTurn } from "./log-decision.ts";
import { provenanceOf } from "./provenance-of.ts";
import { failureTeller, isPermanent } from "./publish-failure.ts";
import type { ReassignDependencies } from "./reassign-dependencies.ts";
import { isRequest, type ReassignTrigger } from "./reassign-trigger.ts";
import { placeTaker } from "./reserve-slot.ts";
import { routingDecider } from "./routing-decider.ts";
import { decisionSettler } from "./settle-decision.ts";
import type { Reassign, Reassigned, Turn } from "./trigger-context.ts";

/** The rest is for recording what was done. */
const leaseUse = 0.9;
/** A session that changes while it is decided on is decided on anew, but not for ever. */
const mostAttempts = 3;
/** What the session was when it was read, it is not any more: it has to be looked at again. */
const changed: readonly Fault["kind"][] = [faults.expectationNotMet, faults.commandInvalid, faults.wtsRefused];

export const sessionReassigner = (dependencies: ReassignDependencies, details: readonly SessionDetail[]): Reassign => {
  const { routing, timeZone, config, ledger, leases, connect, clock, log } = dependencies;
  const { leaseMs, tokenWaitMs } = config;
  const decider = routingDecider({ ...dependencies, leaseMs });
  const decideAndTake = deciderAndTaker({ decider, places: placeTaker(dependencies), details, clock });
  const settle = decisionSettler(dependencies);
  const tellFailure = failureTeller(dependencies);

  /** Undefined: to be looked at again. */
  const takeTurn = async (
    trigger: ReassignTrigger,
    turn: Turn,
    wasClaimed: boolean,
  ): Promise<Reassigned | undefined> => {
    const { account, sessionId } = trigger;
    const { priority, timeBox, owner } = turn;
    const giveUpAt = Math.min(timeBox.startBy, clock.now() + leaseMs + 1_000);
    const key = { account, sessionId };
    const lease = await waitForSession({ leases, leaseMs, clock }, key, { owner, giveUpAt });
    // Nothing goes out after the lease may have passed to somebody else.
    const endBy = Math.min(timeBox.endBy, clock.now() + leaseMs * leaseUse);
    const wts = connect(account, { priority, timeBox: { startBy: endBy, endBy }, tokenWaitMs });
    const held = { trigger, turn, lease, wts, endBy };
    let isHeld = true;
    try {
      if (trigger.changes && lease.isOwnEcho(trigger.changes, routing.ownWritesMs)) {
        tellTurn(log, "own write", trigger);
        return "echo";
      }
      const decided = await decideAndTake(held);
      const { place } = decided;
      if (!place) return await settle.stay(held, decided, wasClaimed);
      isHeld = false;
      return await settle.move(held, { ...decided, place });
    } finally {
      // Not given back it ends by itself.
      if (isHeld) await lease.release().catch(() => {});
    }
  };

  /** A copy of a request that comes later must not undo what a person did since. */
  const wasDone = async (trigger: ReassignTrigger): Promise<boolean> => {
    if (!isRequest(trigger)) return false;
    const { id } = provenanceOf(trigger, { day: "", moves: { count: 0 } });
    return (await ledger.read(id))?.state === "applied";
  };

  const refuse = async (trigger: ReassignTrigger, fault: Fault): Promise<Reassigned> => {
    tellTurn(log, "reassignment refused", trigger, faultFields(fault));
    await tellFailure({
      ...{ trigger, day: localDay(clock.now(), timeZone) },
      reasons: [fault.code],
      message: fault.message,
      // Somebody is at work on it: nobody has to act.
      settled: fault.kind === faults.expectationNotMet,
    });
    return "failed";
  };

  /** Undefined when it is no use, or when there is no time for it. */
  const rateLimitPauseMs = ({ logged, retryAfterSeconds = 5 }: Fault, { timeBox }: Turn): number | undefined => {
    const pauseMs = retryAfterSeconds * 1_000 * (0.5 + clock.random());
    return logged.wtsReason === "RATE_LIMIT" && clock.now() + pauseMs < timeBox.startBy ? pauseMs : undefined;
  };

  /** Resolves when the trigger is done with, one way or the other. Throws Fault for what a repetition can mend. */
  return async (trigger, turn) => {
    if (await wasDone(trigger)) {
      tellTurn(log, "duplicate", trigger);
      return "duplicate";
    }
    for (let attempt = 1; ; ) {
      try {
        const done = await takeTurn(trigger, turn, attempt > 1);
        if (done) return done;
        if (attempt >= mostAttempts) throw new Fault(faults.sessionBusy, { retryAfterSeconds: 5 });
      } catch (error) {
        const fault = toFault(error);
        const pauseMs = rateLimitPauseMs(fault, turn);
        if (pauseMs !== undefined) {
          // Without the lease: others may have to write to the session meanwhile.
          await clock.sleep(pauseMs);
          continue;
        }
        if (!changed.includes(fault.kind) || attempt >= mostAttempts) {
          if (!isPermanent(fault)) throw fault;
          return refuse(trigger, fault);
        }
      }
      attempt += 1;
    }
  };
};
