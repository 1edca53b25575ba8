// Several processes that share one limiter, each through a real SDK client, and what they were granted.
import { fork } from "node:child_process";
import { once } from "node:events";
import type { LimitedReport, LimitedTask } from "./limited-process.ts";
import { ascending, mostInOneWindow } from "./sliding-window.ts";

export type Together = Pick<LimitedTask, "account" | "limits" | "wts"> & {
  readonly runsAtOnce: readonly number[];
  readonly durationMs: number;
  /** The port of the table. */
  readonly port: number;
};

/** The processes all start at the same moment. */
export const runTogether = async ({
  port,
  account,
  limits,
  wts,
  runsAtOnce,
  durationMs,
}: Together): Promise<LimitedReport[]> => {
  const children = runsAtOnce.map(() =>
    fork(new URL("limited-process.ts", import.meta.url), [String(port)], {
      execArgv: [],
      stdio: ["ignore", 2, 2, "ipc"],
    }),
  );
  await Promise.all(children.map((child) => once(child, "message")));
  const until = Date.now() + durationMs;
  return Promise.all(
    children.map(async (child, index) => {
      const answer = once(child, "message");
      const task: LimitedTask = { account, limits, wts, until, runsAtOnce: runsAtOnce[index] ?? 0 };
      child.send(task);
      const [report]: LimitedReport[] = await answer;
      if (!report) throw new Error("a process ended without a report");
      return report;
    }),
  );
};

export const measure = (reports: readonly LimitedReport[], limits: LimitedTask["limits"]) => {
  const grantedAt = ascending(reports.flatMap((report) => report.grantedAt));
  const waits = ascending(reports.at(-1)?.waitedMs ?? []);
  const measured = {
    granted: grantedAt.length,
    mostSustained: mostInOneWindow(grantedAt, limits.sustained.windowMs),
    mostBurst: mostInOneWindow(grantedAt, limits.burst.windowMs),
    byProcess: reports.map((report) => report.grantedAt.length),
    callerWaitMs: { middle: waits[waits.length >> 1] ?? 0, longest: waits.at(-1) ?? 0 },
    logged: reports.flatMap(({ logged }) => logged),
  };
  console.info(JSON.stringify(measured));
  return measured;
};
