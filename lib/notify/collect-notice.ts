// Notes down what an event of the bus is about, for each of those who listen to its type.
import type { Log } from "../runtime/log.ts";
import type { PendingCauses } from "./pending-causes.ts";
import { causeOf, countIn } from "./rules/cause.ts";
import { listensTo, type NotifyConfig } from "./rules/notify-config.ts";

interface CollectorDependencies {
  notify: NotifyConfig;
  causes: Pick<PendingCauses, "add">;
  log: Log;
}

/** Throws Fault where it could not be noted down, so that the event comes again. */
export const noticeCollector =
  ({ notify, causes, log }: CollectorDependencies) =>
  async (event: unknown): Promise<void> => {
    const targets = Object.entries(notify);
    if (targets.length === 0) return;
    const cause = causeOf(event);
    if (!cause) return log.warn("event not understood");
    for (const [name, target] of targets)
      if (listensTo(target, cause.type)) await causes.add(name, cause, countIn(event));
  };
