// Publishes events on EventBridge: every outcome goes out there, also when it has to be sent again.
import { PutEventsCommand, type PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { faults } from "../core/faults.ts";
import { throwAs } from "./aws-call.ts";
import { type AwsClient, awsClient } from "./aws-client.ts";
import type { AwsEnvironment } from "./aws-environment.ts";
import { inCalls } from "./in-calls.ts";

export const eventSource = "wts-session-hooks";

export interface BusEvent {
  /** EventBridge calls it the detail-type. */
  type: string;
  detail: object;
}

export interface Bus {
  /** Resolves only when the bus has all of them; throws BUS_UNAVAILABLE. */
  publish(events: readonly BusEvent[]): Promise<void>;
}

/** A bus that does not answer must not use up the time of the invocation. */
export const busClient = (environment: AwsEnvironment): AwsClient<"events"> =>
  awsClient({ service: "events", environment, maxAttempts: 2, connectMs: 1_000, requestMs: 2_000 });

/** EventBridge takes no more entries in one call, and took no more bytes for years: by now it takes 1 MiB, but not everywhere for all we know. */
const perCall = { entries: 10, bytes: 256 * 1024 };
const rounds = 3;

/** As EventBridge counts them, where there is neither a time nor a resource. */
const bytesOf = ({ Source = "", DetailType = "", Detail = "" }: PutEventsRequestEntry): number =>
  [Source, DetailType, Detail].reduce((bytes, text) => bytes + Buffer.byteLength(text), 0);

/** Answers the entries that were not taken; a call that fails took none. */
const put = async (client: AwsClient<"events">, entries: readonly PutEventsRequestEntry[]) => {
  const { Entries = [], FailedEntryCount = 0 } = await client.send(new PutEventsCommand({ Entries: [...entries] }));
  return FailedEntryCount === 0 ? [] : entries.filter((_, index) => Entries[index]?.EventId === undefined);
};

const putAll = async (client: AwsClient<"events">, entries: readonly PutEventsRequestEntry[]) => {
  let left = entries;
  for (let round = 0; round < rounds && left.length > 0; round += 1) left = await put(client, left);
  if (left.length > 0) throw new Error("EventBridge did not take every entry");
};

export const eventBus = (client: AwsClient<"events">, EventBusName: string): Bus => ({
  publish: async (events) => {
    const entries = events.map(({ type, detail }) => ({
      EventBusName,
      Source: eventSource,
      DetailType: type,
      Detail: JSON.stringify(detail),
      Resources: [],
    }));
    try {
      for (const call of inCalls(entries, bytesOf, perCall)) await putAll(client, call);
    } catch (error) {
      throwAs(faults.busUnavailable)(error);
    }
  },
});
