// Idle sessions among many others, closed under limits that WTS counts too; everything that is not the run works elsewhere.
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startSideProcess } from "../../../local/side-process.ts";
import { adminAt, testAccounts } from "../../support/wts-stand-in.ts";
import { startEmulatedTable } from "../../wts/rate-limit/emulated-table.ts";
import { loadedSession } from "./loaded-session.ts";
import type { LoadReport, RunTask } from "./run-process.ts";

export interface RunLoad {
  idle: number;
  /** They are ten times as many as are idle. */
  sessions: number;
  /** Whether it is read who answered, as it is unless the policy says otherwise. */
  isAnswerRead: boolean;
  limits: { sustained: { requests: number; windowMs: number }; burst: { requests: number; windowMs: number } };
}

export interface RunMeasure {
  idle: number;
  sessions: number;
  closed: number;
  calls: number;
  callsPerClosed: number;
  refusedByLimit: number;
  /** It is the share of what the limits allow in the time from the first call to the last. */
  usedShare: number;
  seconds: number;
  peakHeapMb: number;
  peakRssMb: number;
  report: LoadReport;
}

interface Entry {
  method: string;
  status: number | null;
  at: string;
}

export const runLoad = async ({ idle, sessions, isAnswerRead, limits }: RunLoad): Promise<RunMeasure> => {
  const folder = mkdtempSync(join(tmpdir(), "auto-close-"));
  const secretsFile = join(folder, "secrets.json");
  writeFileSync(secretsFile, JSON.stringify({ accounts: testAccounts, clients: {}, sources: {} }));
  const lost = (message: string): void => console.error(message);
  const [table, wts] = await Promise.all([
    startEmulatedTable(),
    startSideProcess({
      name: "wts",
      file: fileURLToPath(new URL("../../../local/wts/start.ts", import.meta.url)),
      environment: { ...process.env, WTS_PORT: "0", WTS_SECRETS_FILE: secretsFile },
      onLog: () => {},
      onLost: lost,
    }),
  ]);
  try {
    const wtsUrl = wts.ready.url ?? "";
    const admin = adminAt(wtsUrl);
    const nowMs = Date.now();
    await admin("POST", "reset", {
      sessions: Array.from({ length: sessions }, (_, index) => loadedSession(index, nowMs, isAnswerRead)),
    });
    await admin("PUT", "limits", limits);
    const child = fork(new URL("run-process.ts", import.meta.url), [String(table.port)], {
      execArgv: ["--expose-gc"],
      stdio: ["ignore", 2, 2, "ipc"],
    });
    const died = once(child, "exit").then(([code]) => {
      throw new Error(`the run's process ended with ${code}`);
    });
    died.catch(() => {});
    const said = <Message>(): Promise<Message> =>
      Promise.race([once(child, "message").then(([message]) => message), died]);
    await said();
    const task: RunTask = {
      wtsUrl,
      config: {
        limits: { share: 1, ...limits },
        autoClose: {
          policies: [{ name: "silent", idle: { hours: 4 }, ...(!isAnswerRead && { answersThatDoNotCount: [] }) }],
          maxPerRun: sessions,
          breakerFloor: sessions,
        },
      },
    };
    const answered = said<LoadReport>();
    child.send(task);
    const report = await answered;
    const journal = await admin<Entry[]>("GET", "requests");
    const times = journal.map(({ at }) => Date.parse(at));
    const seconds = (Math.max(...times) - Math.min(...times)) / 1_000;
    const closed = report.counts.closed ?? 0;
    const perSecond = limits.sustained.requests / (limits.sustained.windowMs / 1_000);
    const mb = (bytes: number): number => Math.round(bytes / 104_857.6) / 10;
    return {
      idle,
      sessions,
      closed,
      calls: journal.length,
      seconds,
      report,
      callsPerClosed: journal.length / closed,
      refusedByLimit: journal.filter(({ status }) => status === 429).length,
      usedShare: (journal.length - 1) / seconds / perSecond,
      peakHeapMb: mb(report.peakHeapBytes),
      peakRssMb: mb(report.peakRssBytes),
    };
  } finally {
    await Promise.all([table.stop(), wts.stop()]);
    rmSync(folder, { recursive: true });
  }
};

export const measureText = ({ report: _, ...measure }: RunMeasure): string => JSON.stringify(measure);
