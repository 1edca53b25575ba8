// For what happens soon, but nobody knows when: repeats an expectation until it holds, or its time is up.
import { setTimeout as delay } from "node:timers/promises";

export const eventually = async <Result>(expectation: () => Result | Promise<Result>): Promise<Result> => {
  const deadline = Date.now() + 120_000;
  for (;;) {
    try {
      return await expectation();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await delay(10);
    }
  }
};
