// Keeps values so that the least of them is at hand, however many there are.

export interface MinHeap<Value> {
  first(): Value | undefined;
  push(value: Value): void;
  /** Throws RangeError where there is none. */
  pop(): Value;
}

export const minHeap = <Value>(orderOf: (value: Value) => number): MinHeap<Value> => {
  const heap: Value[] = [];
  const at = (index: number): Value => {
    const value = heap[index];
    if (value === undefined) throw new RangeError(`nothing at ${index}`);
    return value;
  };
  const isBefore = (one: number, other: number): boolean => orderOf(at(one)) < orderOf(at(other));
  const swap = (one: number, other: number): void => {
    const kept = at(one);
    heap[one] = at(other);
    heap[other] = kept;
  };
  return {
    first: () => heap[0],
    push: (value) => {
      let index = heap.push(value) - 1;
      for (let parent = (index - 1) >> 1; index > 0 && isBefore(index, parent); parent = (index - 1) >> 1) {
        swap(index, parent);
        index = parent;
      }
    },
    pop: () => {
      const least = at(0);
      swap(0, heap.length - 1);
      heap.pop();
      for (let index = 0; ; ) {
        const smallest = [2 * index + 1, 2 * index + 2]
          .filter((child) => child < heap.length)
          .reduce((before, child) => (isBefore(child, before) ? child : before), index);
        if (smallest === index) return least;
        swap(index, smallest);
        index = smallest;
      }
    },
  };
};
