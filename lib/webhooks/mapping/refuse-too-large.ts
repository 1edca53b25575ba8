// What SQS would not take is parked instead: a 503 lets a sender repeat it until the sender switches the hook off.
import { Fault, faults } from "../../core/faults.ts";
import { collectIssues } from "../../core/issue.ts";
import type { QueueItem } from "../../core/queue/queue-item.ts";
import { largestItemBytes, queueText } from "../../core/queue/queue-text.ts";

/** Throws COMMAND_INVALID. */
export const refuseTooLarge = (items: readonly QueueItem[]): void => {
  const { issues, report } = collectIssues();
  for (const [index, item] of items.entries()) {
    const bytes = Buffer.byteLength(queueText(item));
    if (bytes > largestItemBytes)
      report(
        `commands.${index}`,
        "TOO_LARGE",
        `in the queue it is ${bytes} bytes; at most ${largestItemBytes} are taken: let map shorten its texts`,
      );
  }
  if (issues.length > 0) throw new Fault(faults.commandInvalid, { issues });
};
