// Tells a JSON object from everything else, in whichever realm of JavaScript it was made: messages of other processes
// are made in another one than a test, so their prototype says nothing.

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
