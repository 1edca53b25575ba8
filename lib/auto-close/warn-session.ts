// Warns the contact of one idle session, once: recorded before it goes out, and again when it is out.
import { sessionPlace } from "../aws/item-keys.ts";
import type { Ending } from "../commands/execute-once.ts";
import type { MessageCommand } from "../core/command/command.ts";
import { faults } from "../core/faults.ts";
import { instantMs } from "../core/instants.ts";
import { toFault } from "../runtime/fault-report.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { freshMs } from "./fresh-wts.ts";
import { commandIdFor, sessionRecordOf } from "./records/run-records.ts";
import { respectReopening } from "./respect-reopening.ts";
import { warningTextOf } from "./rules/completion-of.ts";
import { isNoted, type Notice, noticeOf } from "./rules/notice.ts";
import type { PlannedAction } from "./rules/plan-session.ts";
import {
  type ActionBasis,
  type ActionResult,
  type ActiveRun,
  leftOpen,
  runCommands,
  unsettled,
} from "./run-command.ts";

type SentWarning = Pick<Notice, "warnedAtMs" | "messageAtMs" | "messageId">;

export const sessionWarner = (dependencies: AutoCloseDependencies, run: ActiveRun) => {
  const { ledger, notices, clock } = dependencies;
  const commands = runCommands(dependencies, run);

  return async (planned: PlannedAction, { readAtMs, prepaidCalls }: ActionBasis): Promise<ActionResult> => {
    const { facts, policy, runId, silence } = planned;
    const text = warningTextOf(policy.policy, runId) ?? "";
    const command: MessageCommand = { command: "message", sessionId: facts.id, text };
    const runCommand = commands.runCommandOf(command, sessionRecordOf(run.account, planned));
    const { unsureInRun, ...warning } = noticeOf(planned, "warning");
    const noteWarned = (message: SentWarning): Promise<void> =>
      notices.save(run.account, facts.id, { ...warning, state: "warned", ...message });
    const unsendable = (otherwise: ActionResult): ActionResult => {
      if (policy.policy.whenUnsendable !== "close") return otherwise;
      return { result: "instead", planned: { ...planned, action: "close", sendFarewell: false } };
    };

    // If it was closed in this very silence and somebody opened it again, that is respected.
    const place = sessionPlace({ account: run.account, sessionId: facts.id });
    const closed = await ledger.read(place, commandIdFor(run.account, "close", silence));
    if (closed?.state === "applied") {
      await respectReopening(notices, run.account, planned);
      return leftOpen("CLOSED_BEFORE");
    }
    if (!isNoted(planned, "warning")) await notices.save(run.account, facts.id, warning);

    let sent: SentWarning | undefined;
    const done = await commands.execute(runCommand, async (claimed, session): Promise<Ending<ActionResult>> => {
      const fresh = commands.connect("background", session.actByMs, prepaidCalls);
      fresh.actBy(readAtMs + freshMs);
      try {
        const { outcome, answer } = await commands.apply(runCommand, claimed, session, fresh);
        const messageAtMs = instantMs(answer.timestamp) ?? instantMs(answer.createdAt);
        sent = { warnedAtMs: clock.now(), messageId: answer.id, ...(messageAtMs !== undefined && { messageAtMs }) };
        commands.logCommand("info", "warned", runCommand);
        return { as: "applied", outcome, answer: { result: "warned" } };
      } catch (error) {
        const fault = toFault(error);
        const isUnknown = fault.kind === faults.wtsOutcomeUnknown;
        if (isUnknown && unsureInRun === undefined) {
          await notices.save(run.account, facts.id, { ...warning, unsureInRun: run.id });
          return unsettled(leftOpen(faults.wtsOutcomeUnknown.code));
        }
        if (!isUnknown && fault.kind !== faults.wtsRefused) return commands.afterFailure(runCommand, error);
        const refused = commands.refuse(runCommand, fault, "WARNING_UNSENDABLE");
        return { ...refused, answer: unsendable(refused.answer) };
      }
    });
    // A warning that is noted is looked for by nobody any more: it has to be recorded by then.
    if (done.did === "finished" && sent) await noteWarned(sent);
    return commands.resultOf(runCommand, done, async ({ state, seenAt }) => {
      if (state === "rejected") return unsendable(leftOpen("WARNING_UNSENDABLE"));
      // Whoever sent it died before it could say so here.
      const sentAtMs = Date.parse(seenAt);
      await noteWarned({ warnedAtMs: Number.isNaN(sentAtMs) ? clock.now() : sentAtMs });
      return leftOpen("WARNED_BEFORE");
    });
  };
};
