// Remembers which commands a delivery with a look-up became, so that a copy of it asks the sender's API no more than it has to; and of any delivery those that were about nobody.
import { isSentAgain, type Lifecycle } from "../commands/execute-once.ts";
import type { QueuedDelivery } from "../core/queue/queued-delivery.ts";
import { webhookSource } from "../core/queue/webhook-source.ts";
import { isProperties, ownText } from "../core/value.ts";
import { type CommandRecord, isRemembered, type Ledger, type LedgerEntry } from "../records/ledger.ts";
import { readSplit, splitOf } from "../records/split-commands.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Understood } from "./mapping/understand-delivery.ts";
import { placeOfItem, placeOfSource } from "./place-of-item.ts";

interface RecordDependencies {
  ledger: Ledger;
  lifecycle: Lifecycle;
  clock: Pick<Clock, "now">;
}

/** An item of the table is read and paid by the kilobyte: of a larger batch nothing is remembered, and its copy asks again. */
const mostRemembered = 10;

const entryFor = (
  { account, source, attempt, delivery }: QueuedDelivery,
  id: string,
  { deliveryId }: Understood["identity"],
): LedgerEntry => {
  const { receivedAt } = delivery;
  return {
    id,
    account,
    source: webhookSource(source),
    deliveryId,
    receivedAt,
    attempt,
    sessionId: "",
    door: "webhook",
  };
};

export const deliveryRecords = ({ ledger, lifecycle, clock }: RecordDependencies) => {
  const isKnownApplied = (record: CommandRecord | undefined): record is CommandRecord =>
    record?.state === "applied" && isRemembered(record, clock.now());

  /** What was found by contact or metadata is applied where it is applied to each session that was found, and there were some. */
  const isApplied = async (account: string, pk: string, id: string): Promise<boolean> => {
    const record = await ledger.read({ pk }, id);
    if (!isKnownApplied(record)) return false;
    const split = splitOf(record);
    if (!split) return true;
    return split.sessionIds.length > 0 && (await readSplit(ledger, account, split)).every(isKnownApplied);
  };

  return {
    /** Answers the record of an earlier copy where all that it became was applied: then the sender's API has nothing to add. */
    findDone: async (item: QueuedDelivery): Promise<CommandRecord | undefined> => {
      const record = await ledger.read(placeOfSource(item), item.id);
      if (!isKnownApplied(record)) return undefined;
      const commands = record.remarks?.commands;
      if (!Array.isArray(commands) || commands.length === 0) return undefined;
      const applied = commands.map((command: unknown) =>
        isProperties(command)
          ? isApplied(item.account, ownText(command, "pk") ?? "", ownText(command, "id") ?? "")
          : false,
      );
      return (await Promise.all(applied)).every(Boolean) ? record : undefined;
    },

    /** False for what is no copy but the same message once more. */
    countCopy: async (item: QueuedDelivery, record: CommandRecord): Promise<boolean> => {
      const { receivedAt } = item.delivery;
      if (!isSentAgain(record, { receivedAt })) return false;
      await ledger.countCopy(placeOfSource(item), item.id, receivedAt);
      return true;
    },

    note: async (item: QueuedDelivery, { items, identity }: Pick<Understood, "items" | "identity">): Promise<void> => {
      const entry = entryFor(item, item.id, identity);
      const commands = items.map((each) => ({ pk: placeOfItem(each).pk, id: each.id }));
      const remarks = { commands: commands.length > mostRemembered ? [] : commands };
      await lifecycle.recordOnce({ place: placeOfSource(item), entry }, async () => ({
        as: "applied",
        remarks,
        answer: undefined,
      }));
    },

    /** Each of them is known from then on, and its delivery can be done again by its id. */
    noteIgnored: async (
      item: QueuedDelivery,
      { ignored, identity }: Pick<Understood, "ignored" | "identity">,
    ): Promise<void> => {
      for (const { id, why } of ignored)
        await lifecycle.recordOnce({ place: placeOfSource(item), entry: entryFor(item, id, identity) }, async () => ({
          as: "ignored",
          remarks: { reasons: [why] },
          answer: undefined,
        }));
    },
  };
};
