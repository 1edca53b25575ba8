// What the control endpoints throw at wrong input: a sentence saying what was expected.

export class AdminError extends Error {}
