// Which policies somebody has seen at work and let loose: one that would close more, or sooner, only says what it would do.
import { accountKeys } from "../../aws/item-keys.ts";
import type { Table } from "../../aws/table.ts";
import { type SaidSo, saidSoIn } from "../../core/said-so.ts";
import { ownText } from "../../core/value.ts";
import type { ConfirmedPolicy } from "../rules/confirmed-policy.ts";

interface Seen {
  hash: string;
  content: ConfirmedPolicy;
  /** The run that has shown what it would do. */
  runId: string;
  atMs: number;
}

/** What is known of one policy of an account. Records of before say neither who confirmed nor who paused it. */
export interface PolicyApproval {
  /** It is that of what was shown in the run `seenInRun`. */
  seenHash: string | undefined;
  seenInRun: string | undefined;
  seenAtMs: number | undefined;
  seen: ConfirmedPolicy | undefined;
  confirmedHash: string | undefined;
  /** Who confirmed long ago confirmed a hash alone. */
  confirmed: ConfirmedPolicy | undefined;
  confirmedBy: SaidSo | undefined;
  paused: boolean;
  /** Who paused or resumed it last. */
  switchedBy: SaidSo | undefined;
}

const contentIn = (text: string | undefined): ConfirmedPolicy | undefined =>
  text === undefined ? undefined : (JSON.parse(text) as ConfirmedPolicy);

export const policyApprovals = ({ table }: { table: Table }) => {
  const set = async (
    account: string,
    policy: string,
    values: Record<string, string | number | boolean>,
    remove: readonly string[] = [],
  ): Promise<void> => {
    await table.update(accountKeys.policy(account, policy), { set: values, remove });
  };
  return {
    read: async (account: string, policy: string): Promise<PolicyApproval> => {
      const item = await table.get(accountKeys.policy(account, policy));
      return {
        seenHash: ownText(item, "seenHash"),
        seenInRun: ownText(item, "seenInRun"),
        seenAtMs: typeof item?.seenAtMs === "number" ? item.seenAtMs : undefined,
        seen: contentIn(ownText(item, "seenContent")),
        confirmedHash: ownText(item, "confirmedHash"),
        confirmed: contentIn(ownText(item, "confirmedContent")),
        confirmedBy: saidSoIn(item, "confirmedAt", "confirmedBy"),
        paused: item?.paused === true,
        switchedBy: saidSoIn(item, "switchedAt", "switchedBy"),
      };
    },
    /** It is called after the policy's dry run. */
    seen: (account: string, policy: string, { hash, content, runId, atMs }: Seen) =>
      set(account, policy, {
        seenHash: hash,
        seenInRun: runId,
        seenAtMs: atMs,
        seenContent: JSON.stringify(content),
      }),
    confirm: (
      account: string,
      policy: string,
      confirmedHash: string,
      { content, saidSo }: { content?: ConfirmedPolicy | undefined; saidSo?: SaidSo } = {},
    ) =>
      set(
        account,
        policy,
        {
          confirmedHash,
          ...(content && { confirmedContent: JSON.stringify(content) }),
          ...(saidSo && { confirmedAt: saidSo.at, confirmedBy: saidSo.by }),
        },
        [...(content ? [] : ["confirmedContent"]), ...(saidSo ? [] : ["confirmedAt", "confirmedBy"])],
      ),
    pause: (account: string, policy: string, paused: boolean, saidSo?: SaidSo) =>
      set(
        account,
        policy,
        { paused, ...(saidSo && { switchedAt: saidSo.at, switchedBy: saidSo.by }) },
        saidSo ? [] : ["switchedAt", "switchedBy"],
      ),
  };
};
