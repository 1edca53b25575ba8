// Remembers what we said to a contact about closing, from before it is said.
import { placeKeys } from "../../aws/item-keys.ts";
import type { Table } from "../../aws/table.ts";
import { historyMs } from "../../records/ledger.ts";
import type { Clock } from "../../runtime/clock.ts";
import type { Notice } from "../rules/notice.ts";

export const notices = ({ table, clock }: { table: Table; clock: Pick<Clock, "now"> }) => ({
  read: async (account: string, sessionId: string): Promise<Notice | undefined> => {
    const item = await table.get(placeKeys.notice({ account, sessionId }));
    return typeof item?.notice === "string" ? (JSON.parse(item.notice) as Notice) : undefined;
  },
  save: async (account: string, sessionId: string, notice: Notice): Promise<void> => {
    await table.update(placeKeys.notice({ account, sessionId }), {
      set: { notice: JSON.stringify(notice), expires: Math.ceil((clock.now() + historyMs) / 1000) },
    });
  },
  /** What we said counts no more. */
  forget: async (account: string, sessionId: string): Promise<void> => {
    await table.update(placeKeys.notice({ account, sessionId }), { remove: ["notice"] });
  },
});
