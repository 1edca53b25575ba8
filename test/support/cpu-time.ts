// Measures what some work costs in time of the processor: on a machine that does much else, the clock on the wall says little of it.

/** Answers milliseconds. */
export const cpuMsOf = async (work: () => unknown): Promise<number> => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};
