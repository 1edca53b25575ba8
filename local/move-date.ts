// Gives this process another time than the machine's, for whoever asks Date. Timers, and what others stamp, keep the machine's.

/** The machine's own time, whatever Date says here by now. */
export const wallNow = Date.now;

let offsetMs = 0;
let isInstalled = false;

const now = (): number => wallNow() + offsetMs;

const install = (): void => {
  isInstalled = true;
  Date.now = now;
  globalThis.Date = new Proxy(Date, {
    construct: (target, given, newTarget) => Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
    apply: () => new Date(now()).toString(),
  });
};

/** Code that has kept Date or Date.now for itself before the first call does not follow. */
export const moveDate = (ms: number): void => {
  if (!isInstalled) install();
  offsetMs = ms;
};
