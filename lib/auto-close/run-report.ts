// What others hear of a run: its record while it is under way, and when it is over the record, the log and an event.
import type { AlertCode } from "../core/alert.ts";
import { raiseAlert } from "../records/raise-alert.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import type { AutoCloseDependencies } from "./auto-close-dependencies.ts";
import type { ModeOfPolicy } from "./policy-modes.ts";
import type { OpenRun } from "./records/run-leases.ts";
import type { RunOfItself, RunState } from "./records/run-records.ts";
import type { RunProgress } from "./run-progress.ts";

/** The ends of a run after which nothing goes on before somebody has looked. */
const alertCodes: Partial<Record<RunState, AlertCode>> = {
  refused: "RUN_REFUSED",
  stopped: "RUN_STOPPED",
  failed: "RUN_FAILED",
};

const isoOf = (ms: number): string => new Date(ms).toISOString();

export const runReport = (
  { runs, bus, alerts, clock, log }: AutoCloseDependencies,
  { account, run, modes, progress }: { account: string; run: OpenRun; modes: ModeOfPolicy; progress: RunProgress },
) => {
  const record = (): RunOfItself => ({
    id: run.id,
    account,
    startedBy: run.startedBy,
    ...(run.orderedBy !== undefined && { orderedBy: run.orderedBy }),
    startedAt: isoOf(run.startedAtMs),
    now: isoOf(run.nowMs),
    state: "running",
    policies: [...modes].map(([name, { mode }]) => ({ name, mode })),
    counts: progress.counts(),
    problems: [],
    seq: progress.seq(),
  });

  const publishEnd = async (ended: RunOfItself): Promise<void> => {
    const { id: runId, state, startedBy, startedAt, endedAt, now, policies, counts, problems } = ended;
    const didSomething = Object.keys(counts).some((name) => /^(closed|warned|reopened|would|failed)/.test(name));
    if (!didSomething && state === "done") return;
    const detail = { runId, account, state, startedBy, startedAt, endedAt, now, policies, counts };
    await bus
      // The problems' words may name people: only the record has them.
      .publish([{ type: "Auto-Close Run Ended", detail: { ...detail, problems: problems.length } }])
      .catch((error: unknown) =>
        log.error("end of run not published", { runId, account, ...faultFields(toFault(error)) }),
      );
  };

  return {
    save: (): Promise<void> => runs.save(record()),
    end: async (state: RunState, problems: readonly string[] = []): Promise<void> => {
      const ended = { ...record(), state, problems, endedAt: isoOf(clock.now()) };
      await runs.save(ended);
      log[state === "done" ? "info" : "error"]("auto-close run ended", {
        runId: run.id,
        account,
        state,
        problems: problems.length,
        counts: Object.entries(ended.counts).map(([name, count]) => `${name}: ${count}`),
      });
      await publishEnd(ended);
      // Whoever began a run by hand looks at it.
      const code = alertCodes[state];
      if (code && run.startedBy === "schedule")
        await raiseAlert({ alerts, bus, clock, log }, { account, code, run: run.id });
    },
  };
};
