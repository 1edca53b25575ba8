// Takes the samples of a group: in each round one of every line, so that what the machine does meanwhile meets all of them alike.
import type { Group, Line, Sample } from "./group.ts";
import type { Shared } from "./shared.ts";

export interface MeasuredLine {
  readonly name: string;
  readonly role: Line["role"];
  /** One a round, in the order of the rounds, so that those of two lines can be compared one by one. */
  readonly samples: readonly Sample[];
}

export interface MeasuredGroup {
  readonly group: Group;
  readonly rounds: number;
  readonly lines: readonly MeasuredLine[];
}

export interface MeasureOptions {
  /** More or fewer than the group says of itself. */
  readonly rounds?: number | undefined;
  wants(line: string): boolean;
}

/** Every other round goes from the last line to the first: what comes after another is not always after the same one. */
const orderOf = <Item>(items: readonly Item[], round: number): readonly Item[] =>
  round % 2 === 0 ? items : items.toReversed();

export const measureGroup = async (group: Group, shared: Shared, options: MeasureOptions): Promise<MeasuredGroup> => {
  const wants = (line: string): boolean => line === group.reference || options.wants(line);
  const usual = shared.isQuick ? group.quickRounds : group.rounds;
  // What is counted or takes minutes is asked once, however many samples of a time are wanted.
  const rounds = group.rounds === 1 ? 1 : (options.rounds ?? usual);
  const startMs = performance.now();
  const open = await group.open(shared, wants);
  try {
    const lines = open.lines.filter(({ name }) => wants(name));
    const samples = new Map<Line, Sample[]>(lines.map((line) => [line, []]));
    for (let round = 0; round < rounds; round += 1) {
      for (const line of orderOf(lines, round)) samples.get(line)?.push(await line.sample());
      const seconds = ((performance.now() - startMs) / 1_000).toFixed(0);
      shared.note(`${group.name}: round ${round + 1} of ${rounds}, after ${seconds} s`);
    }
    const measured = [...samples].map(([{ name, role }, taken]) => ({ name, role, samples: taken }));
    return { group, rounds, lines: measured };
  } finally {
    await open.close?.();
  }
};
