// Looks at what only a deployed stage has: alarms and who gets them, schedules, concurrency, what the functions threw, AWS's clock.
import type { Dimension } from "@aws-sdk/client-cloudwatch";
import { localeOf } from "../../../lib/core/texts/locale-of.ts";
import type { Connection } from "../../connection.ts";
import { shownTime } from "../../display/time-text.ts";
import type { Examined } from "../examined.ts";
import { type CheckName, type Finding, notChecked, ok, warning, wrong } from "../finding.ts";
import { clockFinding } from "./check-wts-host.ts";

type StageStack = NonNullable<Connection["stack"]>;

/** Nothing more is to be said of a stage that was not found. */
const atStage = async (
  { connection, stack, say }: Examined,
  /** Undefined where another check says that there is nothing of it here. */
  check: CheckName | undefined,
  look: (stage: StageStack, outputs: Readonly<Record<string, string>>) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> => {
  if (!connection?.stack) return check === undefined ? [] : [notChecked(check, say.onlyAtStage)];
  const found = await stack();
  return found ? look(connection.stack, found.outputs) : [];
};

export const checkAlarms = (examined: Examined): Promise<readonly Finding[]> =>
  atStage(examined, "alarms", async ({ name, options }) => {
    const { config, say } = examined;
    const { CloudWatchClient, DescribeAlarmsCommand } = await import("@aws-sdk/client-cloudwatch");
    const client = new CloudWatchClient(options);
    try {
      const { MetricAlarms: alarms = [] } = await client.send(
        new DescribeAlarmsCommand({ AlarmNamePrefix: `${name}-`, MaxRecords: 100 }),
      );
      if (alarms.length === 0) return [wrong("alarms", say.alarmsNone)];
      const timeText = (at: Date | undefined): string =>
        at && config ? shownTime(at.toISOString(), localeOf(config, config.account)) : (at?.toISOString() ?? "?");
      const findings = alarms.flatMap(({ AlarmName, StateValue, StateUpdatedTimestamp, ActionsEnabled }) => [
        ...(StateValue === "ALARM" ? [wrong("alarms", say.alarmOn(timeText(StateUpdatedTimestamp)), AlarmName)] : []),
        ...(ActionsEnabled === false ? [wrong("alarms", say.alarmMute, AlarmName)] : []),
      ]);
      return findings.length > 0 ? findings : [ok("alarms", say.alarmsGood(alarms.length))];
    } finally {
      client.destroy();
    }
  });

export const checkAlarmRecipients = (examined: Examined): Promise<readonly Finding[]> =>
  atStage(examined, "alarm-recipients", async ({ options }, { AlarmsTopicArn: TopicArn = "" }) => {
    const { say } = examined;
    const { ListSubscriptionsByTopicCommand, SNSClient } = await import("@aws-sdk/client-sns");
    const client = new SNSClient(options);
    try {
      const { Subscriptions = [] } = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
      // Until it is confirmed, its ARN is the word PendingConfirmation.
      const confirmed = Subscriptions.filter(({ SubscriptionArn }) => SubscriptionArn?.startsWith("arn:")).length;
      const pending = Subscriptions.filter(({ SubscriptionArn }) => SubscriptionArn === "PendingConfirmation").length;
      if (confirmed > 0) return [ok("alarm-recipients", say.recipientsGood(confirmed))];
      return [wrong("alarm-recipients", pending > 0 ? say.recipientsPending(pending) : say.recipientsNone)];
    } finally {
      client.destroy();
    }
  });

export const checkRules = (examined: Examined): Promise<readonly Finding[]> =>
  atStage(examined, undefined, async ({ name }) => {
    const { connection, say } = examined;
    if (!connection) return [];
    const { ListRulesCommand } = await import("@aws-sdk/client-eventbridge");
    const buses = [undefined, connection.busName];
    const found = await Promise.all(
      buses.map((EventBusName) =>
        connection.eventBridge.send(
          new ListRulesCommand({ NamePrefix: `${name}-`, ...(EventBusName !== undefined && { EventBusName }) }),
        ),
      ),
    );
    return found
      .flatMap(({ Rules = [] }) => Rules)
      .filter(({ State }) => State === "DISABLED")
      .map(({ Name = "" }) => wrong("schedules", say.scheduleOff(Name)));
  });

/** A new account of AWS has so many. */
const fewExecutions = 10;

const functionNames = async (name: string, options: StageStack["options"]) => {
  const { GetAccountSettingsCommand, GetFunctionConcurrencyCommand, LambdaClient, paginateListFunctions } =
    await import("@aws-sdk/client-lambda");
  const client = new LambdaClient(options);
  try {
    const names: string[] = [];
    for await (const { Functions = [] } of paginateListFunctions({ client }, {}))
      names.push(
        ...Functions.flatMap(({ FunctionName = "" }) => (FunctionName.startsWith(`${name}-`) ? [FunctionName] : [])),
      );
    const off = await Promise.all(
      names.map(async (FunctionName) => {
        const { ReservedConcurrentExecutions } = await client.send(new GetFunctionConcurrencyCommand({ FunctionName }));
        return ReservedConcurrentExecutions === 0 ? [FunctionName] : [];
      }),
    );
    // Whoever may not ask for the account's limit is told of the functions all the same.
    const settings = await client.send(new GetAccountSettingsCommand({})).catch(() => undefined);
    return { names, off: off.flat(), concurrency: settings?.AccountLimit?.ConcurrentExecutions };
  } finally {
    client.destroy();
  }
};

const daySeconds = 86_400;

/** The sum of each over the last day, or the highest value of the last minutes. */
const metric = (Id: string, Namespace: string, MetricName: string, Dimensions: Dimension[], Stat: string) => ({
  Id,
  MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period: daySeconds, Stat },
});

