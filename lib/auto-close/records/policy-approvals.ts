// Which policies somebody has seen at work and let loose: a new one, or a changed one, only says what it would do.
import type { Table } from "../../aws/table.ts";

interface PolicyApproval {
  /** The hash of the policy whose dry run was shown. */
  seenHash: string | undefined;
  seenInRun: string | undefined;
  confirmedHash: string | undefined;
  paused: boolean;
}

interface PolicyApprovals {
  read(account: string, policy: string): Promise<PolicyApproval>;
  /** It is called after the policy's dry run. */
  seen(account: string, policy: string, hash: string, runId: string): Promise<void>;
  confirm(account: string, policy: string, hash: string): Promise<void>;
  pause(account: string, policy: string, paused: boolean): Promise<void>;
}

const pkOf = (account: string, policy: string): string => `policy#${account}#${policy}`;

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

export const policyApprovals = ({ table }: { table: Table }): PolicyApprovals => {
  const set = async (account: string, policy: string, values: Record<string, string | boolean>): Promise<void> => {
    await table.update(pkOf(account, policy), { set: values });
  };
  return {
    read: async (account, policy) => {
      const item = await table.get(pkOf(account, policy));
      return {
        seenHash: textOf(item?.seenHash),
        seenInRun: textOf(item?.seenInRun),
        confirmedHash: textOf(item?.confirmedHash),
        paused: item?.paused === true,
      };
    },
    seen: (account, policy, seenHash, seenInRun) => set(account, policy, { seenHash, seenInRun }),
    confirm: (account, policy, confirmedHash) => set(account, policy, { confirmedHash }),
    pause: (account, policy, paused) => set(account, policy, { paused }),
  };
};
