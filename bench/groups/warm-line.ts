// A line whose environment stays warm: what a piece of work costs when everything was done many times before.
import type { Line, Sample } from "../frame/group.ts";
import type { Started } from "../world/start-function.ts";

interface WarmWork {
  readonly name: string;
  readonly role: Line["role"];
  readonly environments: readonly Started[];
  /** Does so many pieces; what has to be there for them is made by `prepare`, whose time is not counted. */
  prepare(pieces: number): Promise<() => Promise<void>>;
  /** Throws if not all of it was done. */
  check(pieces: number): Promise<void>;
}

export interface WarmLine extends Line {
  /** What is compiled once is compiled by then. */
  warmUp(pieces: number): Promise<void>;
}

export const warmLine = ({ name, role, environments, prepare, check }: WarmWork, pieces: number): WarmLine => {
  const cpuMs = (): number => environments.reduce((sum, environment) => sum + environment.cpuMs(), 0);
  const measure = async (count: number): Promise<Sample> => {
    const work = await prepare(count);
    const [cpuBeforeMs, startMs] = [cpuMs(), performance.now()];
    await work();
    const wallMs = performance.now() - startMs;
    const usedMs = cpuMs() - cpuBeforeMs;
    await check(count);
    return { cpuMs: usedMs / count, wallMs: wallMs / count };
  };
  return { name, role, sample: () => measure(pieces), warmUp: async (count) => void (await measure(count)) };
};

/** They take their time one after the other, a part each, so that none of them rests long before it is measured. */
export const warmUpAll = async (lines: readonly WarmLine[], pieces: number): Promise<void> => {
  const parts = 3;
  for (let part = 0; part < parts; part += 1) for (const line of lines) await line.warmUp(Math.ceil(pieces / parts));
};
