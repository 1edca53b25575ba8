// Does what a route command asks for, in a session that its caller has taken: the policies decide, and what they decide is done.
import { sessionPlace } from "../aws/item-keys.ts";
import type { CommandRouter, Routed, RouteForSession } from "../commands/apply/command-router.ts";
import { guardExpectation, readSession } from "../commands/apply/prepare.ts";
import { destinationChanges } from "../commands/apply/preview.ts";
import type { Lifecycle } from "../commands/execute-once.ts";
import type { RouteCommand } from "../core/command/command.ts";
import { resolvedCommandId } from "../core/command/command-id.ts";
import { Fault, faults } from "../core/faults.ts";
import { zoneOf } from "../core/hours/zone-of.ts";
import type { Provenance } from "../core/queue/queued-command.ts";
import { entryOf } from "../records/ledger.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import { begunBefore } from "./apply-decision.ts";
import { deciderAndReserver } from "./decide-and-reserve.ts";
import { decisionFields, logDecision } from "./log-decision.ts";
import { sessionMover } from "./move-session.ts";
import { failureOutcome } from "./publish-failure.ts";
import { type RoutingAnswer, routingDecider } from "./routing-decider.ts";
import type { RoutingDecisionDependencies } from "./routing-dependencies.ts";
import { sessionDetails } from "./routing-records.ts";
import { publishedDecision } from "./rules/published-decision.ts";
import { routingReasonText, skipText } from "./rules/reason-texts.ts";
import type { RoutingTrigger } from "./rules/routing-context.ts";
import { changed, maxAttempts } from "./session-changed.ts";
import type { SessionTrigger } from "./session-trigger.ts";
import type { Decided } from "./trigger-context.ts";

interface CommandRouterDependencies extends RoutingDecisionDependencies {
  lifecycle: Pick<Lifecycle, "recordOnce">;
}

const asked = ({ to, policy }: RouteCommand): RoutingTrigger => ({
  on: "requested",
  ...(to && { to }),
  ...(policy !== undefined && { policy }),
});

const triggerOf = (command: RouteCommand, { account, door, source, hops, ...from }: Provenance): SessionTrigger => ({
  ...{
    account,
    door,
    source,
    hops,
    sessionId: command.sessionId,
    on: asked(command),
    requestedBecause: command.reason,
  },
  ...{ deliveryId: from.deliveryId, correlationId: from.correlationId, causationId: from.causationId },
  ...(command.expect && { expect: command.expect }),
});

/** What else a queued command carries must not go with the note about its move: by its content it would be taken for a copy. */
const provenanceIn = ({ id, account, door, source, deliveryId, occurredAt, ...from }: Provenance): Provenance => ({
  ...{ id, account, door, source, deliveryId },
  ...(occurredAt !== undefined && { occurredAt }),
  ...{ correlationId: from.correlationId, causationId: from.causationId, hops: from.hops, attempt: from.attempt },
});

/** Who asked for a decision is told why there is none, or why it could not be followed. */
const refuseUndecided = (answer: RoutingAnswer, timeZone: string): void => {
  const { action, failed, reasons, skipped } = answer.decision;
  if (action !== "keep" || !failed) return;
  const has = (code: string): boolean => reasons.some((reason) => reason.code === code);
  const locale = { language: "en", timeZone } as const;
  const message = [
    ...reasons.map((each) => routingReasonText(each, locale)),
    ...skipped.map((each) => `not by ${each.policy}: ${skipText(each, locale)}`),
  ].join("; ");
  // It says something about WTS, and nothing about the session.
  if (has("DIRECTORY_EMPTY")) throw new Fault(faults.wtsUnavailable, { message, retryAfterSeconds: 60 });
  const kind = has("NOT_OPEN") ? faults.sessionNotOpen : faults.notRouted;
  throw new Fault(kind, { message, decision: publishedDecision(answer) });
};

