// What is still to happen, in order of time; of what happens at the same time, what was noted first.

export interface Agenda<Entry> {
  add(atMs: number, entry: Entry): void;
  /** When the next is due; undefined where nothing is. */
  nextMs(): number | undefined;
  take(): Entry | undefined;
  size(): number;
}

interface Noted<Entry> {
  atMs: number;
  serial: number;
  entry: Entry;
}

const isBefore = (one: Noted<unknown>, other: Noted<unknown>): boolean =>
  one.atMs < other.atMs || (one.atMs === other.atMs && one.serial < other.serial);

/** A binary heap: a month holds a hundred thousand entries. */
export const agenda = <Entry>(): Agenda<Entry> => {
  const heap: Noted<Entry>[] = [];
  let serial = 0;

  const swap = (one: number, other: number): void => {
    const [first, second] = [heap[one], heap[other]];
    if (first && second) [heap[one], heap[other]] = [second, first];
  };
  const precedes = (one: number, other: number): boolean => {
    const [first, second] = [heap[one], heap[other]];
    return first !== undefined && second !== undefined && isBefore(first, second);
  };

  return {
    add: (atMs, entry) => {
      serial += 1;
      heap.push({ atMs, serial, entry });
      for (let index = heap.length - 1; index > 0; ) {
        const parent = (index - 1) >> 1;
        if (!precedes(index, parent)) break;
        swap(index, parent);
        index = parent;
      }
    },
    nextMs: () => heap[0]?.atMs,
    take: () => {
      const [first] = heap;
      const last = heap.pop();
      if (!first || !last || first === last) return first?.entry;
      heap[0] = last;
      for (let index = 0; ; ) {
        const [left, right] = [2 * index + 1, 2 * index + 2];
        const child = precedes(right, left) ? right : left;
        if (!precedes(child, index)) break;
        swap(index, child);
        index = child;
      }
      return first.entry;
    },
    size: () => heap.length,
  };
};
