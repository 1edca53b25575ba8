// The account that is meant where nothing names one: that of hooks.config.ts.

/** Loaded only when asked for: a configuration being edited must not stand in the way of the other commands. */
export const defaultAccount = async (): Promise<string> => (await import("../hooks.config.ts")).default.account;
