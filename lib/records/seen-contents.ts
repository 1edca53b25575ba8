// Remembers for 14 days which command was the first to bring some content: a copy under another delivery id is known by it.
import type { Table } from "../aws/table.ts";
import type { Clock } from "../runtime/clock.ts";
import { rememberedMs } from "./session-lease.ts";

export interface Contents {
  /** Answers the id of the command that has the content: this one's, unless another came first. */
  claim(contentId: string, commandId: string): Promise<string>;
  /** It is called when the first command came to nothing. False when somebody else was faster. */
  takeOver(contentId: string, from: string, commandId: string): Promise<boolean>;
}

const pkOf = (contentId: string): string => `content#${contentId}`;

export const contents = ({ table, clock }: { table: Table; clock: Pick<Clock, "now"> }): Contents => {
  const hold = async (
    contentId: string,
    commandId: string,
    condition: string,
    values: Record<string, string | number>,
  ) =>
    table.update(pkOf(contentId), {
      set: { commandId, expires: Math.ceil((clock.now() + rememberedMs) / 1000) },
      condition,
      values,
    });
  return {
    claim: async (contentId, commandId) => {
      // DynamoDB drops what has expired up to two days late: until then it must not count.
      const isFree = "attribute_not_exists(#pk) OR #commandId = :commandId OR #expires < :nowSeconds";
      const nowSeconds = Math.floor(clock.now() / 1000);
      const held = await hold(contentId, commandId, isFree, { commandId, nowSeconds });
      if (held) return commandId;
      return String((await table.get(pkOf(contentId)))?.commandId ?? commandId);
    },
    takeOver: async (contentId, from, commandId) =>
      (await hold(contentId, commandId, "#commandId = :from", { from })) !== undefined,
  };
};
