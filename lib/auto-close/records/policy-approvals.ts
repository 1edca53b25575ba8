// Which policies somebody has seen at work and let loose: one that would close more, or sooner, only says what it would do.
import { accountKeys } from "../../aws/item-keys.ts";
import type { Table } from "../../aws/table.ts";
import { ownText } from "../../core/value.ts";
import type { ConfirmedPolicy } from "../rules/confirmed-policy.ts";

interface Seen {
  hash: string;
  content: ConfirmedPolicy;
  /** The run that has shown what it would do. */
  runId: string;
  atMs: number;
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
    /** `seenHash` is that of what was shown in the run `seenInRun`. Who confirmed long ago confirmed a hash alone. */
    read: async (account: string, policy: string) => {
      const item = await table.get(accountKeys.policy(account, policy));
      return {
        seenHash: ownText(item, "seenHash"),
        seenInRun: ownText(item, "seenInRun"),
        seenAtMs: typeof item?.seenAtMs === "number" ? item.seenAtMs : undefined,
        seen: contentIn(ownText(item, "seenContent")),
        confirmedHash: ownText(item, "confirmedHash"),
        confirmed: contentIn(ownText(item, "confirmedContent")),
        paused: item?.paused === true,
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
    confirm: (account: string, policy: string, confirmedHash: string, content?: ConfirmedPolicy) =>
      content
        ? set(account, policy, { confirmedHash, confirmedContent: JSON.stringify(content) })
        : set(account, policy, { confirmedHash }, ["confirmedContent"]),
    pause: (account: string, policy: string, paused: boolean) => set(account, policy, { paused }),
  };
};
