// Counts an outcome once it is settled: here alone an outcome becomes a metric, whoever came to it.
import { brokenDown, metricsOf } from "../core/metrics.ts";
import type { Outcome } from "../core/outcome.ts";
import type { CountedFor, Meter } from "./meter.ts";

interface CountedCommand {
  /** When its sender's message came, where it had a sender that waits for its effect. */
  receivedAt?: string | undefined;
  /** A replay may come days later: how long that took says nothing of us. */
  attempt: number;
  /** Absent where nobody has looked yet whether there is such an account: anybody may write any name. */
  from?: { account: string; source: string; door: string };
}

/** A publisher of events chooses what it is called, and a client of the HTTP API has a name of its own: they are counted together. */
const countedFor = ({ from }: CountedCommand): CountedFor =>
  from ? { account: from.account, source: from.source.startsWith("webhook:") ? from.source : from.door } : {};

/** `atMs`: when it was done. */
export const countOutcome = (meter: Meter, outcome: Outcome, command: CountedCommand, atMs: number): void => {
  const counted = metricsOf(outcome);
  for (const name of counted) meter.add(name, 1, brokenDown.includes(name) ? countedFor(command) : {});
  const receivedMs = Date.parse(command.receivedAt ?? "");
  if (command.attempt > 0 || !counted.includes("applied") || Number.isNaN(receivedMs)) return;
  meter.add("latency", Math.max(0, atMs - receivedMs));
};
