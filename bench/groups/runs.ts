// What auto-close asks of WTS for its closes, how much of the rate it uses and how much memory it takes, at any size.
import { fork } from "node:child_process";
import { once } from "node:events";
import type { VirtualRun, VirtualRunMeasure } from "../../test/auto-close/support/virtual-run.ts";
import type { Group, Line } from "../frame/group.ts";

interface Size extends Pick<VirtualRun, "count" | "oneIdleIn" | "isAnswerRead"> {
  readonly name: string;
  /** What takes minutes is left out of a quick run. */
  readonly isLong?: true;
}

export const runLines = {
  everyAnswer: "1,000 sessions, all idle, every answer counts",
  byDefault: "1,000 sessions, all idle, by default",
} as const;

const sizes: readonly Size[] = [
  { name: runLines.everyAnswer, count: 1_000, oneIdleIn: 1, isAnswerRead: false },
  { name: runLines.byDefault, count: 1_000, oneIdleIn: 1, isAnswerRead: true },
  { name: "1,000 sessions, one of ten idle", count: 1_000, oneIdleIn: 10, isAnswerRead: false },
  { name: "10,000 sessions, one of ten idle", count: 10_000, oneIdleIn: 10, isAnswerRead: false },
  { name: "100,000 sessions, one of ten idle", count: 100_000, oneIdleIn: 10, isAnswerRead: false, isLong: true },
  {
    name: "1,000,000 sessions, one of a thousand idle",
    count: 1_000_000,
    oneIdleIn: 1_000,
    isAnswerRead: false,
    isLong: true,
  },
];

/** Each in a process of its own, so that its memory is nobody else's. */
const measured = async ({ name: _, isLong: __, ...size }: Size): Promise<VirtualRunMeasure> => {
  const file = new URL("../../test/auto-close/support/virtual-run-process.ts", import.meta.url);
  const child = fork(file, [JSON.stringify(size)], { execArgv: ["--expose-gc"], stdio: ["ignore", 2, 2, "ipc"] });
  const died = once(child, "exit").then(([code]) => {
    throw new Error(`the run's process ended with ${code}`);
  });
  died.catch(() => {});
  const [measure] = await Promise.race([once(child, "message"), died]);
  return measure as VirtualRunMeasure;
};

export const runs: Group = {
  name: "runs",
  title: "Runs of auto-close",
  measures:
    "In virtual time, with the real run, limiter and records, WTS's own limits at a share of 0.8, 200 ms a call of WTS and 6 ms one of the table; sessions are made up by their number. What is called the rate is what the limits allow from the first call to the last, hand-overs between invocations included; memory is what live objects take beyond the records, which stand in the same process here. A list of 100 open sessions is one call: that is the floor of what is not idle.",
  metrics: [
    { key: "callsPerClosed", heading: "calls a closed session", digits: 2 },
    { key: "usedPercent", heading: "% of the rate", digits: 1 },
    { key: "fullestPercent", heading: "fullest window, %", digits: 1 },
    { key: "oldestListSeconds", heading: "oldest list, s", digits: 1 },
    { key: "closed", heading: "closed", digits: 0 },
    { key: "hours", heading: "hours", digits: 2 },
    { key: "invocations", heading: "invocations", digits: 0 },
    { key: "heapMb", heading: "live heap, MB", digits: 0 },
  ],
  rounds: 1,
  quickRounds: 1,
  open: async (shared, wants) => ({
    lines: sizes
      .filter(({ name, isLong }) => wants(name) && !(shared.isQuick && isLong))
      .map(
        (size): Line => ({
          name: size.name,
          role: "ours",
          sample: async () => {
            const measure = await measured(size);
            return {
              callsPerClosed: measure.callsPerClosed,
              usedPercent: 100 * measure.usedShare,
              fullestPercent: 100 * measure.fullestWindow,
              oldestListSeconds: measure.oldestListMs / 1_000,
              closed: measure.closed,
              hours: measure.hours,
              invocations: measure.ticks,
              heapMb: measure.peakHeapMb,
            };
          },
        }),
      ),
  }),
};
