// What the function does with an event that somebody listens to, and with each minute; nothing at all where nobody is to be told.
import { isProperties, own } from "../core/value.ts";
import { faultFields, toFault } from "../runtime/fault-report.ts";
import type { Log } from "../runtime/log.ts";
import type { PendingCauses } from "./pending-causes.ts";
import { causeOf, countIn } from "./rules/cause.ts";
import { listensTo, type NotifyConfig } from "./rules/notify-config.ts";

interface NotifyDependencies {
  notify: NotifyConfig;
  causes: PendingCauses;
  sendNotices(): Promise<void>;
  sendSummaries(): Promise<void>;
  watchQueues(): Promise<void>;
  log: Log;
}

const isTick = (event: unknown): boolean => isProperties(event) && own(event, "detail-type") === "Scheduled Event";

/** Throws Fault where an event could not be noted down, so that it comes again; the next minute is the repetition of a minute. */
export const notifyFunction = (dependencies: NotifyDependencies) => {
  const { notify, causes, sendNotices, sendSummaries, watchQueues, log } = dependencies;
  const targets = Object.entries(notify);

  const tick = async (): Promise<void> => {
    // What one of them cannot do keeps the others from nothing.
    for (const [what, work] of Object.entries({ watchQueues, sendNotices, sendSummaries }))
      await work().catch((error: unknown) =>
        log.error("people not looked after", { what, ...faultFields(toFault(error)) }),
      );
  };

  return async (event: unknown): Promise<void> => {
    if (targets.length === 0) return;
    if (isTick(event)) return tick();
    const cause = causeOf(event);
    if (!cause) return log.warn("event not understood");
    for (const [name, target] of targets)
      if (listensTo(target, cause.type)) await causes.add(name, cause, countIn(event));
  };
};
