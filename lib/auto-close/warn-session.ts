// Warns the contact of one idle session, once: recorded before it goes out, and again when it is out.
import type { Ending } from "../commands/execute-once.ts";
import type { MessageCommand } from "../core/command/command.ts";
import { faults } from "../core/faults.ts";
import { instantMs } from "../core/instants.ts";
import { toFault } from "../runtime/fault-report.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import { codeOfFound, unwarned } from "./decide-session.ts";
import { freshMs } from "./fresh-wts.ts";
import { noteLeft } from "./note-left.ts";
import { sessionRecordOf } from "./records/run-records.ts";
import { isNoted, type Notice, noticeOf } from "./rules/notice.ts";
import type { PlannedAction } from "./rules/plan-session.ts";
import { saidByPolicy } from "./rules/what-is-said.ts";
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
  const { notices, clock } = dependencies;
  const commands = runCommands(dependencies, run);

  return async (planned: PlannedAction, { readAtMs, prepaidCalls }: ActionBasis): Promise<ActionResult> => {
    const { facts, policy, runId } = planned;
    const said = saidByPolicy(policy.policy, "warning", { runId, facts, as: planned.as ?? "text" });
    if (!said) throw new TypeError("a warning was decided on that cannot be said");
    const text = "text" in said ? said.text : said.template.id;
    const command: MessageCommand = { command: "message", sessionId: facts.id, text };
    const runCommand = { ...commands.runCommandOf(command, sessionRecordOf(run.account, planned)), said };
    const { unsureInRun, ...warning } = noticeOf(planned, "warning", said);
    const noteWarned = (message: SentWarning): Promise<void> =>
      notices.save(run.account, facts.id, { ...warning, state: "warned", ...message });
    const unsendable = (otherwise: ActionResult): ActionResult => {
      if (policy.policy.whenUnsendable !== "close") return otherwise;
      return { result: "instead", planned: unwarned(planned) };
    };

    if (!isNoted(planned, warning)) await notices.save(run.account, facts.id, warning);

    let sent: SentWarning | undefined;
    const done = await commands.execute(runCommand, async (claimed, session): Promise<Ending<ActionResult>> => {
      const held = await commands.heldSince(planned);
      if (held) return held;
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
    return commands.resultOf(runCommand, done, async (found) => {
      const code = codeOfFound("warn", found);
      await noteLeft(dependencies, run.account, { plan: planned, code, found });
      return code === "WARNING_UNSENDABLE" ? unsendable(leftOpen(code)) : leftOpen(code);
    });
  };
};
