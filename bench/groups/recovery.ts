// How soon what was under way comes to its end after everything was killed at once.
import { recoveryRun } from "../../test/support/recovery-run.ts";
import type { Group } from "../frame/group.ts";

const limitMs = 240_000;
const line = "everything killed in the middle of its calls";

export const recovery: Group = {
  name: "recovery",
  title: "Time to recover",
  measures:
    "All functions, the queue and the table are killed with commands of every way in in the middle of a call to WTS, and started again at once, with the time limits of the package: leases and the queue's visibility end by themselves.",
  metrics: [
    { key: "lastSeconds", heading: "last command done, s", digits: 0 },
    { key: "medianSeconds", heading: "half of them, s", digits: 0 },
    { key: "commands", heading: "commands", digits: 0 },
    { key: "problems", heading: "lost or done twice", digits: 0 },
  ],
  rounds: 1,
  quickRounds: 1,
  open: async () => ({
    lines: [
      {
        name: line,
        role: "ours",
        sample: async () => {
          const { seconds, allSeconds, problems } = await recoveryRun(limitMs);
          const sorted = seconds
            .map((each) => each.seconds ?? Number.POSITIVE_INFINITY)
            .sort((one, other) => one - other);
          const medianSeconds = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
          const lastSeconds = allSeconds ?? Number.POSITIVE_INFINITY;
          return { lastSeconds, medianSeconds, commands: sorted.length, problems: problems.length };
        },
      },
    ],
  }),
};
