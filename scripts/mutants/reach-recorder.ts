// Records which places of the watched files have run. Types are stripped to spaces, so V8's offsets are those of the source.
import { type Profiler, Session } from "node:inspector/promises";
import type { DryRunOrder, Reached } from "./test-order.ts";

export interface ReachRecorder {
  /** What ran since the last time. */
  take: () => Promise<Reached>;
}

type Ranges = readonly Profiler.CoverageRange[];

const isInside = (place: number, { startOffset, endOffset }: Profiler.CoverageRange): boolean =>
  startOffset <= place && place < endOffset;

/** The innermost range around a place is the one that counts it; where there is none, nothing of it ran. */
const hasRun = (place: number, ranges: Ranges): boolean => {
  const around = ranges.filter((range) => isInside(place, range));
  const [innermost] = around.toSorted(
    (one, other) => one.endOffset - one.startOffset - (other.endOffset - other.startOffset),
  );
  return innermost !== undefined && innermost.count > 0;
};

export const startReachRecorder = async (watched: DryRunOrder["watched"]): Promise<ReachRecorder> => {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  return {
    take: async () => {
      const { result } = await session.post("Profiler.takePreciseCoverage");
      const reached = result.flatMap(({ url: loadedUrl, functions }) => {
        const url = loadedUrl.replace(/[?#].*$/, "");
        const places = watched[url];
        if (places === undefined) return [];
        const ranges = functions.flatMap((each) => each.ranges);
        return [[url, places.filter((place) => hasRun(place, ranges))] as const];
      });
      return Object.fromEntries(reached);
    },
  };
};
