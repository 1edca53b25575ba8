// Tells the stand-in the time, so that a test can move days ahead or stop the clock without waiting.

export interface Clock {
  nowMs(): number;
  runFrom(instantMs: number): void;
  freezeAt(instantMs: number): void;
  followRealTime(): void;
  isFrozen(): boolean;
}

export const clock = (realNowMs: () => number = Date.now): Clock => {
  let offsetMs = 0;
  let frozenMs: number | undefined;
  return {
    nowMs: () => frozenMs ?? realNowMs() + offsetMs,
    runFrom: (instantMs) => {
      frozenMs = undefined;
      offsetMs = instantMs - realNowMs();
    },
    freezeAt: (instantMs) => {
      frozenMs = instantMs;
    },
    followRealTime: () => {
      frozenMs = undefined;
      offsetMs = 0;
    },
    isFrozen: () => frozenMs !== undefined,
  };
};
