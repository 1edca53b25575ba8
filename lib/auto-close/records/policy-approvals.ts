// Which policies somebody has seen at work and let loose: a new one, or a changed one, only says what it would do.
import type { Table } from "../../aws/table.ts";

export interface PolicyApproval {
  /** Of the policy whose dry run was shown. */
  seenHash?: string;
  seenInRun?: string;
  confirmedHash?: string;
  paused: boolean;
}

export interface PolicyApprovals {
  read(account: string, policy: string): Promise<PolicyApproval>;
  /** After its dry run. */
  seen(account: string, policy: string, hash: string, runId: string): Promise<void>;
  confirm(account: string, policy: string, hash: string): Promise<void>;
  pause(account: string, policy: string, paused: boolean): Promise<void>;
}

const pkOf = (account: string, policy: string): string => `policy#${account}#${policy}`;

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

export const policyApprovals = ({ table }: { table: Table }): PolicyApprovals => ({
  read: async (account, policy) => {
    const item = await table.get(pkOf(account, policy));
    const [seenHash, seenInRun] = [textOf(item?.seenHash), textOf(item?.seenInRun)];
    const confirmedHash = textOf(item?.confirmedHash);
    return {
      ...(seenHash !== undefined && { seenHash }),
      ...(seenInRun !== undefined && { seenInRun }),
      ...(confirmedHash !== undefined && { confirmedHash }),
      paused: item?.paused === true,
    };
  },
  seen: async (account, policy, seenHash, seenInRun) => {
    await table.update(pkOf(account, policy), { set: { seenHash, seenInRun } });
  },
  confirm: async (account, policy, confirmedHash) => {
    await table.update(pkOf(account, policy), { set: { confirmedHash } });
  },
  pause: async (account, policy, paused) => {
    await table.update(pkOf(account, policy), { set: { paused } });
  },
});
