// Which names of time zones a configuration may use.

/** An offset such as -03:00 is accepted by the runtime, and wrong twice a year where clocks change. */
export const isTimeZone = (name: string): boolean => {
  if (!/^(UTC|[A-Za-z_]+\/[\w+/-]+)$/.test(name)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
};