export const commandRouter = (dependencies: CommandRouterDependencies): CommandRouter => {
  const { routing, zones, config, moves, lifecycle, log } = dependencies;
  const decideAndReserve = deciderAndReserver(dependencies);
  const decide = routingDecider({ ...dependencies, leaseMs: config.leaseMs });
  const mover = sessionMover(dependencies);

  /** The fallback took the session: that the policy could not be done as it says is told beside. */
  const publishFailure = async (trigger: SessionTrigger, provenance: Provenance, answer: RoutingAnswer) => {
    const id = resolvedCommandId(provenance.id, "failure");
    const { account, sessionId } = trigger;
    const reasons = answer.decision.reasons.map(({ code }) => code);
    const outcome = failureOutcome(id, { trigger, reasons, decision: publishedDecision(answer) });
    const entry = entryOf({ ...provenance, id }, { sessionId, command: "route" });
    await lifecycle
      .recordOnce({ place: sessionPlace({ account, sessionId }), entry }, async () => ({
        as: "rejected" as const,
        outcome,
        answer: undefined,
      }))
      .catch((error: unknown) =>
        log.error("outcome not published yet", { commandId: id, ...faultFields(toFault(error)) }),
      );
  };

  /** Undefined when the session has to be looked at again. */
  const act = async (
    { session, wts, steps, ...route }: RouteForSession,
    trigger: SessionTrigger,
    { slot, ...decided }: Decided,
  ): Promise<Routed | undefined> => {
    const { answer, wtsSession } = decided;
    const { decision } = answer;
    const provenance = provenanceIn(route.provenance);
    const { account, sessionId } = trigger;
    const move = { trigger, session, wts, ...decided, provenance };
    const fields = { commandId: provenance.id, ...decisionFields(answer) };
    if (slot) {
      const { departmentId } = decision;
      if (departmentId === undefined) throw new TypeError("a move has no department");
      const moved = await mover.moveUnrecorded({ ...move, slot, departmentId }, steps);
      if (!moved) return undefined;
      logDecision(log, "moved", trigger, fields);
      if (decision.failed) await publishFailure(trigger, provenance, answer);
      return moved;
    }
    const begun = begunBefore(answer, provenance);
    if (begun) {
      const outcome = await mover.finishUnrecorded(move, begun);
      logDecision(log, "moved", trigger, fields);
      return { answer: wtsSession, outcome };
    }
    if (decision.state) await moves.setState({ account, sessionId }, decision.state);
    refuseUndecided(answer, zoneOf(zones, account));
    logDecision(log, "kept", trigger, { ...fields, status: answer.facts.status });
    return { answer: wtsSession, remarks: { kept: publishedDecision(answer) } };
  };

  const asRoute = ({ answer, outcome, ...rest }: Routed): Routed => ({
    answer,
    ...rest,
    ...(outcome && { outcome: { ...outcome, detail: { ...outcome.detail, command: "route" } } }),
  });

  return {
    apply: async (route) => {
      const { command, provenance, session, wts } = route;
      const trigger = triggerOf(command, provenance);
      for (let attempt = 1; ; attempt += 1) {
        const decided = await decideAndReserve({ trigger, wts, endBy: session.actByMs });
        try {
          const routed = await act(route, trigger, decided);
          if (routed) return asRoute(routed);
          if (attempt >= maxAttempts) throw new Fault(faults.sessionBusy, { retryAfterSeconds: 5 });
        } catch (error) {
          if (!changed.includes(toFault(error).kind) || attempt >= maxAttempts) throw error;
        }
      }
    },

    preview: async (account, command, wts) => {
      const session = await readSession(wts.client, command.sessionId, sessionDetails(routing));
      if (command.expect) guardExpectation(command.expect, session);
      const answer = await decide({ account, wts, session, trigger: asked(command) });
      refuseUndecided(answer, zoneOf(zones, account));
      const { action, departmentId = null, userId = null } = answer.decision;
      const changes = action === "keep" ? [] : destinationChanges(session, { departmentId, userId });
      return { changes, decision: publishedDecision(answer) };
    },
  };
};
