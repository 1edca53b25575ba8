// Schedule, every minute: publishes outcomes that EventBridge did not take when they happened.
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { busClientOptions, eventBus } from "../lib/aws/bus.ts";
import { dynamoTable, tableClientOptions } from "../lib/aws/table.ts";
import { type RelayOutcomesDependencies, relayOutcomes as relay } from "../lib/commands/relay-outcomes.ts";
import { type EventHandler, eventStack } from "../lib/middleware/event-stack.ts";
import { ledger } from "../lib/records/ledger.ts";
import { systemClock as clock } from "../lib/runtime/clock.ts";
import { readEnvironment } from "../lib/runtime/environment.ts";
import { jsonLog } from "../lib/runtime/log.ts";

export const relayOutcomes = (dependencies: RelayOutcomesDependencies): EventHandler =>
  eventStack(dependencies, async () => {
    await relay(dependencies);
  });

const wire = (): EventHandler => {
  const environment = readEnvironment({ required: ["TABLE_NAME", "BUS_NAME"] });
  return relayOutcomes({
    ledger: ledger({ table: dynamoTable(new DynamoDBClient(tableClientOptions), environment.TABLE_NAME), clock }),
    bus: eventBus(new EventBridgeClient(busClientOptions), environment.BUS_NAME),
    ...{ clock, log: jsonLog() },
  });
};

export const handler = wire();
