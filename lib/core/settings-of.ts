// Finds what the configuration says of one account alone.
import type { AccountSettings } from "./accounts-shape.ts";

export interface WithAccountSettings {
  /** A part of a configuration may know of no account in particular. */
  readonly accounts?: AccountSettings | undefined;
}

/** An account's name may be that of a property which every object has. */
export const settingsOf = ({ accounts = {} }: WithAccountSettings, account: string): AccountSettings[string] =>
  Object.hasOwn(accounts, account) ? (accounts[account] ?? {}) : {};
