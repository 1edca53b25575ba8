// Time and chance are dependencies, so that tests decide both.

export interface Clock {
  /** Answers milliseconds since the epoch. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** Answers a number from 0 up to, not including, 1. */
  random(): number;
}

export const systemClock: Clock = {
  // It asks Date anew each time, as the machine that it runs on may be given another time.
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  random: Math.random,
};

/** The time an invocation has: a call is started only while its answer can still be used. */
export interface TimeBox {
  /** Epoch milliseconds after which nothing new is started. */
  readonly startBy: number;
  /** Epoch milliseconds at which what was started is given up. */
  readonly endBy: number;
}
