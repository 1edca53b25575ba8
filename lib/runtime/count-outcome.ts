// Counts an outcome once it is settled: here alone an outcome becomes a metric, whoever came to it.
import { metricsOf } from "../core/metrics.ts";
import type { Outcome } from "../core/outcome.ts";
import type { Meter } from "./meter.ts";

interface CountedCommand {
  /** When its sender's message came, where it had a sender that waits for its effect. */
  receivedAt?: string | undefined;
  /** A replay may come days later: how long that took says nothing of us. */
  attempt: number;
}

/** `atMs`: when it was done. */
export const countOutcome = (meter: Meter, outcome: Outcome, command: CountedCommand, atMs: number): void => {
  const counted = metricsOf(outcome);
  for (const name of counted) meter.add(name);
  const receivedMs = Date.parse(command.receivedAt ?? "");
  if (command.attempt > 0 || !counted.includes("applied") || Number.isNaN(receivedMs)) return;
  meter.add("latency", Math.max(0, atMs - receivedMs));
};
