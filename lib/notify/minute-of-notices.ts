// Every minute: people are told of what is due, and what waits in queues for people is looked at; nothing where nobody is to be told.
import { faultFields, toFault } from "../runtime/fault-report.ts";
import type { Log } from "../runtime/log.ts";
import type { NotifyConfig } from "./rules/notify-config.ts";

interface MinuteDependencies {
  notify: NotifyConfig;
  sendNotices(): Promise<void>;
  sendSummaries(): Promise<void>;
  watchQueues(): Promise<void>;
  log: Log;
}

/** Never throws: the next minute is the repetition. */
export const minuteOfNotices =
  ({ notify, sendNotices, sendSummaries, watchQueues, log }: MinuteDependencies) =>
  async (): Promise<void> => {
    if (Object.keys(notify).length === 0) return;
    // What one of them cannot do keeps the others from nothing.
    for (const [what, work] of Object.entries({ watchQueues, sendNotices, sendSummaries }))
      await work().catch((error: unknown) =>
        log.error("people not looked after", { what, ...faultFields(toFault(error)) }),
      );
  };
