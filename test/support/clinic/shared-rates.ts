// The accounts' rates in memory, in place of lib/aws/rate-table.ts.
import { type RateState, type RateTable, unusedRate } from "../../../lib/wts/rate-limit/rate-state.ts";

const states = new Map<string, RateState>();
const of = (account: string): RateState => states.get(account) ?? unusedRate;

export const emptySharedRates = (): void => states.clear();

export const rateTable = (): RateTable => ({
  read: async (account) => of(account),
  replace: async (account, seenVersion, next) => {
    const held = of(account);
    if (held.version === seenVersion) states.set(account, { ...next, pausedUntil: held.pausedUntil });
    return of(account);
  },
  pause: async (account, until) => {
    const held = of(account);
    if (until > held.pausedUntil) states.set(account, { ...held, pausedUntil: until, version: held.version + 1 });
  },
});
