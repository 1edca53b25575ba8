// Warns the contact of one idle session, once: recorded before it goes out, and again when it is out.
import type { MessageCommand } from "../core/command.ts";
import { faults } from "../core/faults.ts";
import { instantMs } from "../core/instants.ts";
import { toFault } from "../runtime/error-body.ts";
import { type Acted, left } from "./action-result.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { freshMs } from "./fresh-wts.ts";
import { beforeOf, isNoted, noticeOf } from "./notice-of.ts";
import { warningTextOf } from "./rules/completion-of.ts";
import type { Notice } from "./rules/notice.ts";
import type { PlannedAction } from "./rules/plan-session.ts";
import { commandIdFor, type TurnRun, turns } from "./run-command.ts";

export const sessionWarner = (dependencies: AutoCloseDependencies, run: TurnRun) => {
  const { ledger, notices, clock } = dependencies;
  const { claim, notClaimed, turnOf, connect, take, tell, finish, refuse, afterFailure } = turns(dependencies, run);

  return async (planned: PlannedAction, readAtMs: number): Promise<Acted> => {
    const { facts, policy, reasons, runId, silence, notice } = planned;
    const { name, whenUnsendable } = policy.policy;
    const commandId = commandIdFor(run.account, "warn", silence);
    const text = warningTextOf(policy.policy, runId) ?? "";
    const command: MessageCommand = { command: "message", sessionId: facts.id, text };
    const turn = turnOf(command, { commandId, policy: name, reasons, before: beforeOf(planned) });
    const { unsureInRun, ...warning } = noticeOf(planned, "warning");
    const warned = (warnedAtMs: number, { messageAtMs, messageId }: Partial<Notice>): Promise<void> =>
      notices.save(run.account, facts.id, {
        ...{ ...warning, state: "warned", warnedAtMs },
        ...(messageAtMs !== undefined && { messageAtMs }),
        ...(messageId !== undefined && { messageId }),
      });
    const unsendable = (otherwise: Acted): Acted => {
      if (whenUnsendable !== "close") return otherwise;
      return { result: "instead", planned: { ...planned, action: "close", sendFarewell: false } };
    };

    // Closed in this very silence, and opened again by somebody: that is respected.
    const closed = await ledger.read(commandIdFor(run.account, "close", silence));
    if (closed?.state === "applied") return left("CLOSED_BEFORE");
    if (!isNoted(planned, "warning")) await notices.save(run.account, facts.id, warning);
    const claimed = await claim(turn);
    if (claimed.state === "applied") {
      // Whoever sent it died before it could say so here.
      const sentAtMs = Date.parse(String((await ledger.read(commandId))?.seenAt));
      await warned(Number.isNaN(sentAtMs) ? clock.now() : sentAtMs, notice ?? {});
      return left("WARNED_BEFORE");
    }
    if (claimed.state === "rejected") return unsendable(left("WARNING_UNSENDABLE"));
    if (claimed.state !== "claimed") return notClaimed(claimed.state);
    const fresh = connect();
    fresh.actBy(readAtMs + freshMs);
    try {
      return await take(turn, claimed, fresh, {
        record: async (outcome, answer) => {
          const finished = await finish(turn, "applied", outcome);
          const messageAtMs = instantMs(answer.timestamp) ?? instantMs(answer.createdAt);
          await warned(clock.now(), { ...(messageAtMs !== undefined && { messageAtMs }), messageId: answer.id });
          tell("info", "warned", turn);
          return { result: "warned", ...finished };
        },
      });
    } catch (error) {
      const fault = toFault(error);
      const isUnknown = fault.kind === faults.wtsOutcomeUnknown;
      if (isUnknown && unsureInRun === undefined) {
        await notices.save(run.account, facts.id, { ...warning, unsureInRun: run.id });
        await ledger.giveBack(commandId, run.owner);
        return left(faults.wtsOutcomeUnknown.code);
      }
      if (!isUnknown && fault.kind !== faults.wtsRefused) return afterFailure(turn, error);
      return unsendable(await refuse(turn, fault, "WARNING_UNSENDABLE"));
    }
  };
};
