// A rate that nothing of the bench reaches: what is measured is the work and not the waiting.

export const limits = { share: 1, sustained: { requests: 20_000 }, burst: { requests: 1_000 } } as const;
