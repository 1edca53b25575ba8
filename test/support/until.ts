// Waits for something that has no event of its own, and says what it waited for when it does not come.

const usuallyEveryMs = 20;
/** For what never comes, and not for what is late on a busy machine. */
const longestWaitMs = 120_000;

export const until = async (
  isTrue: () => boolean | Promise<boolean>,
  what: string,
  limitMs = longestWaitMs,
  everyMs = usuallyEveryMs,
): Promise<void> => {
  // A command that runs in this process may move its date, for a stack whose clock was moved.
  const endBy = performance.now() + limitMs;
  while (!(await isTrue())) {
    if (performance.now() > endBy) throw new Error(`waited ${limitMs} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
};
