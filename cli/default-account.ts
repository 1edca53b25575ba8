// The account that is meant where nothing names one: that of hooks.config.ts.
import { loadConfig } from "./load-config.ts";

export const defaultAccount = async (): Promise<string> => (await loadConfig()).account;
