// The kill switch: one item of the table that stops all writing of an account's queue and runs, without a deployment.
import { accountKeys } from "../aws/item-keys.ts";
import type { Table } from "../aws/table.ts";
import { type SaidSo, saidSoIn } from "../core/said-so.ts";
import type { Clock } from "../runtime/clock.ts";

export interface SwitchState {
  paused: boolean;
  /** Who threw it last; absent where nobody did, or an earlier version did not note it. */
  switchedBy?: SaidSo;
}

export interface KillSwitch {
  isPaused(account: string): Promise<boolean>;
  /** As it is in the table at this moment. */
  read(account: string): Promise<SwitchState>;
  pause(account: string, by?: string): Promise<void>;
  resume(account: string, by?: string): Promise<void>;
}

/** The item is read at most this often, so a switch that is thrown may take as long to be obeyed. */
const cachedMs = 2_000;

export const killSwitch = ({ table, clock }: { table: Table; clock: Pick<Clock, "now"> }): KillSwitch => {
  const cached = new Map<string, { paused: boolean; readAt: number }>();
  /** The sessions of a batch are worked on side by side, and all of them ask at once. */
  const reading = new Map<string, Promise<boolean>>();
  const read = async (account: string): Promise<boolean> => {
    const paused = (await table.get(accountKeys.killSwitch(account)))?.paused === true;
    cached.set(account, { paused, readAt: clock.now() });
    return paused;
  };
  const set = async (account: string, paused: boolean, by: string | undefined): Promise<void> => {
    await table.update(accountKeys.killSwitch(account), {
      set: { paused, changedAt: new Date(clock.now()).toISOString(), ...(by !== undefined && { changedBy: by }) },
      remove: by === undefined ? ["changedBy"] : [],
    });
    cached.delete(account);
  };
  return {
    isPaused: async (account) => {
      const held = cached.get(account);
      if (held && clock.now() - held.readAt < cachedMs) return held.paused;
      const asked = reading.get(account) ?? read(account).finally(() => reading.delete(account));
      reading.set(account, asked);
      return asked;
    },
    read: async (account) => {
      const item = await table.get(accountKeys.killSwitch(account));
      const switchedBy = saidSoIn(item, "changedAt", "changedBy");
      return { paused: item?.paused === true, ...(switchedBy && { switchedBy }) };
    },
    pause: (account, by) => set(account, true, by),
    resume: (account, by) => set(account, false, by),
  };
};
