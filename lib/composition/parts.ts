// The parts that functions are composed of: each says which variables, AWS clients and other parts it is made from.
import type { AwsEnvironment } from "../aws/aws-environment.ts";
import { type Bus, busClient, eventBus } from "../aws/bus.ts";
import {
  type CommandQueue,
  commandQueue,
  type EventsQueue,
  type ParkedQueue,
  parkedQueue,
  queueClient,
  eventsQueue as queueOfEvents,
} from "../aws/queue.ts";
import { queueDepth } from "../aws/queue-depth.ts";
import { rateTable } from "../aws/rate-table.ts";
import { secretsClient, secretsManagerSecret } from "../aws/secrets.ts";
import { dynamoTable, type Table, tableClient } from "../aws/table.ts";
import { lifecycle as commandLifecycle, type Lifecycle } from "../commands/execute-once.ts";
import { type MessageGuardOf, messageGuard } from "../commands/messages/message-guard.ts";
import type { MessagesConfig } from "../commands/messages/messages-config.ts";
import { type MessageBooker, messageBooker } from "../commands/queue/message-booker.ts";
import type { AccessSecret } from "../core/access-secret.ts";
import { type AccountNames, type Accounts, parseAccounts } from "../core/accounts-secret.ts";
import type { WithAccountSettings } from "../core/settings-of.ts";
import { loggedAccessSecret } from "../middleware/logged-access-secret.ts";
import { accountNames as accountNameRecords } from "../records/account-names.ts";
import { type AlertRecords, alertRecords } from "../records/alerts.ts";
import { bookings } from "../records/bookings.ts";
import { type ClientQuotas, clientQuotas } from "../records/client-quotas.ts";
import { type ClosedDays, closedDays as closedDayRecords } from "../records/closed-days.ts";
import { type Holds, holds as holdRecords } from "../records/holds.ts";
import { type KillSwitch, killSwitch as killSwitchRecords } from "../records/kill-switch.ts";
import { type Ledger, ledger as ledgerRecords } from "../records/ledger.ts";
import { type MessageFates, messageFates } from "../records/message-fates.ts";
import { optOuts } from "../records/opt-outs.ts";
import { type RawDeliveries, rawDeliveries as rawDeliveryRecords } from "../records/raw-deliveries.ts";
import { type MayAnswer, refusedRequests } from "../records/refused-requests.ts";
import { type RequestKeys, requestKeys as requestKeyRecords } from "../records/request-keys.ts";
import { type Contents, contents as contentRecords } from "../records/seen-contents.ts";
import { type SessionLeases, sessionLeases } from "../records/session-lease.ts";
import type { Secret } from "../runtime/secret.ts";
import { type MappingBox, mappingBox } from "../webhooks/mapping/mapping-box.ts";
import { accountLimiters, type ConnectWts, connectWts, type LimiterOf, wtsAt } from "../wts/connect.ts";
import { rateRules } from "../wts/rate-limit/rate-rules.ts";
import type { RateLimits, WtsConfig } from "../wts/wts-config.ts";
import type { Part } from "./compose.ts";

interface WithAws {
  readonly aws: AwsEnvironment;
}

const dynamo = ({ aws }: WithAws) => tableClient(aws);
const sqs = ({ aws }: WithAws) => queueClient(aws);
const secretsManager = ({ aws }: WithAws) => secretsClient(aws);

export const table: Part<Table> = ({ use, variable }) => dynamoTable(use(dynamo), variable("TABLE_NAME"));

export const bus: Part<Bus> = ({ variable, aws }) => eventBus(busClient(aws), variable("BUS_NAME"));

export const queue: Part<CommandQueue> = ({ use, variable }) => commandQueue(use(sqs), variable("COMMANDS_QUEUE_URL"));

export const eventsQueue: Part<EventsQueue> = ({ use, variable }) =>
  queueOfEvents(use(sqs), variable("EVENTS_QUEUE_URL"));

export const parked: Part<ParkedQueue> = ({ use, variable, meter }) =>
  parkedQueue(use(sqs), variable("PARKED_QUEUE_URL"), meter);

export const accounts: Part<Secret<Accounts>> = ({ use, variable, clock, log }) => {
  const secretId = variable("ACCOUNTS_SECRET_ID");
  return secretsManagerSecret({ client: use(secretsManager), secretId, parse: parseAccounts, clock, log });
};

export const access: Part<Secret<AccessSecret>> = ({ use, variable, clock, log }) => {
  const secretId = variable("ACCESS_SECRET_ID");
  return secretsManagerSecret({ client: use(secretsManager), secretId, parse: loggedAccessSecret(log), clock, log });
};

