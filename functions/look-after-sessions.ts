// Schedule, every minute: sees to what no event tells, such as sessions that wait, holds that are due, messages that did not
// arrive and, once a day, webhooks that never came; and writes down which accounts there are.
import config from "../hooks.config.ts";
import { messageFateAsker } from "../lib/commands/messages/ask-message-fates.ts";
import { compose } from "../lib/composition/compose.ts";
import { holder } from "../lib/composition/late-parts.ts";
import {
  accounts,
  bus,
  connect,
  fates,
  holds,
  killSwitch,
  ledger,
  lifecycle,
  limiterOf,
  queue,
  table,
} from "../lib/composition/parts.ts";
import { minuteOfHolds } from "../lib/holds/minute-of-holds.ts";
import { eventStack } from "../lib/middleware/event-stack.ts";
import { accountNamesKeeper } from "../lib/records/account-names.ts";
import { minuteOfRouting } from "../lib/routing/minute-of-routing.ts";
import { routingRecords } from "../lib/routing/routing-records.ts";
import { policiesOf } from "../lib/routing/rules/policies-of.ts";
import { hasPolicyOn } from "../lib/routing/rules/triggers-of.ts";
import { webhookReconciler } from "../lib/webhooks/reconciliation/reconcile-webhooks.ts";
import { reconciliationRecords } from "../lib/webhooks/reconciliation/reconciliation-records.ts";

const { routing, account, language } = config;
const { leaseMs } = config.queue;
const parts = compose(config, {
  accounts,
  queue,
  bus,
  connect,
  ledger,
  lifecycle,
  killSwitch,
  limiterOf,
  table,
  holds,
  holder,
  fates,
});

const giveOut = minuteOfRouting({
  ...parts,
  ...routingRecords({ ...parts, routing, account, zones: config, leaseMs }),
  routing,
  account,
  zones: config,
  language,
  config: config.queue,
});
const endHolds = minuteOfHolds({ ...parts, config });
const reconcile = webhookReconciler({
  ...parts,
  records: reconciliationRecords(parts),
  config,
  isWanted: (name) => hasPolicyOn("SESSION_NEW", policiesOf(routing, name, account)),
});

const askFates = messageFateAsker(parts);
const keepNames = accountNamesKeeper(parts);

export const handler = eventStack(parts, async (_event, invocation) => {
  await Promise.all([keepNames(), endHolds(invocation), giveOut(invocation), askFates(invocation)]);
  await reconcile(invocation);
});
