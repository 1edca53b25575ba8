// The receipt of an erasure: what was erased, when and by whom; and not of whom.
import { randomUUID } from "node:crypto";
import { accountKeys, erasuresOf } from "../../lib/aws/item-keys.ts";
import type { Table } from "../../lib/aws/table.ts";
import type { Search } from "./search-person.ts";

export interface Receipt {
  id: string;
  account: string;
  at: string;
  by: string;
  /** Nothing was left that has to be waited for. */
  isComplete: boolean;
  erased: Search["counts"];
  decisionsKept: number;
}

export const writeReceipt = async (
  table: Table,
  { account, at, by, search }: { account: string; at: string; by: string; search: Search },
): Promise<Receipt> => {
  const { counts, decisionsKept, waits } = search;
  const receipt = { id: randomUUID(), account, at, by, isComplete: waits.length === 0, erased: counts, decisionsKept };
  const { id, ...said } = receipt;
  await table.update(accountKeys.erasure(account, at, id), { set: { receipt: JSON.stringify(said) } });
  return receipt;
};

/** The oldest comes first. */
export const readReceipts = async (table: Table, account: string): Promise<readonly Receipt[]> => {
  const items = await table.query(...erasuresOf(account));
  return items.map(({ sk, receipt }) => ({ id: String(sk).split("#").at(-1) ?? "", ...JSON.parse(String(receipt)) }));
};
