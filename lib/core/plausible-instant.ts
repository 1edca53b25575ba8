// Tells a time from what cannot be one: beyond it something is broken, and no time zone answers for it.

const lastInstantMs = 253_402_300_799_999;

export const isPlausible = (ms: number): boolean => ms >= 0 && ms <= lastInstantMs;
