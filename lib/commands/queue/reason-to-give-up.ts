// Says when what waits in a queue has been tried for long enough, a command or an event.
import { Fault, faults } from "../../core/faults.ts";
import type { QueueMessage } from "../../middleware/queue-stack.ts";
import type { QueueConfig } from "./queue-config.ts";

/** What the message is refused for in the end; undefined while it may come again. A key that WTS refuses is waited for less long. */
export const reasonToGiveUp = (
  fault: Fault,
  { sentAtMs, receiveCount }: Pick<QueueMessage, "sentAtMs" | "receiveCount">,
  config: Pick<QueueConfig, "giveUpAfterMs" | "deniedForMs">,
  nowMs: number,
): Fault | undefined => {
  const ageMs = nowMs - sentAtMs;
  if (fault.kind === faults.wtsDenied && ageMs >= config.deniedForMs && receiveCount > 2) return fault;
  if (ageMs < config.giveUpAfterMs) return undefined;
  return new Fault(faults.retriesExhausted, { logged: { lastCode: fault.code }, cause: fault });
};
