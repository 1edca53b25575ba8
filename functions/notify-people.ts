// Schedule, every minute: tells people of what has to be looked at, all that is due in one message; collect-notices noted it down.
import config from "../hooks.config.ts";
import { runRecords } from "../lib/auto-close/records/run-records.ts";
import { reopenedByPolicy } from "../lib/auto-close/reopened-by-policy.ts";
import { compose } from "../lib/composition/compose.ts";
import {
  access,
  accountNames,
  bus,
  commandsDeadDepth,
  holds,
  ledger,
  notifyBaseUrl,
  parkedDepth,
  table,
} from "../lib/composition/parts.ts";
import { localeOf } from "../lib/core/texts/locale-of.ts";
import { eventStack } from "../lib/middleware/event-stack.ts";
import { minuteOfNotices } from "../lib/notify/minute-of-notices.ts";
import { pendingCauses } from "../lib/notify/pending-causes.ts";
import { noticeSender } from "../lib/notify/send-notices.ts";
import { queueWatcher } from "../lib/notify/watch-queues.ts";
import { weekCounter } from "../lib/notify/week-figures.ts";
import { weeklySummarizer } from "../lib/notify/weekly-summary.ts";
import { alertRecords } from "../lib/records/alerts.ts";

const parts = compose(config, {
  accountNames,
  bus,
  commandsDeadDepth,
  access,
  holds,
  ledger,
  notifyBaseUrl,
  parkedDepth,
  table,
});
const { notify, language, account, timeZone, autoClose } = config;
const runs = runRecords({ ...parts, keptDays: autoClose.runsKeptDays });
const causes = pendingCauses(parts);
const told = { ...parts, notify, language, baseUrl: parts.notifyBaseUrl };

const tell = minuteOfNotices({
  notify,
  log: parts.log,
  sendNotices: noticeSender({
    ...told,
    causes,
    localeOf: (name) => localeOf(config, name),
  }),
  sendSummaries: weeklySummarizer({
    ...told,
    timeZone,
    accounts: async () => [...(await parts.accountNames()).keys()],
    figuresOf: weekCounter(
      parts.ledger,
      async (name) => (await parts.holds.idsOf(name)).size,
      (name, week) => reopenedByPolicy(runs, name, week),
    ),
    parked: parts.parkedDepth,
  }),
  watchQueues: queueWatcher({
    ...parts,
    account,
    alerts: alertRecords(parts),
    parked: parts.parkedDepth,
    commandsDead: parts.commandsDeadDepth,
  }),
});

export const handler = eventStack(parts, () => tell());
