// Counts what one piece of work asks of AWS and of WTS, from its first call until nothing is under way any more.
import type { CallCounts } from "../../local/aws/call-counts.ts";
import type { Stack } from "../../local/stack.ts";
import { eventBytes } from "../../scripts/prices/operation-cost.ts";
import { commandsWaiting } from "./commands-waiting.ts";
import { until } from "./until.ts";
import { type Admin, journalOf } from "./wts-stand-in.ts";

export interface Operations {
  /** All of them, and of these what the indexes take. */
  writeUnits: number;
  indexUnits: number;
  readUnits: number;
  tableCalls: number;
  queueCalls: number;
  busEntries: number;
  secrets: number;
  /** How often each function was invoked. */
  invocations: Readonly<Record<string, number>>;
  /** What the functions printed, as CloudWatch takes it in: each line with its own overhead. */
  logBytes: number;
  /** By method and what they are about, such as `PUT partial`. */
  wts: Readonly<Record<string, number>>;
  /** How much was written to and read from items of each kind, for whoever looks for the reason. */
  items: string;
}

const longestWorkMs = 120_000;

/** The tests look at the queue themselves. */
const isTestsOwn = (call: string): boolean => call === "sqs.GetQueueAttributes";

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

const callsOf = ({ calls }: CallCounts, service: string): number =>
  sum(
    Object.entries(calls).flatMap(([call, times]) =>
      call.startsWith(`${service}.`) && !isTestsOwn(call) ? times : [],
    ),
  );

const loggedBytes = (line: string): number => Buffer.byteLength(line) + eventBytes;

const isId = (segment: string): boolean => /\d/.test(segment);

/** `/chat/v2/session/5e55…/partial` is about `partial`, `/chat/v2/session/5e55…` about `session`. */
const kindOf = ({ method, path }: { method: string; path: string }): string =>
  `${method} ${path.split("/").findLast((segment) => segment !== "" && !isId(segment))}`;

const itemsOf = ({ writeUnits, reads }: CallCounts): string =>
  [
    ...Object.entries(writeUnits).map(
      ([kind, { table, index }]) => `${kind} ${table}${index > 0 ? ` + ${index}` : ""}`,
    ),
    ...Object.entries(reads).map(([kind, { units }]) => `${kind} read ${units}`),
  ].join(", ");

interface CountedWork {
  stack: Stack;
  admin: Admin;
  /** Every line that was printed since the start. */
  lines: readonly string[];
  work(): Promise<unknown>;
  /** Whether everything has begun that shall be counted; what is under way by then is waited for. */
  isAllBegun(): boolean;
}

export const countOperations = async ({ stack, admin, lines, work, isAllBegun }: CountedWork): Promise<Operations> => {
  const takeCounts = async (): Promise<CallCounts> =>
    (await fetch(`${stack.awsControlUrl}/__counts`, { method: "DELETE" })).json() as Promise<CallCounts>;
  await admin("DELETE", "requests");
  await takeCounts();
  const before = { invoked: stack.lambda.invoked(), lines: lines.length };
  await work();
  // A message is deleted when the function has answered for it, so the queue is looked at before the functions are.
  const isQueueEmpty = async (queue: string): Promise<boolean> => (await commandsWaiting(stack, queue)) === 0;
  await until(
    async () =>
      isAllBegun() &&
      (await isQueueEmpty("Commands")) &&
      (await isQueueEmpty("ReassignSessionEvents")) &&
      stack.lambda.underWay() === 0,
    "the end of the work",
    longestWorkMs,
  );
  const counts = await takeCounts();
  // The kill switch is read every two seconds, however many commands there are: it belongs to none of them.
  const { control: killSwitch, ...reads } = counts.reads;
  const written = Object.values(counts.writeUnits);
  const wts = Map.groupBy(await journalOf(admin), kindOf);
  return {
    writeUnits: sum(written.map(({ table, index }) => table + index)),
    indexUnits: sum(written.map(({ index }) => index)),
    readUnits: sum(Object.values(reads).map(({ units }) => units)),
    tableCalls: callsOf(counts, "dynamodb") - (killSwitch?.calls ?? 0),
    queueCalls: callsOf(counts, "sqs"),
    busEntries: counts.busEntries,
    secrets: callsOf(counts, "secretsmanager"),
    invocations: Object.fromEntries(
      Object.entries(stack.lambda.invoked())
        .map(([name, times]) => [name, times - (before.invoked[name] ?? 0)] as const)
        .filter(([, times]) => times > 0),
    ),
    logBytes: sum(lines.slice(before.lines).map(loggedBytes)),
    wts: Object.fromEntries([...wts].map(([kind, entries]) => [kind, entries.length])),
    items: itemsOf({ ...counts, reads }),
  };
};
