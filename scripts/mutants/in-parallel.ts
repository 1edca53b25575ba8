// Works on several things at a time, and begins each one in the order given.

/** One item a worker at a time. */
export const inParallel = async <Item, Result>(
  items: readonly Item[],
  workers: readonly ((item: Item) => Promise<Result>)[],
): Promise<Result[]> => {
  const results: Result[] = [];
  const waiting = items.entries();
  const workOn = async (work: (item: Item) => Promise<Result>): Promise<void> => {
    for (const [index, item] of waiting) results[index] = await work(item);
  };
  await Promise.all(workers.map(workOn));
  return results;
};
