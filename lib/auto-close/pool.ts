// Works on several sessions at a time: one after the other they would leave most of the account's rate unused.

export const pool = (size: number) => {
  const running = new Set<Promise<void>>();
  return {
    /** Resolves when the task has begun; a task must not throw. */
    start: async (task: () => Promise<void>): Promise<void> => {
      while (running.size >= size) await Promise.race(running);
      const started = task().finally(() => {
        running.delete(started);
      });
      running.add(started);
    },
    /** Resolves when nothing is under way. */
    idle: async (): Promise<void> => {
      while (running.size > 0) await Promise.race(running);
    },
  };
};
