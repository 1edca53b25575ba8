// What counted operations come to in US$: every price is AWS's, every duration is assumed, and says so.
import type { Prices } from "./prices.ts";

/** As test/support/count-operations.ts counts it, of one command. */
export interface CountedOperations {
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly tableCalls: number;
  readonly queueCalls: number;
  readonly busEntries: number;
  readonly wtsCalls: number;
  readonly logBytes: number;
  readonly invocations: Readonly<Record<string, number>>;
}

/** Seconds that one call takes, from Lambda to its answer. */
export const assumedSeconds = { wts: 0.2, table: 0.006, queue: 0.012, bus: 0.015 } as const;
/** Of a whole processor, for each invocation: a function of 512 MB has less than a third of one, and takes three times as long for it. */
export const assumedProcessorSeconds = 0.004;
/** Lambda gives a function a whole processor at so much memory. */
const processorMb = 1_769;
/** CloudWatch bills so much for each event of a log, beside its text. */
export const eventBytes = 26;
const ofEvents = (...texts: readonly string[]): number =>
  texts.reduce((all, text) => all + text.length + eventBytes, 0);
const requestId = "6c3f0c8e-5f0b-4c57-9d3a-7a1f9e0b7d21";
/** What Lambda itself writes of each invocation, and what API Gateway writes of each request, as serverless.yml has it. */
export const assumedLogBytes = {
  invocation: ofEvents(
    `START RequestId: ${requestId} Version: $LATEST\n`,
    `END RequestId: ${requestId}\n`,
    `REPORT RequestId: ${requestId}\tDuration: 251.32 ms\tBilled Duration: 252 ms\tMemory Size: 512 MB\tMax Memory Used: 112 MB\t\n`,
  ),
  request: ofEvents(
    '{"requestId":"JKJaXmPLvHcESHA=","routeKey":"POST /webhooks/{source}/{token}","status":"202","integrationLatencyMs":"23"}',
  ),
} as const;

const httpFunctions: readonly string[] = ["update-session", "receive-webhook"];
/** They wait for the queue alone: whatever else a command waits for, others wait for. */
const queueing: readonly string[] = ["receive-webhook", "accept-update-event"];

export interface OperationCost {
  readonly table: number;
  readonly functions: number;
  readonly queue: number;
  readonly api: number;
  readonly bus: number;
  readonly logs: number;
  readonly total: number;
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** Of a million commands. `memoryMbOf` is asked for each function that was invoked. */
export const costOfMillion = (
  counted: CountedOperations,
  prices: Prices,
  memoryMbOf: (functionName: string) => number,
): OperationCost => {
  const invoked = Object.entries(counted.invocations);
  const { wts, table: tableSeconds, queue: queueSeconds, bus: busSeconds } = assumedSeconds;
  const workers = sum(invoked.flatMap(([name, times]) => (queueing.includes(name) ? [] : [times])));
  const worked = counted.wtsCalls * wts + counted.tableCalls * tableSeconds + counted.busEntries * busSeconds;
  const gigabyteSeconds = sum(
    invoked.map(([name, times]) => {
      const waits = queueing.includes(name) ? times * queueSeconds : (worked * times) / workers;
      return (waits * memoryMbOf(name) + times * assumedProcessorSeconds * processorMb) / 1_024;
    }),
  );
  const invocations = sum(invoked.map(([, times]) => times));
  const requests = sum(invoked.flatMap(([name, times]) => (httpFunctions.includes(name) ? [times] : [])));
  const logBytes = counted.logBytes + invocations * assumedLogBytes.invocation + requests * assumedLogBytes.request;
  const parts = {
    table: counted.writeUnits * prices.millionTableWriteUnits + counted.readUnits * prices.millionTableReadUnits,
    functions: invocations * prices.millionFunctionRequests + gigabyteSeconds * 1e6 * prices.gigabyteSecond,
    queue: counted.queueCalls * prices.millionFifoQueueRequests,
    api: requests * prices.millionHttpApiRequests,
    bus: counted.busEntries * prices.millionBusEvents,
    // A million times so many bytes are a thousandth as many GB.
    logs: (logBytes / 1_000) * prices.gigabyteOfLogs,
  };
  return { ...parts, total: sum(Object.values(parts)) };
};
