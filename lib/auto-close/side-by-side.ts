// Some sessions at a time: one after the other they would leave most of the account's rate unused.

export interface Pool {
  /** Resolves when the task has begun. A task throws nothing. */
  start(task: () => Promise<void>): Promise<void>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

export const pool = (size: number): Pool => {
  const running = new Set<Promise<void>>();
  return {
    start: async (task) => {
      while (running.size >= size) await Promise.race(running);
      const started = task().finally(() => {
        running.delete(started);
      });
      running.add(started);
    },
    idle: async () => {
      while (running.size > 0) await Promise.race(running);
    },
  };
};
