// Runs many commands at once: those of one session in order, sessions side by side, nothing started after the time is up.
import type { SessionCommand } from "../../core/command/command.ts";
import { Fault, faults } from "../../core/faults.ts";
import { toFault } from "../../runtime/fault-report.ts";
import type { CallerResult } from "./caller-commands.ts";

export type BatchEntry = { command: SessionCommand; account: string } | { fault: Fault };
export type BatchResult = CallerResult | { fault: Fault };

interface BatchOptions {
  /** `index` is the command's place in the batch. */
  run: (command: SessionCommand, account: string, index: number) => Promise<CallerResult>;
  /** It answers false once nothing new may be started. */
  hasTime: () => boolean;
  /** So many sessions are worked on at the same time. */
  concurrency: number;
}

interface IndexedCommand {
  index: number;
  command: SessionCommand;
  account: string;
}

const groupsOf = (entries: readonly BatchEntry[]): IndexedCommand[][] => {
  const groups = new Map<string, IndexedCommand[]>();
  for (const [index, entry] of entries.entries()) {
    if ("fault" in entry) continue;
    const key = `${entry.account}/${entry.command.sessionId.toLowerCase()}`;
    groups.set(key, [...(groups.get(key) ?? []), { index, ...entry }]);
  }
  return [...groups.values()];
};

/**
 * Answers one result for each entry, in its place. After a failure that a repetition can mend, the later commands of that
 * session are not attempted: repeated after them, the failed one would undo them.
 */
export const runBatch = async (
  entries: readonly BatchEntry[],
  { run, hasTime, concurrency }: BatchOptions,
): Promise<BatchResult[]> => {
  const results: BatchResult[] = entries.map((entry) =>
    "fault" in entry ? entry : { fault: new Fault(faults.notAttempted) },
  );
  const runGroup = async (group: readonly IndexedCommand[]): Promise<void> => {
    for (const { index, command, account } of group) {
      if (!hasTime()) return;
      try {
        results[index] = await run(command, account, index);
      } catch (error) {
        const fault = toFault(error);
        results[index] = { fault };
        if (fault.kind.retryable) return;
      }
    }
  };
  const waiting = groupsOf(entries).values();
  const worker = async (): Promise<void> => {
    for (const group of waiting) await runGroup(group);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return results;
};