export const parkedDepth: Part<() => Promise<number>> = ({ use, variable }) =>
  queueDepth(use(sqs), variable("PARKED_QUEUE_URL"));

export const commandsDeadDepth: Part<() => Promise<number>> = ({ use, variable }) =>
  queueDepth(use(sqs), variable("COMMANDS_DEAD_QUEUE_URL"));

/** It names another host than those of Slack, Google Chat and whoever else is told, such as a test's. */
export const notifyBaseUrl: Part<string | undefined> = ({ optionalVariable }) => optionalVariable("NOTIFY_BASE_URL");

/** Its program lies beside the function's. Node may need to hear where its libraries are; of the rest of the environment it hears nothing. */
export const box: Part<MappingBox> = ({ optionalVariable }) => {
  const libraries = optionalVariable("LD_LIBRARY_PATH");
  const environment = libraries === undefined ? {} : { LD_LIBRARY_PATH: libraries };
  return mappingBox({ file: new URL("./mapping-box.mjs", import.meta.url), environment });
};

export const alerts: Part<AlertRecords> = ({ use, clock }) => alertRecords({ table: use(table), clock });
export const accountNames: Part<() => Promise<AccountNames>> = ({ use, clock }) =>
  accountNameRecords({ table: use(table), clock });
export const mayAnswer: Part<MayAnswer> = ({ use, clock }) => refusedRequests({ table: use(table), clock });
export const ledger: Part<Ledger> = ({ use, clock }) => ledgerRecords({ table: use(table), clock });
const leases: Part<SessionLeases> = ({ use, clock }) => sessionLeases({ table: use(table), clock });
export const contents: Part<Contents> = ({ use, clock }) => contentRecords({ table: use(table), clock });
export const rawDeliveries: Part<RawDeliveries, { rawKeptDays: number }> = ({ use, config, clock }) =>
  rawDeliveryRecords({ table: use(table), clock, keptDays: config.rawKeptDays });
export const quotas: Part<ClientQuotas> = ({ use, clock }) => clientQuotas({ table: use(table), clock });
export const requestKeys: Part<RequestKeys> = ({ use, clock }) => requestKeyRecords({ table: use(table), clock });
export const killSwitch: Part<KillSwitch> = ({ use, clock }) => killSwitchRecords({ table: use(table), clock });

export const limiterOf: Part<LimiterOf, { limits: RateLimits }> = ({
  use,
  variable,
  config: { limits },
  clock,
  log,
  meter,
}) => {
  const tokens = rateTable({ client: use(dynamo), tableName: variable("TABLE_NAME") });
  return accountLimiters({ table: tokens, limits, clock, log, meter });
};

export const booker: Part<MessageBooker, { limits: RateLimits }> = ({ use, config: { limits }, clock }) => {
  const { perTokenMs: aloneTokenMs, shares } = rateRules(limits);
  const rates = { aloneTokenMs, sharedTokenMs: 1 / shares.queue.perMs };
  const rateNow = (account: string) => use(limiterOf)(account).rateNow("queue");
  return messageBooker({ bookings: bookings({ table: use(table), clock }), ...rates, rateNow, clock });
};

export const lifecycle: Part<Lifecycle> = ({ use, clock, log, meter }) =>
  commandLifecycle({ ledger: use(ledger), leases: use(leases), bus: use(bus), clock, log, meter });

export const fates: Part<MessageFates> = ({ use, clock }) => messageFates({ table: use(table), clock });

export const guardOf: Part<MessageGuardOf, { messages: MessagesConfig }> = ({
  use,
  config: { messages },
  clock,
  log,
}) => {
  const kept = { optOuts: optOuts({ table: use(table), clock }), fates: use(fates) };
  return (account, options) => messageGuard({ account, messages, ...kept, clock, log, ...options });
};

export const holds: Part<Holds> = ({ use, clock }) => holdRecords({ table: use(table), clock });
export const closedDays: Part<ClosedDays> = ({ use, clock }) => closedDayRecords({ table: use(table), clock });

/** WTS_BASE_URL names another WTS than the configuration, such as the stand-in. */
export const connect: Part<ConnectWts, { limits: RateLimits; wts: WtsConfig } & WithAccountSettings> = (root) => {
  const { use, optionalVariable, config, clock, meter } = root;
  const wts = wtsAt(config, optionalVariable("WTS_BASE_URL"));
  return connectWts({ secret: use(accounts), wts, limiterOf: use(limiterOf), clock, meter });
};