export const checkFunctions = (examined: Examined): Promise<readonly Finding[]> =>
  atStage(examined, "functions", async ({ name, options }) => {
    const { now, say } = examined;
    const { names, off, concurrency } = await functionNames(name, options);
    const { CloudWatchClient, GetMetricDataCommand } = await import("@aws-sdk/client-cloudwatch");
    const client = new CloudWatchClient(options);
    try {
      const queries = names.map((FunctionName, index) =>
        metric(`m${index}`, "AWS/Lambda", "Errors", [{ Name: "FunctionName", Value: FunctionName }], "Sum"),
      );
      const { MetricDataResults = [] } =
        queries.length === 0
          ? {}
          : await client.send(
              new GetMetricDataCommand({
                StartTime: new Date(now() - daySeconds * 1_000),
                EndTime: new Date(now()),
                MetricDataQueries: queries,
              }),
            );
      const findings = [
        ...off.map((each) => wrong("functions", say.functionOff, each)),
        ...MetricDataResults.flatMap(({ Id = "", Values = [] }) => {
          const errors = Values.reduce((sum, value) => sum + value, 0);
          return errors > 0 ? [warning("functions", say.functionErrors(errors), names[Number(Id.slice(1))])] : [];
        }),
        ...(concurrency !== undefined && concurrency <= fewExecutions
          ? [warning("functions", say.fewExecutions(concurrency))]
          : []),
      ];
      return findings.length > 0 ? findings : [ok("functions", say.functionsGood(concurrency))];
    } finally {
      client.destroy();
    }
  });

/** As long as its alarm says. */
const oldMinutes = 15;
const ageWindowMs = 600_000;

export const checkQueueAge = (examined: Examined): Promise<readonly Finding[]> =>
  atStage(examined, undefined, async ({ name, options }) => {
    const { now, say } = examined;
    const { CloudWatchClient, GetMetricStatisticsCommand } = await import("@aws-sdk/client-cloudwatch");
    const client = new CloudWatchClient(options);
    try {
      const { Datapoints = [] } = await client.send(
        new GetMetricStatisticsCommand({
          Namespace: "AWS/SQS",
          MetricName: "ApproximateAgeOfOldestMessage",
          Dimensions: [{ Name: "QueueName", Value: `${name}-commands.fifo` }],
          StartTime: new Date(now() - ageWindowMs),
          EndTime: new Date(now()),
          Period: ageWindowMs / 1_000,
          Statistics: ["Maximum"],
        }),
      );
      const minutes = Math.floor(Math.max(0, ...Datapoints.map(({ Maximum = 0 }) => Maximum)) / 60);
      return minutes >= oldMinutes ? [wrong("queues", say.queuesOld(minutes))] : [];
    } finally {
      client.destroy();
    }
  });

export const checkAwsClock = async ({ connection, stack, say }: Examined): Promise<readonly Finding[]> => {
  const found = connection?.stack && (await stack());
  return found ? [clockFinding(found.skewSeconds, "AWS", say)] : [];
};
