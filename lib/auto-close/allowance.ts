// How much a run may still do: what is under way may fail, so whoever comes when all is spoken for waits for its end.

export interface Allowance {
  /** False when it is used up; one that was taken has to be given back. */
  take(): Promise<boolean>;
  /** Says of one that was taken whether it came to anything. */
  giveBack(wasUsed: boolean): void;
}

export const allowance = (limit: number, alreadyUsed: number): Allowance => {
  let used = alreadyUsed;
  let underWay = 0;
  let waiting: (() => void)[] = [];
  return {
    take: async () => {
      while (used + underWay >= limit) {
        if (used >= limit) return false;
        await new Promise<void>((resume) => {
          waiting.push(resume);
        });
      }
      underWay += 1;
      return true;
    },
    giveBack: (wasUsed) => {
      underWay -= 1;
      if (wasUsed) used += 1;
      const woken = waiting;
      waiting = [];
      for (const resume of woken) resume();
    },
  };
};
