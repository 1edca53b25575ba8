// Says when to stop: on a signal, or when the npm that started this is gone, since its shell does not pass signals on.

const parentCheckMs = 200;

/** It is aborted once; a second signal then ends the process at once, as usual. */
export const stopSignal = (): AbortSignal => {
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => stopping.abort());
  if (process.env.npm_lifecycle_event !== undefined) {
    const startedBy = process.ppid;
    setInterval(() => {
      if (process.ppid !== startedBy) stopping.abort();
    }, parentCheckMs).unref();
  }
  return stopping.signal;
};
