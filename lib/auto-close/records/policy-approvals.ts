// Which policies somebody has seen at work and let loose: a new one, or a changed one, only says what it would do.
import { accountKeys } from "../../aws/item-keys.ts";
import type { Table } from "../../aws/table.ts";
import { ownText } from "../../core/value.ts";

export const policyApprovals = ({ table }: { table: Table }) => {
  const set = async (account: string, policy: string, values: Record<string, string | boolean>): Promise<void> => {
    await table.update(accountKeys.policy(account, policy), { set: values });
  };
  return {
    /** `seenHash` is the hash of the policy whose dry run was shown, in the run `seenInRun`. */
    read: async (account: string, policy: string) => {
      const item = await table.get(accountKeys.policy(account, policy));
      return {
        seenHash: ownText(item, "seenHash"),
        seenInRun: ownText(item, "seenInRun"),
        confirmedHash: ownText(item, "confirmedHash"),
        paused: item?.paused === true,
      };
    },
    /** It is called after the policy's dry run. */
    seen: (account: string, policy: string, seenHash: string, seenInRun: string) =>
      set(account, policy, { seenHash, seenInRun }),
    confirm: (account: string, policy: string, confirmedHash: string) => set(account, policy, { confirmedHash }),
    pause: (account: string, policy: string, paused: boolean) => set(account, policy, { paused }),
  };
};
