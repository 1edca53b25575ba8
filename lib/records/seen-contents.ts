// Remembers for 14 days which command was the first to bring some content: a copy under another delivery id is known by it.
import { contentKey, type Place } from "../aws/item-keys.ts";
import type { Table } from "../aws/table.ts";
import type { Clock } from "../runtime/clock.ts";
import { rememberedMs } from "./ledger.ts";

/** The command that has a content, and where its record stands. */
export interface ContentHolder {
  commandId: string;
  place: Place;
}

export interface Contents {
  /** Answers who has the content: this one, unless another came first. */
  claim(contentId: string, holder: ContentHolder): Promise<ContentHolder>;
  /** It is called when the first command came to nothing. False when somebody else was faster. */
  takeOver(contentId: string, from: string, holder: ContentHolder): Promise<boolean>;
}

export const contents = ({ table, clock }: { table: Table; clock: Pick<Clock, "now"> }): Contents => {
  const hold = async (
    contentId: string,
    { commandId, place }: ContentHolder,
    condition: string,
    values: Record<string, string | number>,
  ) =>
    table.update(contentKey(contentId), {
      set: { commandId, place: place.pk, expires: Math.ceil((clock.now() + rememberedMs) / 1000) },
      condition,
      values,
    });
  return {
    claim: async (contentId, holder) => {
      // DynamoDB drops what has expired up to two days late: until then it must not count.
      const isFree = "attribute_not_exists(#pk) OR #commandId = :commandId OR #expires < :nowSeconds";
      const { commandId } = holder;
      const nowSeconds = Math.floor(clock.now() / 1000);
      if (await hold(contentId, holder, isFree, { commandId, nowSeconds })) return holder;
      const first = await table.get(contentKey(contentId));
      return first ? { commandId: String(first.commandId), place: { pk: String(first.place) } } : holder;
    },
    takeOver: async (contentId, from, holder) =>
      (await hold(contentId, holder, "#commandId = :from", { from })) !== undefined,
  };
};
